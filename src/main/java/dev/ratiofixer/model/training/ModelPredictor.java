package dev.ratiofixer.model.training;

import dev.ratiofixer.model.EngagementModel;
import dev.ratiofixer.model.Expectation;
import dev.ratiofixer.model.Features;
import dev.ratiofixer.model.training.EngagementData.EngagementRow;
import dev.ratiofixer.model.training.Samples.EarlierUploads;
import dev.ratiofixer.stats.Quantiles;
import dev.ratiofixer.video.CountingRegime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** An {@link EngagementModel}, measured. */
record ModelPredictor(String name, EngagementModel model) implements BaselinePredictor {
    private static final int ROWS_AT_ONCE = 256;

    @Override
    public double[][] logQuantiles(List<EngagementRow> readings, int target) {
        return quantiles(expect(model, readings), target);
    }

    private static double[][] quantiles(List<Expectation> expectations, int target) {
        return expectations.stream()
                .map(expectation -> logs(target == 0 ? expectation.likes() : expectation.comments()))
                .toArray(double[][]::new);
    }

    /** Asks for all readings, some at a time. */
    static List<Expectation> expect(EngagementModel model, List<EngagementRow> readings) {
        List<Expectation> expectations = new ArrayList<>(readings.size());
        for (int from = 0; from < readings.size(); from += ROWS_AT_ONCE) {
            List<EngagementRow> some = readings.subList(from, Math.min(from + ROWS_AT_ONCE, readings.size()));
            expectations.addAll(
                    model.expect(some.stream().map(EngagementRow::features).toList()));
        }
        return expectations;
    }

    private static double[] logs(Quantiles counts) {
        return new double[] {
            log(counts.p10()), log(counts.p25()), log(counts.p50()), log(counts.p75()), log(counts.p90())
        };
    }

    private static double log(double count) {
        return Math.log10(count + 1);
    }

    /**
     * What a model expects of a file's rows. A column that a file may lack tells more than each row's own cell: by all
     * releases, and by all durations, it is known what a channel's uploads usually are. So each row is also asked for
     * as if the file had no releases, no durations, or neither, and no quantile of {@code count + 1} is further than
     * {@link #FURTHEST} from what it would be without a column. Such a bound is in order and grows with the views as
     * quantiles do, so what is bounded stays in order and monotone, and no band gets wider than the wider of both. Live
     * streams are left as they are: without its duration nobody knows that a stream is live.
     *
     * @param expectations one a row, in the rows' order
     * @param without what they would be if the file had no such column
     */
    record FileAnswers(String name, List<Expectation> expectations, Map<FileColumn, List<Expectation>> without)
            implements BaselinePredictor {
        private static final double FURTHEST = 1.49;

        /**
         * What the outer quantiles are divided and multiplied by where a file has no releases, and the inner ones by
         * the root of it: what the channel's uploads usually are is guessed then.
         */
        private static final double GUESSED = 1.06;

        /** What a file may lack as a whole. */
        enum FileColumn {
            RELEASED_AT {
                @Override
                Features without(Features row) {
                    return row.withPublishedAt(null).withRegime(CountingRegime.ORIGINAL);
                }
            },
            DURATION_S {
                @Override
                Features without(Features row) {
                    return row.withoutDuration();
                }
            };

            abstract Features without(Features row);

            /** The rows as a file without this column would tell them. */
            List<EngagementRow> without(List<EngagementRow> readings) {
                List<EngagementRow> rows = readings.stream()
                        .map(row -> row.with(row.channel() < 0 ? without(row.features()) : forgotten(row.features())))
                        .toList();
                return EarlierUploads.of(rows).complete(rows);
            }

            private Features forgotten(Features row) {
                return without(row).withChannel(row.channel().withUsual(null));
            }
        }

        /** @param readings all that their file has: they tell each other's usual uploads */
        static FileAnswers of(String name, EngagementModel model, List<EngagementRow> readings) {
            Map<FileColumn, List<Expectation>> without = new EnumMap<>(FileColumn.class);
            List<EngagementRow> bare = readings;
            for (FileColumn column : FileColumn.values()) {
                bare = column.without(bare);
            }
            List<Expectation> least = ask(model, bare);
            for (FileColumn column : FileColumn.values()) {
                List<EngagementRow> rows = column.without(readings);
                without.put(column, bounded(ask(model, rows), readings, List.of(least)));
            }
            return new FileAnswers(name, bounded(ask(model, readings), readings, without.values()), without);
        }

        private static List<Expectation> ask(EngagementModel model, List<EngagementRow> readings) {
            List<Expectation> answers = expect(model, readings);
            for (int i = 0; i < answers.size(); i++) {
                Features row = readings.get(i).features();
                if (row.publishedAt() == null && row.channel().usual() != null) {
                    Expectation said = answers.get(i);
                    answers.set(i, with(said, widened(said.likes()), widened(said.comments())));
                }
            }
            return answers;
        }

        /** One bound after the other: all of them hold at once where each is bounded by the same one itself. */
        private static List<Expectation> bounded(
                List<Expectation> answers, List<EngagementRow> readings, Collection<List<Expectation>> bounds) {
            List<Expectation> bounded = new ArrayList<>(answers);
            for (List<Expectation> by : bounds) {
                for (int i = 0; i < bounded.size(); i++) {
                    if (!readings.get(i).features().live()) {
                        bounded.set(i, bounded(bounded.get(i), by.get(i)));
                    }
                }
            }
            return bounded;
        }

        private static Expectation bounded(Expectation said, Expectation by) {
            return with(said, bounded(said.likes(), by.likes()), bounded(said.comments(), by.comments()));
        }

        private static Expectation with(Expectation said, Quantiles likes, Quantiles comments) {
            return new Expectation(likes, comments, said.inDomain(), said.outOfDomain(), said.modelVersion());
        }

        private static Quantiles widened(Quantiles of) {
            double half = Math.sqrt(GUESSED);
            return new Quantiles(of.p10() / GUESSED, of.p25() / half, of.p50(), of.p75() * half, of.p90() * GUESSED);
        }

        private static Quantiles bounded(Quantiles of, Quantiles by) {
            return new Quantiles(
                    bounded(of.p10(), by.p10()),
                    bounded(of.p25(), by.p25()),
                    bounded(of.p50(), by.p50()),
                    bounded(of.p75(), by.p75()),
                    bounded(of.p90(), by.p90()));
        }

        private static double bounded(double count, double by) {
            return Math.clamp(count, Math.max(0, (by + 1) / FURTHEST - 1), (by + 1) * FURTHEST - 1);
        }

        /** @param readings those that it was made of */
        @Override
        public double[][] logQuantiles(List<EngagementRow> readings, int target) {
            if (readings.size() != expectations.size()) {
                throw new IllegalArgumentException(
                        expectations.size() + " answers to " + readings.size() + " readings");
            }
            return quantiles(expectations, target);
        }
    }
}
