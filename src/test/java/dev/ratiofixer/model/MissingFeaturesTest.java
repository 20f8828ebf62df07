package dev.ratiofixer.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.model.training.EngagementData.EngagementRow;
import dev.ratiofixer.model.training.ShippedRows;
import dev.ratiofixer.stats.Quantiles;
import dev.ratiofixer.video.Category;
import dev.ratiofixer.video.ChannelHistory;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What an expectation becomes when something is not known, over a sample of the shipped data. */
class MissingFeaturesTest {
    private static final NetworkModel MODEL = new NetworkModel(ModelFile.shipped());
    private static final List<Features> ROWS = every(17, ShippedRows.all());
    private static final List<Expectation> KNOWN = expect(ROWS, row -> row);

    private static List<Features> every(int step, List<EngagementRow> readings) {
        return IntStream.range(0, readings.size())
                .filter(i -> i % step == 0)
                .mapToObj(i -> readings.get(i).features())
                .toList();
    }

    private static List<Expectation> expect(List<Features> rows, UnaryOperator<Features> without) {
        return MODEL.expect(rows.stream().map(without).toList());
    }

    @Test
    void a_duration_that_is_not_known_moves_no_median_by_half_and_narrows_no_band() {
        medianAndBandHold(row -> row.withDurationSeconds(0));
    }

    @Test
    void nor_does_a_category() {
        medianAndBandHold(row -> row.withCategory(Category.OTHER));
    }

    private static void medianAndBandHold(UnaryOperator<Features> without) {
        List<Expectation> missing = expect(ROWS, without);
        for (Function<Expectation, Quantiles> of : targets()) {
            double known = 0;
            double widened = 0;
            for (int i = 0; i < ROWS.size(); i++) {
                if (ROWS.get(i).live()) {
                    continue;
                }
                double times = (of.apply(missing.get(i)).p50() + 1e-9)
                        / (of.apply(KNOWN.get(i)).p50() + 1e-9);
                assertThat(times).isBetween(1 / 1.5, 1.5);
                double before = width(of.apply(KNOWN.get(i)));
                double after = width(of.apply(missing.get(i)));
                assertThat(after).isGreaterThanOrEqualTo(0.9 * before - 1e-9);
                known += before;
                widened += after;
            }
            assertThat(widened).isGreaterThan(known);
        }
    }

    @Test
    void a_release_that_is_not_known_moves_medians_of_shorts_only_and_little() {
        List<Expectation> missing = expect(ROWS, row -> row.withPublishedAt(null));
        for (Function<Expectation, Quantiles> of : targets()) {
            double[] times = IntStream.range(0, ROWS.size())
                    .mapToDouble(i ->
                            Math.abs(Math.log((of.apply(missing.get(i)).p50() + 1)
                                    / (of.apply(KNOWN.get(i)).p50() + 1))))
                    .sorted()
                    .toArray();
            assertThat(times[(int) (0.99 * times.length)]).isLessThan(Math.log(1.5));
            assertThat(times[times.length - 1]).isLessThan(Math.log(2));
        }
    }

    /** Rows of channels that are far from the typical one. */
    @Test
    void without_the_channel_the_median_goes_towards_a_typical_channels_and_no_band_gets_narrower() {
        List<Expectation> missing = expect(ROWS, row -> row.withChannel(ChannelHistory.UNKNOWN));
        List<Expectation> typical = expect(
                ROWS,
                row -> row.withChannel(
                        ReferenceFeatures.of(row.form()).channel().withUsual(null)));
        for (Function<Expectation, Quantiles> of : targets()) {
            int far = 0;
            int nearer = 0;
            double known = 0;
            double widened = 0;
            for (int i = 0; i < ROWS.size(); i++) {
                double aim = Math.log1p(of.apply(typical.get(i)).p50());
                double before = Math.abs(Math.log1p(of.apply(KNOWN.get(i)).p50()) - aim);
                double after = Math.abs(Math.log1p(of.apply(missing.get(i)).p50()) - aim);
                far += before > Math.log(1.5) ? 1 : 0;
                nearer += before > Math.log(1.5) && after < before ? 1 : 0;
                double wide = width(of.apply(KNOWN.get(i)));
                double without = width(of.apply(missing.get(i)));
                assertThat(without).isGreaterThanOrEqualTo(0.9 * wide - 1e-9);
                known += wide;
                widened += without;
            }
            assertThat(nearer).isGreaterThan((int) (0.95 * far));
            assertThat(widened).isGreaterThan(1.2 * known);
        }
    }

    /** It says whether a video is unusual, which may be much: no bound of single bands is promised. */
    @Test
    void without_what_uploads_usually_are_bands_get_wider_and_few_narrower() {
        List<Expectation> missing =
                expect(ROWS, row -> row.withChannel(row.channel().withUsual(null)));
        for (Function<Expectation, Quantiles> of : targets()) {
            double known = 0;
            double widened = 0;
            int narrower = 0;
            for (int i = 0; i < ROWS.size(); i++) {
                double before = width(of.apply(KNOWN.get(i)));
                double after = width(of.apply(missing.get(i)));
                narrower += after < 0.9 * before ? 1 : 0;
                known += before;
                widened += after;
            }
            assertThat(narrower).isLessThan((int) (0.07 * ROWS.size()));
            assertThat(widened).isGreaterThan(1.1 * known);
        }
    }

    @Test
    void the_explanation_names_what_was_missing() {
        Features bare = new Features(
                25_564,
                28,
                0,
                FeatureFixtures.usual().form(),
                FeatureFixtures.usual().regime(),
                Category.OTHER,
                ChannelHistory.UNKNOWN,
                null);
        Explanation explanation = new Explanation(bare);

        assertThat(explanation.explain(MODEL.expect(explanation.rows())).inWords())
                .contains("Not known: the duration, the category")
                .contains("the channel's history, what the channel's uploads usually are, the release.");
    }

    private static List<Function<Expectation, Quantiles>> targets() {
        return List.of(Expectation::likes, Expectation::comments);
    }

    private static double width(Quantiles counts) {
        return Math.log1p(counts.p90()) - Math.log1p(counts.p10());
    }
}
