package dev.ratiofixer.config;

import io.vertx.core.Future;

/** Brings one section's change to the running engine. The root implements it. */
@FunctionalInterface
public interface ConfigApplier {
    /**
     * Makes the engine work by {@code next} as far as {@code section} goes. Called for one section at a time; called
     * again with the earlier configuration to take a change back, so it must be able to repeat.
     */
    Future<Void> apply(SectionName section, Configuration next);
}
