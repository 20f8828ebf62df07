package dev.ratiofixer.sandbox.world;

import dev.ratiofixer.sandbox.audience.SeededRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Makes up videos for load tests, a hundred a channel: {@code Syn0000000A}, {@code Syn0000001A} and so on. */
public final class LoadTestVideos {
    private static final int A_CHANNEL = 100;
    private static final double DAY = 86_400_000.0;

    private LoadTestVideos() {}

    /** The id of the video with this number. */
    public static String id(int number) {
        return String.format(Locale.ROOT, "Syn%07dA", number);
    }

    static List<SteadyVideo> of(int howMany, long seed, long openedMillis) {
        List<SteadyVideo> crowd = new ArrayList<>(howMany);
        for (int n = 0; n < howMany; n++) {
            crowd.add(video(n, seed, openedMillis));
        }
        return crowd;
    }

    private static SteadyVideo video(int number, long seed, long openedMillis) {
        String channel = String.format(Locale.ROOT, "UCsynthetic%013d", number / A_CHANNEL);
        long released = openedMillis - (long) (SeededRandom.logBetween(seed, number, 70, 0.05, 90) * DAY);
        boolean upright = number % 10 == 9;
        int seconds = upright ? 40 : 200;
        VideoMetadata metadata = VideoMetadata.of(
                id(number),
                "Synthetic video " + number,
                channel,
                "Synthetic channel " + number / A_CHANNEL,
                released,
                seconds,
                upright);
        return new SteadyVideo(
                metadata,
                SeededRandom.logBetween(seed, number, 71, 200, 200_000),
                SeededRandom.logBetween(seed, number, 72, 0.014, 0.076),
                SeededRandom.logBetween(seed, number, 73, 0.0005, 0.005));
    }
}
