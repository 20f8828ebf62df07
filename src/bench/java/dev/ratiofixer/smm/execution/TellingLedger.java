package dev.ratiofixer.smm.execution;

import dev.ratiofixer.smm.order.OrderLedger;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;

/**
 * Makes a ledger that prints {@link #STEP} before each of its writes, so that who kills its process knows it at work.
 */
final class TellingLedger {
    static final String STEP = "step";

    private static final Set<String> WRITES = Set.of("write", "change", "confirm");

    private TellingLedger() {}

    static OrderLedger of(OrderLedger ledger) {
        return (OrderLedger) Proxy.newProxyInstance(
                TellingLedger.class.getClassLoader(),
                new Class<?>[] {OrderLedger.class},
                (proxy, method, arguments) -> {
                    if (WRITES.contains(method.getName())) {
                        System.out.println(STEP);
                    }
                    try {
                        return method.invoke(ledger, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }
}
