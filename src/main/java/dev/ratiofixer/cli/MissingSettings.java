package dev.ratiofixer.cli;

import dev.ratiofixer.config.Configuration;
import dev.ratiofixer.config.Secret;
import dev.ratiofixer.settings.ComplianceSettings.DerivedMetrics;
import dev.ratiofixer.smm.api.PromotionService;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says in one line at the start what a configuration lacks to work. Pure. */
final class MissingSettings {
    private MissingSettings() {}

    /** Returns the line, empty if nothing is missing. */
    static Optional<String> warning(Configuration configuration) {
        List<String> missing = of(configuration);
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of("missing: " + String.join("; ", missing)
                        + " (GET /api/ratio-fixer/health lists it; docs/setup.md says where each comes from)");
    }

    private static List<String> of(Configuration configuration) {
        List<String> missing = new ArrayList<>();
        if (configuration.secrets().get(Secret.YOUTUBE_API_KEY).isEmpty()) {
            missing.add("YOUTUBE_API_KEY, without which no video can be watched and no campaign starts");
        }
        if (configuration.compliance().derivedMetrics() == DerivedMetrics.DECLINED) {
            missing.add("compliance.derived_metrics is declined, so campaigns only observe");
        } else {
            levers(configuration, missing);
        }
        return missing;
    }

    /** Only what no other setting can stand in for; health looks at what providers say of the rest. */
    private static void levers(Configuration configuration, List<String> missing) {
        List<PromotionService> services = configuration.services();
        if (services.isEmpty()) {
            missing.add("services, without which nothing is ordered");
        }
        boolean tasks = services.stream().anyMatch(PromotionService.TeamTaskService.class::isInstance);
        if (tasks && configuration.secrets().get(Secret.TASK_WEBHOOK_SECRET).isEmpty()) {
            missing.add("TASK_WEBHOOK_SECRET, without which tasks are not sent");
        }
    }
}
