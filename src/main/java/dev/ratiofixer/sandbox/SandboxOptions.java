package dev.ratiofixer.sandbox;

import dev.ratiofixer.sandbox.audience.AudienceKind;
import dev.ratiofixer.sandbox.oauth.Credentials;
import java.time.Duration;
import java.util.Set;

/**
 * Configures a sandbox.
 *
 * @param seed decides everything that looks random
 * @param speed how fast its clock runs, only told in the state report: the clock itself is handed in
 * @param syntheticVideos how many made-up videos to add for load tests
 * @param audience how hard its audience makes it to tell paid viewers from others
 */
public record SandboxOptions(
        ListenAddress place,
        long seed,
        double speed,
        DailyQuota quota,
        int syntheticVideos,
        AdsServing ads,
        Grants access,
        AudienceKind audience) {
    private static final int DAY_QUOTA = 10_000;
    private static final int MOST_VIDEOS = 9_999_999;

    /**
     * Where it listens.
     *
     * @param port 0 for any that is free
     * @param instances how many event loops serve it
     */
    public record ListenAddress(String host, int port, int instances) {
        /** Refuses what cannot be listened on. */
        public ListenAddress {
            require(port >= 0 && port < 65_536, "port has to be 0 to 65535");
            require(instances > 0, "instances has to be at least 1");
        }
    }

    /** A day's units of the YouTube Data API, and calls of {@code videos:batchGetStats}. */
    public record DailyQuota(long units, long statsCalls) {
        /** Refuses negative amounts. */
        public DailyQuota {
            require(units >= 0 && statsCalls >= 0, "quotas cannot be negative");
        }
    }

    /**
     * How Google Ads behaves.
     *
     * @param version the only one that is served
     * @param lag how far reports are behind, in simulated time
     * @param overdelivery how far a day's spend may pass the daily budget, as a share of it: 0 to 1
     * @param dailyOperations what the access level allows in 24 hours, 0 for no limit
     */
    public record AdsServing(String version, Duration lag, double overdelivery, long dailyOperations) {
        /** Refuses what Google would not do. */
        public AdsServing {
            require(!lag.isNegative(), "the reports' lag cannot be negative");
            require(dailyOperations >= 0, "operations cannot be negative");
            require(overdelivery >= 0 && overdelivery <= 1, "overdelivery has to be 0 to 1");
        }
    }

    /**
     * Who is let in.
     *
     * @param tokenLife of an access token, in simulated time
     * @param ownerChannels the channels that the owner's token stands for; empty for all
     */
    public record Grants(Credentials credentials, Duration tokenLife, Set<String> ownerChannels) {
        /** Keeps a copy of the channels. */
        public Grants {
            require(tokenLife.isPositive(), "an access token has to hold for a while");
            ownerChannels = Set.copyOf(ownerChannels);
        }
    }

    /** Refuses what is out of bounds, by an {@link IllegalArgumentException} that names it; so do its parts. */
    public SandboxOptions {
        require(speed > 0, "speed has to be above 0");
        require(syntheticVideos >= 0 && syntheticVideos <= MOST_VIDEOS, "synthetic videos: 0 to " + MOST_VIDEOS);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    /** On any free port of this machine, with Google's quotas, seed 1 and the demo's credentials. */
    public static SandboxOptions defaults() {
        return new SandboxOptions(
                new ListenAddress("127.0.0.1", 0, Runtime.getRuntime().availableProcessors()),
                1,
                1,
                new DailyQuota(DAY_QUOTA, DAY_QUOTA),
                0,
                new AdsServing("v26", Duration.ofHours(3), 0, 0),
                new Grants(Credentials.DEMO, Duration.ofSeconds(3599), Set.of()),
                AudienceKind.EVEN);
    }

    /** What it accepts. */
    public Credentials credentials() {
        return access.credentials();
    }

    public SandboxOptions withPort(int port) {
        ListenAddress there = new ListenAddress(place.host(), port, place.instances());
        return new SandboxOptions(there, seed, speed, quota, syntheticVideos, ads, access, audience);
    }

    public SandboxOptions withSeed(long other) {
        return new SandboxOptions(place, other, speed, quota, syntheticVideos, ads, access, audience);
    }

    public SandboxOptions withSpeed(double other) {
        return new SandboxOptions(place, seed, other, quota, syntheticVideos, ads, access, audience);
    }

    public SandboxOptions withQuota(long units, long statsCalls) {
        DailyQuota other = new DailyQuota(units, statsCalls);
        return new SandboxOptions(place, seed, speed, other, syntheticVideos, ads, access, audience);
    }

    public SandboxOptions withSyntheticVideos(int howMany) {
        return new SandboxOptions(place, seed, speed, quota, howMany, ads, access, audience);
    }

    /** With figures that come late by this much, and days that may spend this share more than their budget. */
    public SandboxOptions withAds(Duration lag, double overdelivery) {
        AdsServing other = new AdsServing(ads.version(), lag, overdelivery, ads.dailyOperations());
        return new SandboxOptions(place, seed, speed, quota, syntheticVideos, other, access, audience);
    }

    /** With an access level of Google Ads that allows so many operations in 24 hours; 0 for no limit. */
    public SandboxOptions withAdsOperations(long daily) {
        AdsServing other = new AdsServing(ads.version(), ads.lag(), ads.overdelivery(), daily);
        return new SandboxOptions(place, seed, speed, quota, syntheticVideos, other, access, audience);
    }

    public SandboxOptions withOwnerChannels(Set<String> channels) {
        Grants other = new Grants(access.credentials(), access.tokenLife(), channels);
        return new SandboxOptions(place, seed, speed, quota, syntheticVideos, ads, other, audience);
    }

    public SandboxOptions withAudience(AudienceKind kind) {
        return new SandboxOptions(place, seed, speed, quota, syntheticVideos, ads, access, kind);
    }

    /** Describes a replayed video as somebody would promote it: what to watch, and what to spend through. */
    public record SandboxVideo(
            String videoId, String title, String channelId, String customerId, String adsCampaignId) {}
}
