package dev.ratiofixer.sandbox.world;

import dev.ratiofixer.sandbox.audience.Audience;
import dev.ratiofixer.sandbox.audience.Audience.AudienceProfile;
import dev.ratiofixer.sandbox.audience.AudienceKind;
import dev.ratiofixer.sandbox.audience.Conditions;
import dev.ratiofixer.sandbox.audience.ReplayData;
import dev.ratiofixer.sandbox.audience.ReplayedVideo;
import dev.ratiofixer.sandbox.audience.SeededRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Holds everything that the sandbox simulates, from the instant at which it opens. Safe on any thread. */
public final class World {
    private static final double DAY = 86_400_000.0;

    private final InstantSource clock;
    private final Instant opened;
    private final List<LiveVideo> live;
    private final Library library;
    private final Ledger ledger = new Ledger();
    private final AdAccount ads;
    private final Comments comments;

    /**
     * @param crowd how many made-up videos to add for load tests
     * @param overdelivery how far a day's ad spend may pass the daily budget, as a share of it
     */
    public World(InstantSource clock, long seed, int crowd, double overdelivery) {
        this(clock, seed, crowd, overdelivery, AudienceKind.EVEN);
    }

    /** The same with an audience of any kind. */
    public World(InstantSource clock, long seed, int crowd, double overdelivery, AudienceKind kind) {
        this.clock = clock;
        opened = clock.instant();
        long now = opened.toEpochMilli();
        List<ReplayedVideo> replayed = ReplayData.load();
        live = replayed.stream()
                .map(video -> live(video, openingBudget(video, replayed, seed), seed, now, overdelivery, kind))
                .toList();
        List<Video> all = new ArrayList<>(live);
        all.addAll(BackCatalogue.of(replayed, seed, now));
        all.addAll(LoadTestVideos.of(crowd, seed, now));
        library = new Library(all, seed);
        ads = new AdAccount(live, ledger);
        comments = new Comments(library, ledger, seed);
    }

    private static LiveVideo live(
            ReplayedVideo video, long budget, long seed, long now, double overdelivery, AudienceKind kind) {
        AudienceProfile profile = AudienceProfile.of(seed, video);
        VideoMetadata metadata = VideoMetadata.of(
                video.id(),
                video.title(),
                video.channelId(),
                video.channelTitle(),
                now - (long) (profile.ageDays() * DAY),
                video.durationSeconds(),
                false);
        Audience audience = new Audience(video, profile, seed, metadata.publishedMillis(), overdelivery, kind);
        return new LiveVideo(metadata, audience, Conditions.opening(profile.response(), budget), now);
    }

    /** The last two share a budget in equal parts, which therefore have to be equal from the start. */
    private static long openingBudget(ReplayedVideo video, List<ReplayedVideo> all, long seed) {
        int number = Math.min(video.number(), all.size() - 2);
        return AudienceProfile.of(seed, all.get(number)).openingBudgetMicros();
    }

    /** The simulated time. */
    public long nowMillis() {
        return clock.millis();
    }

    /** When it opened, in simulated time. */
    public Instant opened() {
        return opened;
    }

    /** The replayed videos, in the data's order. */
    public List<LiveVideo> live() {
        return live;
    }

    public Library library() {
        return library;
    }

    public AdAccount ads() {
        return ads;
    }

    public Comments comments() {
        return comments;
    }

    public Ledger ledger() {
        return ledger;
    }

    /** Makes up how many subscribers a channel shows, rounded down to three figures as YouTube does. */
    static final class Subscribers {
        private Subscribers() {}

        static long of(long seed, String channelId) {
            return rounded((long) SeededRandom.logBetween(seed, channelId.hashCode(), 50, 500, 2_000_000));
        }

        static long rounded(long exact) {
            long unit = 1;
            while (exact / unit >= 1000) {
                unit *= 10;
            }
            return exact / unit * unit;
        }
    }
}
