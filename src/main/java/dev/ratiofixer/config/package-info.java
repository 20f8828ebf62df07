/**
 * Configuration: a JSON file, checked against its schema, read into one record of all sections ({@link Configuration}),
 * with secrets from the environment; and the reloader that brings changes to the running engine. A section's record is
 * of the module that works by it; {@code log} and {@code cluster}, which are of no module, are here. Start at
 * {@link ConfigReader}, then {@link ConfigReloader}.
 */
@NullMarked
package dev.ratiofixer.config;

import org.jspecify.annotations.NullMarked;
