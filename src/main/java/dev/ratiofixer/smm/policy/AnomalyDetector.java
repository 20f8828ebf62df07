package dev.ratiofixer.smm.policy;

import dev.ratiofixer.smm.OrderStatus;
import dev.ratiofixer.smm.OrderType;
import dev.ratiofixer.smm.order.CampaignReading;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Signs that something is off: a burst that neither the model nor the video's own past allows. It is told to people and
 * stops spending until they have answered; why it happened is for them to find out.
 */
final class AnomalyDetector {
    private static final Duration REMEMBERED = Duration.ofDays(7);

    private AnomalyDetector() {}

    /** The sign that nobody has answered yet, as what people are asked. */
    static Optional<String> open(PolicyInput now) {
        List<CampaignReading> readings = now.book().readings();
        List<AdsDay> paid = paid(now);
        for (int i = readings.size() - 1; i > 0; i--) {
            CampaignReading to = readings.get(i);
            if (to.at().isBefore(now.now().minus(REMEMBERED))) {
                return Optional.empty();
            }
            Optional<Anomaly> burst = BurstDetector.at(readings.subList(0, i + 1), paid);
            if (burst.isPresent() && !answered(now, to.at())) {
                return Optional.of(burst.get().question());
            }
        }
        return Optional.empty();
    }

    private static List<AdsDay> paid(PolicyInput now) {
        return now.ads() instanceof AdsView.Known known ? known.facts().days() : List.of();
    }

    private static boolean answered(PolicyInput now, Instant burst) {
        return now.book().orders().stream()
                .anyMatch(order -> order.terms().action().type() == OrderType.TEAM_TASK
                        && order.status() == OrderStatus.COMPLETED
                        && order.terms().orderedAt().isAfter(burst));
    }
}
