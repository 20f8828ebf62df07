package dev.ratiofixer.model;

import dev.ratiofixer.video.Category;
import dev.ratiofixer.video.ChannelHistory;
import dev.ratiofixer.video.CountingRegime;
import dev.ratiofixer.video.UsualUpload;
import dev.ratiofixer.video.VideoForm;
import java.time.Instant;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Features for tests: a usual video, and any that can be. */
public final class FeatureFixtures {
    private FeatureFixtures() {}

    /** In the domain in every respect. */
    public static Features usual() {
        return new Features(
                25_564,
                28,
                164,
                VideoForm.VIDEO,
                CountingRegime.ORIGINAL,
                Category.MUSIC,
                new ChannelHistory(20, 0.0329, 0.00127),
                Instant.parse("2025-02-15T14:01:05Z"));
    }

    /** From nothing known to everything extreme. */
    static Arbitrary<Features> any() {
        return Combinators.combine(
                        Arbitraries.longs().between(0, 10_000_000_000L),
                        Arbitraries.doubles().between(0, 3_650),
                        Arbitraries.longs().between(0, 100_000).edgeCases(edges -> edges.add(0L)),
                        Arbitraries.of(VideoForm.values()),
                        Arbitraries.of(CountingRegime.values()),
                        Arbitraries.of(Category.values()),
                        channels(),
                        Arbitraries.longs()
                                .between(1_600_000_000L, 1_900_000_000L)
                                .map(Instant::ofEpochSecond)
                                .injectNull(0.2))
                .as(Features::new);
    }

    private static Arbitrary<ChannelHistory> channels() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 1_000),
                        Arbitraries.doubles().between(0, 5).injectNull(0.2),
                        Arbitraries.doubles().between(0, 5).injectNull(0.2),
                        usualUploads().injectNull(0.2))
                .as(ChannelHistory::new);
    }

    private static Arbitrary<UsualUpload> usualUploads() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 20),
                        Arbitraries.doubles().between(0, 1e10),
                        Arbitraries.doubles().between(7, 3_650),
                        Arbitraries.doubles().between(0, 100_000))
                .as(UsualUpload::new);
    }
}
