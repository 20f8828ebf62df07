package dev.ratiofixer.youtube;

import java.time.Instant;

/** A trouble and when it began. */
record Outage(WatchError kind, String detail, Instant since) {}
