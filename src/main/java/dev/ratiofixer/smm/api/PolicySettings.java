package dev.ratiofixer.smm.api;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * How the policy acts.
 *
 * @param trigger the quantile of the expectation under which a counter falls short
 * @param target the quantile that it is brought back to
 * @param warmUp how long after a campaign's start nothing is known yet
 * @param maxStep the largest change of a daily budget at a time, as a share of it
 * @param cooldown the time between two orders through the same kind of lever
 */
public record PolicySettings(
        double trigger, double target, Duration warmUp, double maxStep, Map<OrderType, Duration> cooldown) {
    /** DESIGN's defaults: p25, p50, a day, a fifth, a day each. */
    public static final PolicySettings DEFAULT =
            new PolicySettings(0.25, 0.5, Duration.ofDays(1), 0.2, everyType(Duration.ofDays(1)));

    /** @throws IllegalArgumentException naming the key that is out of range */
    public PolicySettings {
        if (!(trigger >= 0.1 && trigger < target && target <= 0.9)) {
            throw new IllegalArgumentException("policy.trigger and policy.target must be 0.1 to 0.9, trigger lower");
        }
        if (!(maxStep > 0 && maxStep <= 0.5)) {
            throw new IllegalArgumentException("policy.max_step must be above 0 and at most 0.5");
        }
        if (warmUp.isNegative()) {
            throw new IllegalArgumentException("policy.warm_up must not be negative");
        }
        Map<OrderType, Duration> complete = everyType(Duration.ofDays(1));
        complete.putAll(cooldown);
        if (complete.values().stream().anyMatch(wait -> wait.isNegative() || wait.isZero())) {
            throw new IllegalArgumentException("policy.cooldown must be positive, e.g. P1D");
        }
        cooldown = Map.copyOf(complete);
    }

    /** The time between two orders of this type. */
    public Duration cooldownOf(OrderType type) {
        return cooldown.getOrDefault(type, Duration.ofDays(1));
    }

    private static Map<OrderType, Duration> everyType(Duration wait) {
        Map<OrderType, Duration> all = new EnumMap<>(OrderType.class);
        for (OrderType type : OrderType.values()) {
            all.put(type, wait);
        }
        return all;
    }
}
