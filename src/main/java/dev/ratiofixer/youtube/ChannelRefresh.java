package dev.ratiofixer.youtube;

import dev.ratiofixer.provider.ProviderFailure;
import dev.ratiofixer.provider.ProviderFailure.ProviderException;
import dev.ratiofixer.video.ChannelKnowledge;
import dev.ratiofixer.video.ChannelKnowledge.Unreadable;
import dev.ratiofixer.video.VideoFacts;
import dev.ratiofixer.youtube.history.ChannelHistories;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Keeps what is known of watched videos' channels up to date: reads a channel that was never read, again when a day has
 * passed, and again soon when that failed. What was known before goes on being used meanwhile. Belongs to the
 * verticle's context.
 */
final class ChannelRefresh {
    private final ChannelHistories histories;
    private final InstantSource clock;

    ChannelRefresh(ChannelHistories histories, InstantSource clock) {
        this.histories = histories;
        this.clock = clock;
    }

    /** A watcher brings what it knew, such as a campaign that was stored. */
    void told(WatchedVideo video, ChannelKnowledge known) {
        boolean newer = !video.channel.wasRead() || known.since().isAfter(video.channel.since());
        if (known.wasRead() && newer) {
            video.knows(known, known.since().plus(ChannelHistories.KEPT));
        }
    }

    /**
     * Reads the channel if it is due. Never fails; done when that was tried, with whether the video is judged by more
     * than before: its channel is known for the first time, or it is known why it is not.
     */
    Future<Boolean> refresh(WatchedVideo video, VideoFacts facts, Instant now) {
        if (!video.channelIsDue(now)) {
            return Future.succeededFuture(false);
        }
        ChannelKnowledge before = video.channel;
        // Polls that come while it is being read need not ask again.
        video.knows(before, now.plus(ChannelHistories.RETRY));
        return histories.of(facts).map(read -> read(video, before, read)).otherwise(cause -> {
            failed(video, ProviderException.of(cause));
            return !before.wasRead() && !before.equals(video.channel);
        });
    }

    private static boolean read(WatchedVideo video, ChannelKnowledge before, ChannelKnowledge read) {
        video.knows(read, read.since().plus(ChannelHistories.KEPT));
        return !before.wasRead();
    }

    private void failed(WatchedVideo video, ProviderFailure failure) {
        Instant now = clock.instant();
        Instant since = video.channel instanceof Unreadable earlier ? earlier.since() : now;
        video.knows(new Unreadable(reason(failure), since), now.plus(ChannelHistories.retry(failure)));
    }

    /** For people who do not know what a quota is of. */
    private static String reason(ProviderFailure failure) {
        return switch (failure) {
            case ProviderFailure.QuotaExhausted used ->
                "the day's YouTube quota for reading channels is used up until midnight Pacific time";
            case ProviderFailure.NotFound gone -> "YouTube shows no such channel";
            case ProviderFailure.Rejected rejected -> rejected.detail();
            case ProviderFailure.Throttled later -> later.detail();
            case ProviderFailure.Unauthorized refused -> refused.detail();
            case ProviderFailure.Unreachable away -> away.detail();
            case ProviderFailure.Indeterminate unclear -> unclear.detail();
            case ProviderFailure.Aborted aborted -> aborted.detail();
        };
    }
}
