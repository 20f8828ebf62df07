/**
 * Configuration: a JSON file, checked against its schema and across sections, as validated records
 * ({@link Configuration}), with secrets from the environment; and the reloader that brings changes to the running
 * engine. Knows {@code money} and {@code time}. Start at {@link ConfigReader}, then {@link ConfigReloader}.
 */
@NullMarked
package dev.ratiofixer.config;

import org.jspecify.annotations.NullMarked;
