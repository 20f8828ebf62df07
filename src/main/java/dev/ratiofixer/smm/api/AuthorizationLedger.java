package dev.ratiofixer.smm.api;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** When each channel's owner was last seen to authorize this client. Shared by all nodes. */
public interface AuthorizationLedger {
    /** The channels, and when they were seen. */
    Future<Map<String, Instant>> find();

    /** These and no others were seen to be authorized now. */
    Future<Void> seen(Set<String> channels, Instant now);
}
