package dev.ratiofixer.app;

import dev.ratiofixer.app.health.ComponentHealth;
import dev.ratiofixer.app.metrics.EngineMetrics;
import dev.ratiofixer.config.Configuration;
import dev.ratiofixer.google.ads.operations.OperationsAllowance;
import dev.ratiofixer.google.ads.operations.OperationsAllowance.OperationPurpose;
import dev.ratiofixer.google.ads.operations.OperationsAllowance.OperationsPlan;
import dev.ratiofixer.google.ads.operations.OperationsAllowance.OperationsUse;
import dev.ratiofixer.smm.api.PromotionService.AdBudgetService;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The day's operations of Google Ads as the engine shows them. Any thread. */
final class AdsOperations {
    private final OperationsAllowance allowance;

    AdsOperations(EngineContext engine) {
        this.allowance = new OperationsAllowance(
                engine.stores().operations(),
                engine.time().clock(),
                () -> plan(engine.live().get()));
    }

    /** Returns how a day is shared out under a configuration; empty without a limit. */
    static Optional<OperationsPlan> plan(Configuration configuration) {
        long budgets = configuration.services().stream()
                .filter(AdBudgetService.class::isInstance)
                .count();
        return Optional.ofNullable(configuration.googleAds().dailyOperations())
                .map(limit -> OperationsPlan.of(limit, Math.toIntExact(budgets)));
    }

    /** Returns what the SMM verticle takes operations of. */
    OperationsAllowance allowance() {
        return allowance;
    }

    ComponentHealth health() {
        return health(allowance.report());
    }

    static ComponentHealth health(OperationsUse report) {
        OperationsPlan plan = report.plan();
        if (plan == null) {
            return ComponentHealth.up("no limit of a day is set (setting google_ads.daily_operations)");
        }
        if (report.used().all() == 0) {
            return ComponentHealth.up("of the " + plan.limit()
                    + " calls that Google Ads allows in 24 hours, none was made here since the start");
        }
        String uses = Arrays.stream(OperationPurpose.values())
                .map(purpose -> report.used().of(purpose) + " " + purpose.words())
                .collect(Collectors.joining(", "));
        String said =
                report.used().all() + " of the " + plan.limit() + " calls that Google Ads allows in 24 hours are used: "
                        + uses + "; " + plan.forReturns() + " are kept so that raised budgets can always go back";
        return report.scarce()
                ? ComponentHealth.degraded(
                        said,
                        "nothing at once: raised budgets still go back, and all else waits until calls are free again. If"
                                + " it is so each day, apply for Basic access to the Google Ads API and allow more"
                                + " (setting google_ads.daily_operations: 15000), or change the budgets of fewer ads"
                                + " campaigns")
                : ComponentHealth.up(said);
    }

    void bind(EngineMetrics metrics) {
        for (OperationPurpose purpose : OperationPurpose.values()) {
            metrics.adsOperations(purpose.key(), () -> allowance.report().used().of(purpose));
        }
        metrics.adsOperationsLimit(() -> {
            OperationsPlan plan = allowance.report().plan();
            return plan == null ? 0 : plan.limit();
        });
    }
}
