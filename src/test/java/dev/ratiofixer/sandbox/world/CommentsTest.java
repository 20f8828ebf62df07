package dev.ratiofixer.sandbox.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.fixtures.ManualTime;
import dev.ratiofixer.sandbox.world.Comments.Comment;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class CommentsTest {
    private static final Instant START = Instant.parse("2026-11-10T08:00:00Z");

    /** Whoever looks whether a comment came through would post it again. */
    @Test
    void whatIsPostedOnAVideoWithoutCommentsIsListed() {
        World world = new World(new ManualTime(START), 3, 5, 0);
        Video video = Objects.requireNonNull(world.library().video(LoadTestVideos.id(4)));
        long counted = video.counts(world.nowMillis()).comments();
        world.comments().post(video, video.metadata().channelId(), "First question?", world.nowMillis());
        world.comments().post(video, video.metadata().channelId(), "Second question?", world.nowMillis());

        assertThat(world.comments().on(video, world.nowMillis()))
                .hasSize((int) counted + 2)
                .extracting(Comment::text)
                .startsWith("Second question?", "First question?");
    }
}
