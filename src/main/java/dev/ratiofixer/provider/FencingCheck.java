package dev.ratiofixer.provider;

import io.vertx.core.Future;

/**
 * The last word on a request that changes something at a provider: asked when its connection stands, right before its
 * bytes leave. A failed future keeps it from leaving, and the call fails as {@link ProviderFailure.Aborted}.
 */
@FunctionalInterface
public interface FencingCheck {
    /** For what changes nothing. */
    FencingCheck OPEN = Future::succeededFuture;

    /** Succeeds when the request may leave now. */
    Future<Void> open();
}
