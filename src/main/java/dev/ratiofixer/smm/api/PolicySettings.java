package dev.ratiofixer.smm.api;

import dev.ratiofixer.settings.SettingsCheck;
import java.time.Duration;

/**
 * Section {@code policy}.
 *
 * @param trigger the quantile of the expectation under which a counter falls short
 * @param target the quantile that it is brought back to
 * @param warmUp how long after a campaign's start nothing is known yet
 * @param maxStep the largest change of a daily budget at a time, as a share of it
 * @param cooldown the time between two orders through the same kind of lever
 */
public record PolicySettings(double trigger, double target, Duration warmUp, double maxStep, Cooldown cooldown) {
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

    /** The least time between two orders of a type for one campaign. */
    public record Cooldown(Duration adBudget, Duration ownerComment, Duration teamTask) {}

    /** @throws IllegalArgumentException naming the key that is out of range */
    public PolicySettings {
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
