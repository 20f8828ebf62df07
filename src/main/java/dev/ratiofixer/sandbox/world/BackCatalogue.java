package dev.ratiofixer.sandbox.world;

import dev.ratiofixer.sandbox.audience.ReplayedVideo;
import dev.ratiofixer.sandbox.audience.SeededRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Makes up earlier uploads for each real channel, so that it has a history to compare with: their like and comment
 * rates scatter around those that the channel's real videos had after twelve weeks. Every sixth is a Short.
 */
final class BackCatalogue {
    private static final int UPLOADS = 26;
    private static final double AGE_DAYS = 84;
    private static final long DAY = 86_400_000;
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private BackCatalogue() {}

    static List<SteadyVideo> of(List<ReplayedVideo> replayed, long seed, long openedMillis) {
        Map<String, List<ReplayedVideo>> byChannel =
                replayed.stream().collect(Collectors.groupingBy(ReplayedVideo::channelId));
        List<SteadyVideo> all = new ArrayList<>();
        byChannel.values().forEach(real -> all.addAll(uploads(real, seed, openedMillis)));
        return all;
    }

    private static List<SteadyVideo> uploads(List<ReplayedVideo> real, long seed, long openedMillis) {
        String channelId = real.getFirst().channelId();
        String title = real.getFirst().channelTitle();
        double views = mean(real, video -> video.views().at(7));
        double likes = mean(real, video -> video.likeRate(AGE_DAYS));
        double comments = mean(real, video -> video.commentRate(AGE_DAYS));
        List<SteadyVideo> uploads = new ArrayList<>();
        double age = 62;
        for (int n = 0; n < UPLOADS; n++) {
            long key = Integer.toUnsignedLong(channelId.hashCode()) * 64 + n;
            age += SeededRandom.between(seed, key, 60, 5, 20);
            boolean upright = n % 6 == 5;
            int seconds = upright ? 30 : (int) SeededRandom.between(seed, key, 61, 120, 300);
            long released = openedMillis - (long) (age * DAY);
            String name = title + " - Earlier upload " + (UPLOADS - n);
            VideoMetadata metadata =
                    VideoMetadata.of(id(seed, key), name, channelId, title, released, seconds, upright);
            uploads.add(new SteadyVideo(
                    metadata,
                    views * SeededRandom.logBetween(seed, key, 62, 0.4, 2.5),
                    likes * SeededRandom.logBetween(seed, key, 63, 0.75, 1.33),
                    comments * SeededRandom.logBetween(seed, key, 64, 0.6, 1.67)));
        }
        return uploads;
    }

    private static double mean(List<ReplayedVideo> videos, ToDoubleFunction<ReplayedVideo> of) {
        return videos.stream().mapToDouble(of).average().orElseThrow();
    }

    private static String id(long seed, long key) {
        StringBuilder id = new StringBuilder("b");
        long bits = SeededRandom.bits(seed, key, 65);
        for (int i = 0; i < 10; i++) {
            id.append(ALPHABET.charAt((int) (bits >>> (6 * i)) & 63));
        }
        return id.toString();
    }
}
