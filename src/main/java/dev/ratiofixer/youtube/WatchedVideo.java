package dev.ratiofixer.youtube;

import dev.ratiofixer.video.ChannelKnowledge;
import dev.ratiofixer.video.Sample;
import dev.ratiofixer.video.VideoFacts;
import dev.ratiofixer.video.VideoId;
import dev.ratiofixer.youtube.OutageNotifier.Outage;
import dev.ratiofixer.youtube.YouTubeRequest.WatchPriority;
import dev.ratiofixer.youtube.schedule.PollQueue.PollSlot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A watched video on this node. There may be a hundred thousand of them: every field is paid for that often. */
final class WatchedVideo {
    /** How long facts last: those of a video that is not out, of one that has been for less than a day, and others. */
    private static final Duration NOT_OUT = Duration.ofMinutes(10);

    private static final Duration FRESH = Duration.ofHours(1);
    private static final Duration SETTLED = Duration.ofDays(1);
    private static final Duration SETTLES = Duration.ofDays(1);

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
    private long factsDueAt = Long.MIN_VALUE;
    private long notOutAt = Long.MIN_VALUE;
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
        boolean out = now.isOut(at);
        notOutAt = out ? notOutAt : at.getEpochSecond();
        Duration last = !out ? NOT_OUT : isFresh(now, at) ? FRESH : SETTLED;
        factsDueAt = at.plus(last).getEpochSecond();
    }

    /** A premiere that came out just now may still be told with the facts of when it was scheduled. */
    private boolean isFresh(VideoFacts now, Instant at) {
        long aDayAgo = at.minus(SETTLES).getEpochSecond();
        return notOutAt > aDayAgo || now.publishedAt().getEpochSecond() > aDayAgo;
    }

    /** Whether its facts are to be read again. */
    boolean factsAreDue(Instant now) {
        return factsDueAt <= now.getEpochSecond();
    }

    /** Whether they are to be read again and are likely to have changed. */
    boolean factsAreWanted(Instant now) {
        return facts == null || (factsAreDue(now) && (!facts.isOut(now) || isFresh(facts, now)));
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
