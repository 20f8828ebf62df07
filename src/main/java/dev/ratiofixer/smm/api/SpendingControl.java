package dev.ratiofixer.smm.api;

import dev.ratiofixer.money.Money;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What all campaigns together spend, and the admins' switch over it. Money is spent only where the switch and
 * {@code limits.spending} both say on. Callable from every context.
 */
public interface SpendingControl {
    Future<SpendingState> state();

    /**
     * Turns the switch. Off: nothing that costs is begun any more and raised budgets go back, on this node at once, on
     * others within seconds.
     *
     * @param reason for people, never empty
     */
    Future<SpendingState> turn(boolean on, String actor, String reason);

    /** One turn of the switch. */
    record SwitchChange(boolean on, Instant at, String actor, String reason) {}

    /**
     * What a service's orders hold of today, or all orders'.
     *
     * @param serviceId empty for all services together
     */
    record HeldToday(String serviceId, Money held) {}

    /**
     * How spending stands.
     *
     * @param spending whether anything may be spent now
     * @param file what {@code limits.spending} says
     * @param last the last turn of the switch, {@code null} if it was never turned
     * @param today of the UTC day, what is reserved or spent
     */
    record SpendingState(
            boolean spending, boolean file, @Nullable SwitchChange last, EngineLimits limits, List<HeldToday> today) {}
}
