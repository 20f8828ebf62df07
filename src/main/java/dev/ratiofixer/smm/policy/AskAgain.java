package dev.ratiofixer.smm.policy;

import dev.ratiofixer.smm.OrderType;
import dev.ratiofixer.smm.PromotionService;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.stream.Stream;

/** When a campaign should ask again. */
final class AskAgain {
    private static final Duration SPREAD = Duration.ofMinutes(50);
    private static final Duration SOONEST = Duration.ofMinutes(10);
    /** When the report of the day before is believed to be whole. */
    private static final Duration AFTER_MIDNIGHT = CampaignDays.METRICS_LAG.plusMinutes(10);

    private static final Duration RETRY = Duration.ofMinutes(15);

    private AskAgain() {}

    /**
     * The first of: the end of the warm-up, the end of a lever's cool-down, once a day the hour at which the ads report
     * of the day before is whole, so that the newest day counts, and the ads account's midnight, so that a reading is
     * kept where the report cuts its days. Campaigns are spread over most of those hours.
     */
    static Instant at(Situation now) {
        long spread = Math.floorMod(now.promotion().campaignId().hashCode(), SPREAD.toSeconds());
        ZoneId zone = now.ads() instanceof AdsView.Known known ? known.facts().zone() : ZoneOffset.UTC;
        Instant daily = next(now.now(), zone, AFTER_MIDNIGHT.plusSeconds(spread));
        Instant midnight = next(now.now(), zone, Duration.ofSeconds(spread));
        Instant warm = now.promotion().startedAt().plus(now.settings().warmUp());
        Instant soonest = now.now().plus(SOONEST);
        Stream<Instant> fixed = providerAway(now)
                ? Stream.of(daily, midnight, warm, now.now().plus(RETRY))
                : Stream.of(daily, midnight, warm);
        return Stream.concat(fixed, cooldowns(now))
                .filter(at -> at.isAfter(soonest))
                .min(Instant::compareTo)
                .orElse(soonest);
    }

    /** The next instant that lies so long after a midnight. */
    private static Instant next(Instant now, ZoneId zone, Duration afterMidnight) {
        return LocalDate.ofInstant(now.minus(afterMidnight), zone)
                .plusDays(1)
                .atStartOfDay(zone)
                .plus(afterMidnight)
                .toInstant();
    }

    private static boolean providerAway(Situation now) {
        return now.ads() instanceof AdsView.Unknown || now.prompts() instanceof Prompts.Unread;
    }

    private static Stream<Instant> cooldowns(Situation now) {
        return Stream.of(now.likeLever(), now.commentLever())
                .filter(Objects::nonNull)
                .map(PromotionService::type)
                .filter(type -> type != OrderType.TEAM_TASK)
                .flatMap(type -> History.of(now, type).restsUntil().stream());
    }
}
