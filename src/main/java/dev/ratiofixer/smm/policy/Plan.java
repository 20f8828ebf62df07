package dev.ratiofixer.smm.policy;

import java.time.Instant;
import java.util.List;

/**
 * What to order now.
 *
 * @param reasons why levers are held, a sentence each; never empty when there are no orders
 * @param askAgainAt when the next decision can come out differently
 */
public record Plan(List<PlannedOrder> orders, List<String> reasons, Instant askAgainAt) {}
