package dev.ratiofixer.smm.api;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The last preflight of each ads service. Shared by all nodes, so that one of them looks, and all know. */
public interface PreflightLedger {
    /** All that are known. */
    Future<List<ServicePreflight>> find();

    /** Keeps a result, unless a newer one of the same service is there. */
    Future<Void> save(ServicePreflight result);

    /**
     * Takes the services whose last look is {@code every} old, was at another target, or never was. Other nodes do not
     * get them for some minutes of real time.
     *
     * @param targets by service id
     */
    Future<Set<String>> claimDue(Map<String, String> targets, Instant now, Duration every);
}
