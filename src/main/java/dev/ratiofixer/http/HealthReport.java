package dev.ratiofixer.http;

import io.vertx.core.Future;

/** Asks every part how it is. */
@FunctionalInterface
public interface HealthReport {
    /** Never fails because a part is down: the report says it. Takes a few seconds at most. */
    Future<Health> report();
}
