package dev.ratiofixer.sandbox.world;

import java.util.List;

/**
 * A channel with its uploads.
 *
 * @param subscribers rounded down to three figures, as YouTube shows it
 * @param uploads newest first
 */
public record Channel(String id, String title, String published, long subscribers, List<Video> uploads) {
    /** The playlist of its uploads: the channel's id with {@code UU} for {@code UC}. */
    public String uploadsPlaylist() {
        return "UU" + id.substring(2);
    }
}
