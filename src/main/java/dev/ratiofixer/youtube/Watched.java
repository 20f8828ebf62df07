package dev.ratiofixer.youtube;

import dev.ratiofixer.video.ChannelKnowledge;
import dev.ratiofixer.video.Sample;
import dev.ratiofixer.video.VideoFacts;
import dev.ratiofixer.video.VideoId;
import dev.ratiofixer.youtube.schedule.Seat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A watched video on this node. There may be a hundred thousand of them: every field is paid for that often. */
final class Watched {
    final VideoId id;
    /** {@code null} until an answer told. */
    @Nullable
    VideoFacts facts;

    @Nullable
    Sample last;

    /** Its own trouble or everybody's, as last told; {@code null} while all is well. */
    @Nullable
    Trouble trouble;

    ChannelKnowledge channel = ChannelKnowledge.unread();
    /** Set right after construction, by the schedule. */
    @Nullable
    Seat<Watched> seat;

    private List<Watcher> watchers = List.of();
    private long factsAt = Long.MIN_VALUE;
    private long channelDueAt = Long.MIN_VALUE;

    Watched(VideoId id) {
        this.id = id;
    }

    List<Watcher> watchers() {
        return watchers;
    }

    void add(Watcher watcher) {
        List<Watcher> others = without(watcher.address());
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
    Watcher wish() {
        Watcher soonest = watchers.stream()
                .min(Comparator.comparing(Watcher::interval))
                .orElseThrow(() -> new IllegalStateException("nobody watches"));
        WatchPriority highest = watchers.stream()
                .map(Watcher::priority)
                .min(Comparator.naturalOrder())
                .orElse(soonest.priority());
        return new Watcher(soonest.address(), soonest.interval(), highest);
    }

    private List<Watcher> without(String address) {
        List<Watcher> others = new ArrayList<>(watchers);
        others.removeIf(watcher -> watcher.address().equals(address));
        return others;
    }
}
