package dev.ratiofixer.store.embedded;

import java.util.Locale;

/** How {@code pg_ctl} stops the embedded server. */
enum StopMode {
    /** Ends its clients and writes a checkpoint: the next start is quick. */
    FAST,
    /** Ends as a crash does: the next start reads the write-ahead log. For data that nobody will read again. */
    IMMEDIATE;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
