package dev.ratiofixer.config;

import io.vertx.core.Future;

/** Where applied changes are recorded. */
@FunctionalInterface
public interface ConfigChangeLog {
    /** Records one change. If it fails the reloader tries again with the next scan. */
    Future<Void> record(ConfigChange change);
}
