package dev.ratiofixer.http;

import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.EngineLimits;
import dev.ratiofixer.smm.api.SpendingControl;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A switch in memory under a file that says on; 40 of 100 USD are held today. */
final class FakeSpending implements SpendingControl {
    private volatile @Nullable SwitchChange last;

    @Override
    public Future<SpendingState> state() {
        SwitchChange turned = last;
        Money held = Money.parse("40.00", "USD");
        return Future.succeededFuture(new SpendingState(
                turned == null || turned.on(),
                true,
                turned,
                new EngineLimits(Money.parse("20.00", "USD"), Money.parse("100.00", "USD"), true),
                List.of(new HeldToday("", held), new HeldToday("2324", held))));
    }

    @Override
    public Future<SpendingState> turn(boolean on, String actor, String reason) {
        last = new SwitchChange(on, FakeEngine.START, actor, reason);
        return state();
    }
}
