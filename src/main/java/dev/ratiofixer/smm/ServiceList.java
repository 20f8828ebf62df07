package dev.ratiofixer.smm;

import dev.ratiofixer.bus.BusMessage;
import dev.ratiofixer.money.Money;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The configured levers, without secrets. */
public record ServiceList(List<ServiceView> services) implements BusMessage {
    /** One lever. The bounds are those of an {@code ad_budget}, else {@code null}. */
    public record ServiceView(
            String id,
            OrderType type,
            String name,
            @Nullable Money minDaily,
            @Nullable Money maxDaily) {}
}
