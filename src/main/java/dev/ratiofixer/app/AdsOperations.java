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
            return ComponentHealth.up("no limit is configured (google_ads.daily_operations is null)");
        }
        if (report.used().all() == 0) {
            return ComponentHealth.up("this node has used none of the " + plan.limit()
                    + " operations of 24 hours since it started; what others used it hears with its first");
        }
        String uses = Arrays.stream(OperationPurpose.values())
                .map(purpose -> purpose.key() + " " + report.used().of(purpose))
                .collect(Collectors.joining(", "));
        String said = report.used().all() + " of " + plan.limit() + " operations of the last 24 hours are used (" + uses
                + "), " + plan.forReturns() + " are kept for giving budgets back";
        return report.scarce()
                ? ComponentHealth.degraded(
                        said,
                        "nothing at once: budgets still go back and the rest waits; if this is so each day, apply for"
                                + " Basic access of the Google Ads API and set google_ads.daily_operations to 15000, or"
                                + " configure fewer ad_budget services")
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
