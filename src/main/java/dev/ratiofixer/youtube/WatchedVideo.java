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

    /** Nearly always there is one. */
    private @Nullable Subscription watcher;

    private List<Subscription> others = List.of();
    /** By {@link #seconds}, as the two below; none is known yet. */
    private int factsDueAt = Integer.MIN_VALUE;

    private int notOutAt = Integer.MIN_VALUE;
    private int channelDueAt = Integer.MIN_VALUE;

    WatchedVideo(VideoId id) {
        this.id = id;
    }

    List<Subscription> watchers() {
        if (watcher == null) {
            return List.of();
        }
        if (others.isEmpty()) {
            return List.of(watcher);
        }
        List<Subscription> all = new ArrayList<>(others);
        all.addFirst(watcher);
        return all;
    }

    boolean isWatched() {
        return watcher != null;
    }

    void add(Subscription wish) {
        List<Subscription> all = without(wish.name());
        all.add(wish);
        watchedBy(all);
    }

    void remove(String name) {
        watchedBy(without(name));
    }

    private void watchedBy(List<Subscription> all) {
        watcher = all.isEmpty() ? null : all.getFirst();
        others = all.size() < 2 ? List.of() : List.copyOf(all.subList(1, all.size()));
    }

    void learn(VideoFacts now, Instant at) {
        facts = now.equals(facts) ? facts : now;
        boolean out = now.isOut(at);
        notOutAt = out ? notOutAt : seconds(at);
        Duration last = !out ? NOT_OUT : isFresh(now, at) ? FRESH : SETTLED;
        factsDueAt = seconds(at.plus(last));
    }

    /** A premiere that came out just now may still be told with the facts of when it was scheduled. */
    private boolean isFresh(VideoFacts now, Instant at) {
        Instant aDayAgo = at.minus(SETTLES);
        return notOutAt > seconds(aDayAgo) || now.publishedAt().isAfter(aDayAgo);
    }

    /** Seconds of the epoch in half of the memory, counted from the least number on: good until 2106. */
    private static int seconds(Instant at) {
        return (int) (Math.clamp(at.getEpochSecond(), 0, 0xFFFF_FFFFL) + Integer.MIN_VALUE);
    }

    /** Whether its facts are to be read again. */
    boolean factsAreDue(Instant now) {
        return factsDueAt <= seconds(now);
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
        channelDueAt = seconds(readAgainAt);
    }

    boolean channelIsDue(Instant now) {
        return channelDueAt <= seconds(now);
    }

    /** The most demanding of its watchers' wishes. */
    Subscription wish() {
        Subscription only = watcher;
        if (only != null && others.isEmpty()) {
            return only;
        }
        List<Subscription> watchers = watchers();
        Subscription soonest = watchers.stream()
                .min(Comparator.comparing(Subscription::interval))
                .orElseThrow(() -> new IllegalStateException("nobody watches"));
        WatchPriority highest = watchers.stream()
                .map(Subscription::priority)
                .min(Comparator.naturalOrder())
                .orElse(soonest.priority());
        return new Subscription(soonest.name(), soonest.interval(), highest);
    }

    private List<Subscription> without(String name) {
        List<Subscription> all = new ArrayList<>(watchers());
        all.removeIf(each -> each.name().equals(name));
        return all;
    }

    /** Who wants news of a video, and how often. */
    record Subscription(String name, Duration interval, WatchPriority priority) {}
}
