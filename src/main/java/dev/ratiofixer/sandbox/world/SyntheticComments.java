package dev.ratiofixer.sandbox.world;

import dev.ratiofixer.sandbox.audience.SeededRandom;
import java.util.List;

/** Makes up what the audience itself writes, the same at each call. */
final class SyntheticComments {
    private static final List<String> TEXTS = List.of(
            "this one never gets old",
            "Who's here in the first week?",
            "the drop at the end <3",
            "Greetings from Brazil",
            "been waiting for this since the teaser",
            "Volume up & eyes closed",
            "how is this not everywhere yet",
            "The bass line. That's it. That's the comment.",
            "came for the title, stayed for the chorus",
            "on repeat");

    private SyntheticComments() {}

    /** The audience's comment with this number on a video. */
    static Comment of(Video video, long ordinal, long atMillis, long seed) {
        String videoId = video.metadata().id();
        long key = videoId.hashCode() * 1_000_003L + ordinal;
        String author = "UC" + letters(SeededRandom.bits(seed, key, 41)) + letters(SeededRandom.bits(seed, key, 42));
        String text = TEXTS.get((int) (SeededRandom.uniform(seed, key, 43) * TEXTS.size()));
        String id = "Ug" + letters(SeededRandom.bits(seed, key, 44)) + "4AaABAg";
        String name = "@listener" + Math.floorMod(SeededRandom.bits(seed, key, 41), 100_000);
        return new Comment(id, videoId, video.metadata().channelId(), author, name, text, atMillis, ordinal);
    }

    private static String letters(long bits) {
        String digits = Long.toString(bits >>> 8, 36);
        return "0".repeat(11 - digits.length()) + digits;
    }
}
