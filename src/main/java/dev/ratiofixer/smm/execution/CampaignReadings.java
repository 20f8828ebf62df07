package dev.ratiofixer.smm.execution;

import dev.ratiofixer.smm.api.Evidence;
import dev.ratiofixer.smm.api.PolicySettings;
import dev.ratiofixer.smm.order.CampaignOrderHistory.CampaignReading;
import dev.ratiofixer.stats.Quantiles;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is kept of a campaign's evidence. */
final class CampaignReadings {
    private CampaignReadings() {}

    /** Nothing when the views are missing. */
    static Optional<CampaignReading> of(Evidence evidence, PolicySettings settings) {
        Long views = evidence.sample().counters().views();
        if (views == null) {
            return Optional.empty();
        }
        return Optional.of(new CampaignReading(
                evidence.sample().at(),
                views,
                evidence.sample().counters().likes(),
                evidence.sample().counters().comments(),
                target(evidence.likes(), settings),
                target(evidence.comments(), settings),
                evidence.sample().countingRegime()));
    }

    private static @Nullable Double target(@Nullable Quantiles band, PolicySettings settings) {
        return band == null ? null : band.at(settings.target());
    }
}
