package dev.ratiofixer.model.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.model.Expectation;
import dev.ratiofixer.model.ModelFile;
import dev.ratiofixer.model.NetworkModel;
import dev.ratiofixer.model.training.EngagementData.EngagementRow;
import dev.ratiofixer.model.training.Evaluation.MissingTable.Move;
import dev.ratiofixer.model.training.ModelPredictor.FileAnswers;
import dev.ratiofixer.model.training.ModelPredictor.FileAnswers.FileColumn;
import dev.ratiofixer.model.training.Samples.EarlierUploads;
import dev.ratiofixer.stats.Quantiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What answers to a file become without one of its columns, over some channels of the shipped data. */
class FileAnswersTest {
    private static final NetworkModel MODEL = new NetworkModel(ModelFile.shipped());
    private static final List<EngagementRow> ROWS = channels(12);
    private static final FileAnswers ANSWERS = answers(ROWS);

    /** All rows of every so many channels, as a file of these alone would tell them. */
    private static List<EngagementRow> channels(int step) {
        List<EngagementRow> rows = ShippedRows.all().stream()
                .filter(row -> row.channel() % step == 0 && !row.features().live())
                .toList();
        return EarlierUploads.of(rows).complete(rows);
    }

    private static FileAnswers answers(List<EngagementRow> rows) {
        return FileAnswers.of("network", MODEL, rows);
    }

    private static List<Quantiles> likes(List<Expectation> of) {
        return of.stream().map(Expectation::likes).toList();
    }

    private static List<Quantiles> comments(List<Expectation> of) {
        return of.stream().map(Expectation::comments).toList();
    }

    @ParameterizedTest
    @EnumSource
    void without_a_column_no_median_moves_by_half_and_bands_get_wider(FileColumn column) {
        List<Expectation> without = answers(column.without(ROWS)).expectations();
        for (Function<List<Expectation>, List<Quantiles>> target :
                List.<Function<List<Expectation>, List<Quantiles>>>of(
                        FileAnswersTest::likes, FileAnswersTest::comments)) {
            Move move = Move.of(target.apply(ANSWERS.expectations()), target.apply(without));

            assertThat(move.ofAll()).isBetween(1.01, 1.5);
            assertThat(move.width()).isGreaterThan(1.05);
            assertThat(move.narrower()).isLessThan(0.06);
        }
    }

    /** So what a table says of a column is what a file without it gets. */
    @ParameterizedTest
    @EnumSource
    void a_file_that_lacks_a_column_is_answered_as_this_one_would_be_without_it(FileColumn column) {
        assertThat(answers(column.without(ROWS)).expectations())
                .isEqualTo(ANSWERS.without().get(column));
    }

    @Test
    void without_both_it_is_bounded_from_either_side() {
        List<EngagementRow> undated = FileColumn.RELEASED_AT.without(ROWS);
        List<Expectation> bare = answers(FileColumn.DURATION_S.without(undated)).expectations();

        assertThat(Move.of(likes(answers(undated).expectations()), likes(bare)).ofAll())
                .isLessThan(1.5);
        assertThat(Move.of(likes(answers(FileColumn.DURATION_S.without(ROWS)).expectations()), likes(bare))
                        .ofAll())
                .isLessThan(1.5);
    }

    @Test
    void no_quantile_falls_when_the_views_of_a_row_grow() {
        for (EngagementRow row : ofSmallChannels(8)) {
            List<EngagementRow> channel = ROWS.stream()
                    .filter(other -> other.channel() == row.channel() && other.video() != row.video())
                    .toList();
            List<Expectation> growing = IntStream.rangeClosed(2, 14)
                    .mapToObj(views -> row.with(row.features().withViews(Math.round(Math.exp(views)))))
                    .map(asked -> {
                        List<EngagementRow> file = new ArrayList<>(channel);
                        file.add(asked);
                        return answers(file).expectations().getLast();
                    })
                    .toList();
            for (int i = 1; i < growing.size(); i++) {
                assertThat(growing.get(i).likes().p10())
                        .isGreaterThanOrEqualTo(growing.get(i - 1).likes().p10());
                assertThat(growing.get(i).likes().p90())
                        .isGreaterThanOrEqualTo(growing.get(i - 1).likes().p90());
                assertThat(growing.get(i).comments().p50())
                        .isGreaterThanOrEqualTo(growing.get(i - 1).comments().p50());
            }
        }
    }

    /** One row each of some channels with few uploads. */
    private static List<EngagementRow> ofSmallChannels(int most) {
        Map<Long, List<EngagementRow>> byChannel =
                ROWS.stream().collect(Collectors.groupingBy(EngagementRow::channel, TreeMap::new, Collectors.toList()));
        return byChannel.values().stream()
                .filter(rows -> rows.size() > 8 && rows.size() < 200)
                .map(rows -> rows.get(rows.size() / 2))
                .limit(most)
                .toList();
    }

    @Test
    void a_bound_that_is_not_reached_changes_nothing() {
        List<Expectation> asked = ModelPredictor.expect(MODEL, ROWS);
        long same = IntStream.range(0, asked.size())
                .filter(i -> asked.get(i).equals(ANSWERS.expectations().get(i)))
                .count();

        assertThat(same).isBetween((long) (0.75 * asked.size()), (long) asked.size() - 1);
    }
}
