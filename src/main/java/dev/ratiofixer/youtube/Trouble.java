package dev.ratiofixer.youtube;

import java.time.Instant;

/** A trouble and when it began. */
record Trouble(WatchTrouble kind, String detail, Instant since) {}
