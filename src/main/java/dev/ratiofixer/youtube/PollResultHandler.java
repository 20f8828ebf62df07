package dev.ratiofixer.youtube;

import dev.ratiofixer.concurrent.ThrottledErrorLog;
import dev.ratiofixer.google.youtube.VideoBatch;
import dev.ratiofixer.google.youtube.VideoBatch.VideoCounters;
import dev.ratiofixer.video.VideoFacts;
import dev.ratiofixer.youtube.OutageNotifier.Outage;
import dev.ratiofixer.youtube.WatchEvent.WatchError;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a reading, or its absence, means for a watched video. */
final class PollResultHandler {
    private static final Logger LOG = LoggerFactory.getLogger(PollResultHandler.class);

    private final ThrottledErrorLog unreadable = new ThrottledErrorLog(System::nanoTime);
    private final WatchRegistry watches;
    private final SamplePublisher publisher;
    private final VideoLookupBatcher lookUps;
    private final ChannelRefresh channels;
    private final InstantSource clock;

    PollResultHandler(
            WatchRegistry watches,
            SamplePublisher publisher,
            VideoLookupBatcher lookUps,
            ChannelRefresh channels,
            InstantSource clock) {
        this.watches = watches;
        this.publisher = publisher;
        this.lookUps = lookUps;
        this.channels = channels;
        this.clock = clock;
    }

    /** Takes in the answer of a poll. */
    void polled(WatchedVideo video, VideoBatch answer, Instant now) {
        @Nullable VideoCounters reading = answer.readings().get(video.id);
        @Nullable String wrong = answer.garbled().get(video.id);
        if (reading != null) {
            read(video, reading, now);
        } else if (wrong != null) {
            unreadable(video, wrong, now);
        } else if (answer.omits(video.id) && !knownAway(video)) {
            confirm(video);
        }
    }

    /** Asks for a video by itself; only a second omission means that it is gone. */
    void confirm(WatchedVideo video) {
        watches.hold(video);
        lookUps.ask(video.id).onFailure(cause -> watches.retry(video)).onSuccess(found -> {
            Instant now = clock.instant();
            watches.settle(video, now);
            if (found.isPresent()) {
                read(video, found.get(), now);
            } else {
                away(
                        video,
                        WatchError.VIDEO_GONE,
                        "YouTube does not show this video: deleted, private or unknown",
                        now);
            }
        });
    }

    /** An item that makes no sense says nothing about its video, and that is told: its counters stay what they were. */
    private void unreadable(WatchedVideo video, String wrong, Instant now) {
        if (!video.isWatched()) {
            return;
        }
        boolean news = video.trouble == null || video.trouble.kind() != WatchError.READING_UNREADABLE;
        publisher.unreadable(
                video,
                new Outage(
                        WatchError.READING_UNREADABLE,
                        "what YouTube says of this video cannot be read (" + wrong
                                + "), so its counters stay what they were; it is read again the next time",
                        now));
        if (news) {
            unreadable.log(
                    WatchError.READING_UNREADABLE.name(),
                    new MalformedReading(wrong),
                    more -> LOG.warn("video={} reading=unreadable {} more_alike={}", video.id, wrong, more));
        }
    }

    /** The kind of failure by which log lines are thinned. */
    private static final class MalformedReading extends RuntimeException {
        private static final long serialVersionUID = 1L;

        MalformedReading(String what) {
            super(what, null, false, false);
        }
    }

    private void read(WatchedVideo video, VideoCounters reading, Instant now) {
        if (!video.isWatched()) {
            return;
        }
        switch (reading.visibility()) {
            case SHOWN -> shown(video, reading, now);
            case PRIVATE -> away(video, WatchError.VIDEO_PRIVATE, "its owner made the video private", now);
            case REMOVED -> away(video, WatchError.VIDEO_GONE, "the video was removed", now);
        }
    }

    private void shown(WatchedVideo video, VideoCounters reading, Instant now) {
        if (reading.facts() != null) {
            video.learn(reading.facts(), now);
        }
        @Nullable VideoFacts facts = video.facts;
        if (facts == null) {
            return;
        }
        Future<Boolean> channel = channels.refresh(video, facts, now);
        publisher.sampled(video, facts, reading, now);
        if (!channel.isComplete()) {
            // The counters need not wait for it, an expectation does.
            channel.onSuccess(more -> {
                if (more) {
                    publisher.again(video);
                }
            });
        }
        // Always: that it was away may be hidden by a trouble that came later, of all videos.
        watches.reseat(video);
    }

    /** Takes in what a video is. Done when its channel was read too, or could not be: it never fails. */
    Future<Boolean> learn(WatchedVideo video, VideoFacts facts, Instant now) {
        video.learn(facts, now);
        return channels.refresh(video, facts, now);
    }

    private void away(WatchedVideo video, WatchError kind, String detail, Instant now) {
        if (video.isWatched()) {
            publisher.troubled(video, new Outage(kind, detail, now));
            watches.reseat(video);
        }
    }

    private static boolean knownAway(WatchedVideo video) {
        return video.trouble != null && video.trouble.kind().isAway();
    }
}
