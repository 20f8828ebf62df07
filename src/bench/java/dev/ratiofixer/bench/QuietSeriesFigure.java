package dev.ratiofixer.bench;

import dev.ratiofixer.sandbox.audience.Audience;
import dev.ratiofixer.sandbox.audience.Audience.AudienceProfile;
import dev.ratiofixer.sandbox.audience.AudienceCounters;
import dev.ratiofixer.sandbox.audience.Conditions;
import dev.ratiofixer.sandbox.audience.ReplayData;
import dev.ratiofixer.sandbox.audience.ReplayedVideo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Writes readings of the sandbox's 64 videos, every six hours of four weeks in which nothing is ordered, in the columns
 * of the engagement data: what {@code effects --data} is run on for windows of 12 and 168 hours. The owner's own ads
 * run on all the while.
 */
final class QuietSeriesFigure {
    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
    private static final double DAY = 86_400_000;
    private static final int HOURS_APART = 6;
    private static final String HEADER = "video,channel,category,released_at,is_short,duration_s,age_days,views,"
            + "channel_videos,channel_like_rate,channel_comment_rate,likes,comments";

    private QuietSeriesFigure() {}

    static void run(String[] given) throws IOException {
        Arguments arguments = new Arguments(given);
        Path file = Path.of(arguments.text("target/quiet-series.csv"));
        int days = arguments.number(28);
        long seed = arguments.number(1);
        List<String> lines = new ArrayList<>(List.of(HEADER));
        for (ReplayedVideo video : ReplayData.load()) {
            write(video, seed, days, lines);
        }
        Files.write(file, lines);
        System.out.println(
                "{\"figure\":\"quiet-series\",\"file\":\"" + file + "\",\"readings\":" + (lines.size() - 1) + "}");
    }

    private static void write(ReplayedVideo video, long seed, int days, List<String> lines) {
        AudienceProfile profile = AudienceProfile.of(seed, video);
        long start = START.toEpochMilli();
        long published = start - Math.round(profile.ageDays() * DAY);
        Audience audience = new Audience(video, profile, seed, published, 0.5);
        Conditions quiet = Conditions.opening(profile.response(), profile.openingBudgetMicros());
        AudienceCounters counters = audience.opening(start, profile.response());
        for (int hour = 0; hour <= days * 24; hour++) {
            if (hour % HOURS_APART == 0) {
                lines.add(row(video, published, counters));
            }
            counters = audience.step(counters, quiet, Audience.stepEnd(counters.untilMillis()));
        }
    }

    private static String row(ReplayedVideo video, long published, AudienceCounters counters) {
        return String.format(
                Locale.ROOT,
                "%d,%d,music,%s,0,%d,%.4f,%d,0,,,%d,%d",
                video.number(),
                video.number(),
                Instant.ofEpochMilli(published / 1000 * 1000),
                video.durationSeconds(),
                (counters.untilMillis() - published) / DAY,
                Math.round(counters.views()),
                Math.round(counters.likes()),
                Math.round(counters.comments()));
    }
}
