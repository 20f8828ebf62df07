/**
 * Runs a PostgreSQL server beside the engine, its data kept in a directory. Knows nothing of what is stored in it.
 * Start at {@link EmbeddedDatabase}.
 */
@NullMarked
package dev.ratiofixer.store.embedded;

import org.jspecify.annotations.NullMarked;
