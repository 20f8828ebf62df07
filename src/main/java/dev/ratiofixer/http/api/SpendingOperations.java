package dev.ratiofixer.http.api;

import dev.ratiofixer.http.problem.ValidationErrors;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.EngineLimits;
import dev.ratiofixer.smm.api.SpendingControl;
import dev.ratiofixer.smm.api.SpendingControl.HeldToday;
import dev.ratiofixer.smm.api.SpendingControl.SpendingState;
import dev.ratiofixer.smm.api.SpendingControl.SwitchChange;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows what is spent and left, and turns the admins' switch. */
final class SpendingOperations {
    private final SpendingControl spending;

    SpendingOperations(SpendingControl spending) {
        this.spending = spending;
    }

    /** The contract's {@code Spending}. */
    record SpendingBody(
            String spending, String file, @Nullable Turn turned, Limits limits, List<Held> today) {
        record Turn(String spending, Instant at, String actor, String reason) {}

        record Limits(@Nullable String perOrder, @Nullable String perDay, String currency) {}

        /** {@code left} is {@code null} where no limit of that currency is given, or it is of one service. */
        record Held(
                @Nullable String serviceId,
                String held,
                @Nullable String left,
                String currency) {}

        static SpendingBody of(SpendingState state) {
            SwitchChange last = state.last();
            EngineLimits limits = state.limits();
            return new SpendingBody(
                    word(state.spending()),
                    word(state.file()),
                    last == null ? null : new Turn(word(last.on()), last.at(), last.actor(), last.reason()),
                    new Limits(amount(limits.perOrder()), amount(limits.perDay()), limits.currency()),
                    state.today().stream()
                            .map(held -> held(held, limits.perDay()))
                            .toList());
        }

        private static Held held(HeldToday today, @Nullable Money perDay) {
            boolean all = today.serviceId().isEmpty();
            Money held = today.held();
            String left = all && perDay != null && perDay.currency().equals(held.currency())
                    ? new Money(Math.max(0, perDay.micros() - held.micros()), held.currency()).amount()
                    : null;
            return new Held(all ? null : today.serviceId(), held.amount(), left, held.currency());
        }

        private static @Nullable String amount(@Nullable Money money) {
            return money == null ? null : money.amount();
        }

        private static String word(boolean on) {
            return on ? "on" : "off";
        }
    }

    Future<OperationResult> show(ApiCall call) {
        return spending.state().map(state -> OperationResult.ok(SpendingBody.of(state)));
    }

    Future<OperationResult> turn(ApiCall call) {
        String reason = call.body().getString("reason").strip();
        ValidationErrors errors = new ValidationErrors();
        if (reason.isEmpty()) {
            errors.add("reason", "must not be blank: say why, for those who find it so");
        }
        errors.throwIfAny();
        boolean on = call.body().getString("spending").equals("on");
        return spending.turn(on, call.caller().name(), reason).map(state -> OperationResult.ok(SpendingBody.of(state)));
    }
}
