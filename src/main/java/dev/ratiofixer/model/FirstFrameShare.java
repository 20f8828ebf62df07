package dev.ratiofixer.model;

import dev.ratiofixer.video.CountingRegime;
import java.time.Duration;
import java.time.Instant;

/**
 * Which part of a video's life lies after views of its form began to count at the first frame: one that was released
 * before has views of both kinds.
 */
final class FirstFrameShare {
    private static final double SECONDS_A_DAY = Duration.ofDays(1).toSeconds();

    private FirstFrameShare() {}

    /** 0 to 1; 1 when the release is unknown. */
    static double of(Features row) {
        Instant published = row.publishedAt();
        if (published == null || row.ageDays() <= 0) {
            return 1;
        }
        double before =
                Duration.between(published, CountingRegime.changeOf(row.form())).toSeconds() / SECONDS_A_DAY;
        return Math.clamp((row.ageDays() - before) / row.ageDays(), 0, 1);
    }
}
