/**
 * Backups: all of the engine's tables in one file, as of one instant, and back into an empty database. Reads and writes
 * by SQL alone, as the embedded server has no {@code pg_dump}. Begin with {@link dev.ratiofixer.store.backup.Backup}.
 */
@NullMarked
package dev.ratiofixer.store.backup;

import org.jspecify.annotations.NullMarked;
