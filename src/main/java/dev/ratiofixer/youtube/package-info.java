/**
 * The watching of videos: the polling schedule, the quota ledger and the verticle that samples every watched video in
 * full batches. Asks YouTube by the client in {@code google.youtube}; knows {@code google}, {@code provider} and the
 * vocabulary. Start at {@link YouTubeRequest} and {@link WatchEvent}, then {@link Poller}.
 */
@NullMarked
package dev.ratiofixer.youtube;

import org.jspecify.annotations.NullMarked;
