package dev.ratiofixer.sandbox;

import dev.ratiofixer.sandbox.oauth.Credentials;
import java.time.Duration;
import java.util.Set;

/**
 * How a sandbox is set up.
 *
 * @param host address to listen on
 * @param port 0 for any that is free
 * @param instances how many event loops serve it
 * @param seed decides everything that looks random
 * @param speed how fast its clock runs, only told in the state report: the clock itself is handed in
 * @param youtubeUnits the day's units of the YouTube Data API
 * @param youtubeStatsCalls the day's calls of {@code videos:batchGetStats}
 * @param syntheticVideos how many made-up videos to add for load tests
 * @param adsVersion the only version of Google Ads that is served
 * @param adsLag how far reports of Google Ads are behind, in simulated time
 * @param overdelivery how far a day's ad spend may pass the daily budget, as a share of it: 0 to 1
 * @param accessTokenLife in simulated time
 * @param ownerChannels the channels that the owner's token stands for; empty for all
 */
public record SandboxOptions(
        String host,
        int port,
        int instances,
        long seed,
        double speed,
        long youtubeUnits,
        long youtubeStatsCalls,
        int syntheticVideos,
        String adsVersion,
        Duration adsLag,
        double overdelivery,
        Duration accessTokenLife,
        Set<String> ownerChannels,
        Credentials credentials) {
    private static final int DAY_QUOTA = 10_000;

    /** @throws IllegalArgumentException naming the option that is out of bounds */
    public SandboxOptions {
        require(port >= 0 && port < 65_536, "port has to be 0 to 65535");
        require(instances > 0, "instances has to be at least 1");
        require(speed > 0, "speed has to be above 0");
        require(youtubeUnits >= 0 && youtubeStatsCalls >= 0, "quotas cannot be negative");
        require(syntheticVideos >= 0 && syntheticVideos < 10_000_000, "syntheticVideos has to be 0 to 9,999,999");
        require(overdelivery >= 0 && overdelivery <= 1, "overdelivery has to be 0 to 1");
        require(!adsLag.isNegative() && accessTokenLife.isPositive(), "durations have to be positive");
        ownerChannels = Set.copyOf(ownerChannels);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    /** On any free port of this machine, with Google's quotas, seed 1 and the demo's credentials. */
    public static SandboxOptions defaults() {
        return new SandboxOptions(
                "127.0.0.1",
                0,
                Runtime.getRuntime().availableProcessors(),
                1,
                1,
                DAY_QUOTA,
                DAY_QUOTA,
                0,
                "v26",
                Duration.ofHours(3),
                0,
                Duration.ofSeconds(3599),
                Set.of(),
                Credentials.DEMO);
    }

    public SandboxOptions withPort(int to) {
        return new SandboxOptions(
                host,
                to,
                instances,
                seed,
                speed,
                youtubeUnits,
                youtubeStatsCalls,
                syntheticVideos,
                adsVersion,
                adsLag,
                overdelivery,
                accessTokenLife,
                ownerChannels,
                credentials);
    }

    public SandboxOptions withHost(String to) {
        return new SandboxOptions(
                to,
                port,
                instances,
                seed,
                speed,
                youtubeUnits,
                youtubeStatsCalls,
                syntheticVideos,
                adsVersion,
                adsLag,
                overdelivery,
                accessTokenLife,
                ownerChannels,
                credentials);
    }

    public SandboxOptions withSeed(long to) {
        return new SandboxOptions(
                host,
                port,
                instances,
                to,
                speed,
                youtubeUnits,
                youtubeStatsCalls,
                syntheticVideos,
                adsVersion,
                adsLag,
                overdelivery,
                accessTokenLife,
                ownerChannels,
                credentials);
    }

    public SandboxOptions withSpeed(double to) {
        return new SandboxOptions(
                host,
                port,
                instances,
                seed,
                to,
                youtubeUnits,
                youtubeStatsCalls,
                syntheticVideos,
                adsVersion,
                adsLag,
                overdelivery,
                accessTokenLife,
                ownerChannels,
                credentials);
    }

    public SandboxOptions withQuota(long units, long statsCalls) {
        return new SandboxOptions(
                host,
                port,
                instances,
                seed,
                speed,
                units,
                statsCalls,
                syntheticVideos,
                adsVersion,
                adsLag,
                overdelivery,
                accessTokenLife,
                ownerChannels,
                credentials);
    }

    public SandboxOptions withSyntheticVideos(int to) {
        return new SandboxOptions(
                host,
                port,
                instances,
                seed,
                speed,
                youtubeUnits,
                youtubeStatsCalls,
                to,
                adsVersion,
                adsLag,
                overdelivery,
                accessTokenLife,
                ownerChannels,
                credentials);
    }

    /** With figures that come late by this much, and days that may spend this share more than their budget. */
    public SandboxOptions withAds(Duration lag, double spendOver) {
        return new SandboxOptions(
                host,
                port,
                instances,
                seed,
                speed,
                youtubeUnits,
                youtubeStatsCalls,
                syntheticVideos,
                adsVersion,
                lag,
                spendOver,
                accessTokenLife,
                ownerChannels,
                credentials);
    }

    public SandboxOptions withOwnerChannels(Set<String> to) {
        return new SandboxOptions(
                host,
                port,
                instances,
                seed,
                speed,
                youtubeUnits,
                youtubeStatsCalls,
                syntheticVideos,
                adsVersion,
                adsLag,
                overdelivery,
                accessTokenLife,
                to,
                credentials);
    }
}
