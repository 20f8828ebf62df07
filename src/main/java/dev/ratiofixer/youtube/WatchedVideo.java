package dev.ratiofixer.youtube;

import dev.ratiofixer.video.ChannelKnowledge;
import dev.ratiofixer.video.Sample;
import dev.ratiofixer.video.VideoFacts;
import dev.ratiofixer.video.VideoId;
import dev.ratiofixer.youtube.OutageNotifier.Outage;
import dev.ratiofixer.youtube.YouTubeRequest.WatchPriority;
import dev.ratiofixer.youtube.schedule.PollSlot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A watched video on this node. There may be a hundred thousand of them: every field is paid for that often. */
final class WatchedVideo {
    final VideoId id;
    /** {@code null} until an answer told. */
    @Nullable
    VideoFacts facts;

    @Nullable
    Sample last;

    /** Its own trouble or everybody's, as last told; {@code null} while all is well. */
    @Nullable
    Outage trouble;

    ChannelKnowledge channel = ChannelKnowledge.unread();
    /** Set right after construction, by the schedule. */
    @Nullable
    PollSlot<WatchedVideo> slot;

    private List<Subscription> watchers = List.of();
    private long factsAt = Long.MIN_VALUE;
    private long channelDueAt = Long.MIN_VALUE;

    WatchedVideo(VideoId id) {
        this.id = id;
    }

    List<Subscription> watchers() {
        return watchers;
    }

    void add(Subscription watcher) {
        List<Subscription> others = without(watcher.address());
        others.add(watcher);
        watchers = List.copyOf(others);
    }

    void remove(String address) {
        watchers = List.copyOf(without(address));
    }

    void learn(VideoFacts now, Instant at) {
        facts = now;
        factsAt = at.getEpochSecond();
    }

    boolean factsOlderThan(Instant limit) {
        return factsAt < limit.getEpochSecond();
    }

    /** Takes in what came of reading its channel, or what somebody else knew of it; it is to be read again then. */
    void knows(ChannelKnowledge news, Instant readAgainAt) {
        ChannelKnowledge now = channel.after(news);
        // What was known before stays good; only when to try again is news.
        channel = now.equals(channel) ? channel : now;
        channelDueAt = readAgainAt.getEpochSecond();
    }

    boolean channelIsDue(Instant now) {
        return channelDueAt <= now.getEpochSecond();
    }

    /** The most demanding of its watchers' wishes. */
    Subscription wish() {
        Subscription soonest = watchers.stream()
                .min(Comparator.comparing(Subscription::interval))
                .orElseThrow(() -> new IllegalStateException("nobody watches"));
        WatchPriority highest = watchers.stream()
                .map(Subscription::priority)
                .min(Comparator.naturalOrder())
                .orElse(soonest.priority());
        return new Subscription(soonest.address(), soonest.interval(), highest);
    }

    private List<Subscription> without(String address) {
        List<Subscription> others = new ArrayList<>(watchers);
        others.removeIf(watcher -> watcher.address().equals(address));
        return others;
    }

    /** Who wants news of a video, and how often. */
    record Subscription(String address, Duration interval, WatchPriority priority) {}
}
