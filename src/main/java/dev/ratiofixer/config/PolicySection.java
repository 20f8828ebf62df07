package dev.ratiofixer.config;

import java.time.Duration;

/**
 * Section {@code policy}.
 *
 * @param trigger the quantile of the expectation under which a campaign is short
 * @param target the quantile that orders aim at
 * @param warmUp how long a campaign is only watched at first
 * @param maxStep the largest change of a daily budget in one step, as a share of it
 */
public record PolicySection(double trigger, double target, Duration warmUp, double maxStep, Cooldown cooldown) {
    /** The least time between two orders of a type for one campaign. */
    public record Cooldown(Duration adBudget, Duration ownerComment, Duration teamTask) {}
}
