package dev.ratiofixer.google.youtube;

import dev.ratiofixer.video.VideoId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a channel's uploads.
 *
 * @param next token of the following page, {@code null} on the last
 */
public record UploadsPage(
        List<ListedUpload> uploads, @Nullable String next) {
    public UploadsPage {
        uploads = List.copyOf(uploads);
    }

    /** One upload and when it was published. */
    public record ListedUpload(VideoId id, Instant publishedAt) {}
}
