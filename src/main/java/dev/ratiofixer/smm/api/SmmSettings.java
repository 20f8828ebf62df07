package dev.ratiofixer.smm.api;

import dev.ratiofixer.settings.PageLinks;
import dev.ratiofixer.settings.SettingsCheck;
import dev.ratiofixer.smm.api.PromotionService.TeamTaskService;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What the SMM verticle is told to work with; replaced as a whole when the configuration changes.
 *
 * @param services the levers, each id once
 * @param ordersAllowed whether compliance allows what follows from derived metrics, which every order does
 * @param links back to the dashboard, for texts to people
 */
public record SmmSettings(
        List<PromotionService> services,
        EngineLimits limits,
        PolicySettings policy,
        boolean ordersAllowed,
        PageLinks links) {
    /** Why no order may begin where compliance does not allow it. */
    public static final String DECLINED =
            "YouTube has not allowed this installation to compare videos, so no order is begun: whoever runs it can ask"
                    + " YouTube for that (setting compliance.derived_metrics)";

    /** Where compliance allows orders. */
    public SmmSettings(List<PromotionService> services, EngineLimits limits, PolicySettings policy) {
        this(services, limits, policy, true);
    }

    /** Where no text links back. */
    public SmmSettings(
            List<PromotionService> services, EngineLimits limits, PolicySettings policy, boolean ordersAllowed) {
        this(services, limits, policy, ordersAllowed, PageLinks.NONE);
    }

    /** @throws IllegalArgumentException if two services share an id */
    public SmmSettings {
        services = List.copyOf(services);
        if (services.stream().map(PromotionService::id).distinct().count() != services.size()) {
            throw new IllegalArgumentException("two services have the same id");
        }
    }

    /** The service of an id. */
    public Optional<PromotionService> service(String id) {
        return services.stream().filter(service -> service.id().equals(id)).findFirst();
    }

    /** The first team that can be asked. */
    public Optional<TeamTaskService> team() {
        return services.stream()
                .filter(TeamTaskService.class::isInstance)
                .map(TeamTaskService.class::cast)
                .findFirst();
    }

    /**
     * Section {@code policy}.
     *
     * @param trigger the quantile of the expectation under which a counter falls short
     * @param target the quantile that it is brought back to
     * @param warmUp how long after a campaign's start nothing is known yet
     * @param maxStep the largest change of a daily budget at a time, as a share of it
     * @param cooldown the time between two orders through the same kind of lever
     * @param trials whether budgets may be tried by the coin
     */
    public record PolicySettings(
            double trigger, double target, Duration warmUp, double maxStep, Cooldown cooldown, TrialSettings trials) {
        private static final Duration LONGEST_WARM_UP = Duration.ofDays(90);
        private static final Duration SHORTEST_COOLDOWN = Duration.ofMinutes(1);
        private static final Duration LONGEST_COOLDOWN = Duration.ofDays(365);

        /** The schema's defaults: p25, p50, a day, a fifth, a day each. */
        public static final PolicySettings DEFAULT = new PolicySettings(
                0.25,
                0.5,
                Duration.ofDays(1),
                0.2,
                new Cooldown(Duration.ofDays(1), Duration.ofDays(1), Duration.ofDays(1)));

        /** Without trials. */
        public PolicySettings(double trigger, double target, Duration warmUp, double maxStep, Cooldown cooldown) {
            this(trigger, target, warmUp, maxStep, cooldown, TrialSettings.OFF);
        }

        /**
         * Section {@code policy.trials}.
         *
         * @param maxShareOfSpend the most that a campaign's trials may reserve, as a share of its {@code max_spend}
         * @param longestDays the most days that one may last
         */
        public record TrialSettings(boolean enabled, double maxShareOfSpend, int longestDays) {
            /** The schema's defaults. */
            public static final TrialSettings OFF = new TrialSettings(false, 0.2, 28);
        }

        /** The least time between two orders of a type for one campaign. */
        public record Cooldown(Duration adBudget, Duration ownerComment, Duration teamTask) {}

        /** @throws IllegalArgumentException naming the key that is out of range */
        public PolicySettings {
            // Rows that an older release wrote have none.
            trials = Objects.requireNonNullElse(trials, TrialSettings.OFF);
            if (!(trigger >= 0.1 && trigger <= 0.9 && target >= 0.1 && target <= 0.9)) {
                throw new IllegalArgumentException("policy.trigger and policy.target must be 0.1 to 0.9");
            }
            if (!(maxStep > 0 && maxStep <= 0.5)) {
                throw new IllegalArgumentException("policy.max_step must be above 0 and at most 0.5");
            }
        }

        /** Reports what is wrong with it. */
        public void check(SettingsCheck check) {
            if (trigger >= target) {
                check.problem("trigger", trigger, "must be under policy.target");
            }
            check.between("warm_up", warmUp, Duration.ZERO, LONGEST_WARM_UP);
            SettingsCheck waits = check.at("cooldown");
            waits.between("ad_budget", cooldown.adBudget, SHORTEST_COOLDOWN, LONGEST_COOLDOWN);
            waits.between("owner_comment", cooldown.ownerComment, SHORTEST_COOLDOWN, LONGEST_COOLDOWN);
            waits.between("team_task", cooldown.teamTask, SHORTEST_COOLDOWN, LONGEST_COOLDOWN);
        }

        /** The time between two orders of this type. */
        public Duration cooldownOf(OrderType type) {
            return switch (type) {
                case AD_BUDGET -> cooldown.adBudget;
                case OWNER_COMMENT -> cooldown.ownerComment;
                case TEAM_TASK -> cooldown.teamTask;
            };
        }
    }
}
