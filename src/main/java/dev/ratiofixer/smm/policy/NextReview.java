package dev.ratiofixer.smm.policy;

import dev.ratiofixer.smm.OrderType;
import dev.ratiofixer.smm.PromotionService;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Objects;
import java.util.stream.Stream;

/** When a campaign should ask again. */
final class NextReview {
    private static final Duration SPREAD = Duration.ofMinutes(50);
    /** After a quarter begins: so that what the report lags by has surely passed since the one before. */
    private static final Duration BEHIND = Duration.ofMinutes(10);

    private static final Duration SOONEST = Duration.ofMinutes(10);
    /** A quarter of the ads account's day. */
    private static final int QUARTER_HOURS = 6;

    private static final Duration RETRY = Duration.ofMinutes(15);

    private NextReview() {}

    /**
     * The first of: the end of the warm-up, the end of a lever's cool-down, and the next quarter of the ads account's
     * day, so that a reading is kept there and what the report lags by then is known of the quarter before. Campaigns
     * are spread over most of an hour.
     */
    static Instant at(PolicyInput now) {
        long spread = Math.floorMod(now.promotion().campaignId().hashCode(), SPREAD.toSeconds());
        ZoneId zone = now.ads() instanceof AdsView.Known known ? known.facts().zone() : ZoneOffset.UTC;
        Instant quarter = quarter(now.now(), zone, BEHIND.plusSeconds(spread));
        Instant warm = now.promotion().startedAt().plus(now.settings().warmUp());
        Instant soonest = now.now().plus(SOONEST);
        Stream<Instant> fixed =
                providerAway(now) ? Stream.of(quarter, warm, now.now().plus(RETRY)) : Stream.of(quarter, warm);
        return Stream.concat(fixed, cooldowns(now))
                .filter(at -> at.isAfter(soonest))
                .min(Instant::compareTo)
                .orElse(soonest);
    }

    /** The next instant that lies so long after a quarter of a day begins. */
    private static Instant quarter(Instant now, ZoneId zone, Duration after) {
        ZonedDateTime midnight = LocalDate.ofInstant(now.minus(after), zone).atStartOfDay(zone);
        return Stream.iterate(midnight, at -> at.plusHours(QUARTER_HOURS))
                .map(at -> at.toInstant().plus(after))
                .dropWhile(at -> !at.isAfter(now))
                .findFirst()
                .orElseThrow();
    }

    private static boolean providerAway(PolicyInput now) {
        return now.ads() instanceof AdsView.Unknown || now.prompts() instanceof ApprovedComments.Unread;
    }

    private static Stream<Instant> cooldowns(PolicyInput now) {
        return Stream.of(now.likeLever(), now.commentLever())
                .filter(Objects::nonNull)
                .map(PromotionService::type)
                .filter(type -> type != OrderType.TEAM_TASK)
                .flatMap(type -> OrderHistory.of(now, type).restsUntil().stream());
    }
}
