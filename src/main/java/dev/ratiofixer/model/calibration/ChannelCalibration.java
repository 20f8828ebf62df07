package dev.ratiofixer.model.calibration;

import dev.ratiofixer.model.Expectation;
import dev.ratiofixer.model.Features;
import dev.ratiofixer.model.QuantileHead;
import dev.ratiofixer.model.calibration.ChannelCalibration.CounterCalibration.Residual;
import dev.ratiofixer.stats.Quantiles;
import dev.ratiofixer.video.ChannelHistory;
import dev.ratiofixer.video.ChannelKnowledge.ChannelCounting;
import dev.ratiofixer.video.ChannelKnowledge.ChannelCounting.NewUpload;
import dev.ratiofixer.video.CountingRegime;
import dev.ratiofixer.video.UsualUpload.Median;
import dev.ratiofixer.video.VideoForm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How well the model knows one channel since views count at the first frame, and how its answers for the channel's
 * ordinary videos are moved.
 *
 * @param counting what was read of the channel
 */
public record ChannelCalibration(ChannelCounting counting, CounterCalibration likes, CounterCalibration comments) {
    /** With so many uploads counted at the first frame the channel is as well known as any. */
    public static final int ENOUGH_UPLOADS = 10;

    /** By the number of uploads; made once, as each campaign keeps its own's. */
    private static final List<String> DOUBTS = IntStream.range(0, ENOUGH_UPLOADS)
            .mapToObj(uploads -> "views count at the first frame now, " + uploads
                    + " of this channel's uploads were counted so all their life: " + ENOUGH_UPLOADS + " are enough")
            .toList();

    /** Standard deviations of residuals of the natural logarithm of a count. */
    private static final double LIKES_NOISE = 0.3;

    private static final double COMMENTS_NOISE = 0.5;

    /** What to ask the model for a channel's uploads, in their order. */
    static List<Features> rows(ChannelHistory channel, ChannelCounting counting) {
        return counting.uploads().stream()
                .map(upload -> engaged(upload, channel, counting))
                .toList();
    }

    private static Features engaged(NewUpload upload, ChannelHistory channel, ChannelCounting counting) {
        return new Features(
                Math.round(counting.engaged((double) upload.views(), null, upload.ageDays())),
                upload.ageDays(),
                upload.durationSeconds(),
                VideoForm.VIDEO,
                CountingRegime.ORIGINAL,
                upload.category(),
                channel,
                null);
    }

    /** From the model's answers to {@link #rows}. */
    static ChannelCalibration of(ChannelCounting counting, List<Expectation> answers) {
        return new ChannelCalibration(
                counting,
                calibration(counting, answers, NewUpload::likes, LIKES_NOISE, true),
                calibration(counting, answers, NewUpload::comments, COMMENTS_NOISE, false));
    }

    private static CounterCalibration calibration(
            ChannelCounting counting,
            List<Expectation> answers,
            Function<NewUpload, @Nullable Long> counter,
            double noise,
            boolean likes) {
        List<Residual> residuals = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            Long count = counter.apply(counting.uploads().get(i));
            if (count != null) {
                Expectation expected = answers.get(i);
                residuals.add(Residual.of(count, likes ? expected.likes() : expected.comments()));
            }
        }
        return CounterCalibration.of(residuals, counting.logFactor(), counting.logFactorVariance(), noise);
    }

    /** How many uploads counted at the first frame it rests on. */
    public int uploads() {
        return counting.uploads().size();
    }

    /** Why an answer is a guess still, if it is. */
    Optional<String> doubt() {
        return uploads() >= ENOUGH_UPLOADS ? Optional.empty() : Optional.of(DOUBTS.get(uploads()));
    }

    /**
     * How the expected likes, or comments, of one channel are moved. On a natural log scale of counts, all quantiles
     * are shifted by the median residual of the channel's uploads, shrunk by their number; then the band is widened, or
     * narrowed, until the right share of them is inside. Both start from what is usual, which few uploads change
     * little.
     *
     * <p>The constants were chosen by the simulation of docs/model-card.md, "The counting change".
     *
     * @param uploads of how many uploads counted at the first frame this counter is known
     * @param shift what is added to the logarithm of every quantile
     * @param variance what is added to that of one standard deviation; negative narrows
     * @param p10 of the uploads' expectations, the mean distance from the median to the quantile, as those after it
     * @param inside share of the uploads from p10 to p90 after that, NaN of none
     */
    public record CounterCalibration(
            int uploads, double shift, double variance, double p10, double p25, double p75, double p90, double inside) {
        /** Standard normal quantiles of the five levels. */
        private static final double[] NORMAL = {-1.2816, -0.6745, 0, 0.6745, 1.2816};

        private static final int MEDIAN = 2;
        private static final int LAST = QuantileHead.QUANTILES - 1;
        /** Spread of the factor between videos of a channel, as a part of the channel's log factor. */
        private static final double SPREAD_OF_FACTOR = 0.5;
        /** The factor is off by more than its variance says: it has long tails. */
        private static final double DOUBT_OF_FACTOR = 1.15;
        /** How many uploads weigh as much as what is usual, when the band's width is chosen. */
        private static final double USUAL_WEIGHT = 2;
        /** A little less than 0.8: the shift's own uncertainty widens the band, too. */
        private static final double WANTED_INSIDE = 0.75;

        private static final double MOST_VARIANCE = 0.5;
        private static final double NARROWEST = 0.65;
        /** So that equal steps of log counts stay equal after the arithmetic, and the answer monotone in the views. */
        private static final double GRID = 1e8;

        /** A count and the quantiles that were expected of it, as {@link QuantileHead} has them. */
        static final class Residual {
            private final double logCount;
            private final double[] quantiles;

            private Residual(double logCount, double[] quantiles) {
                this.logCount = logCount;
                this.quantiles = quantiles;
            }

            static Residual of(long count, Quantiles expected) {
                return new Residual(QuantileHead.logCount((double) count), logs(expected));
            }

            private double off() {
                return logCount - quantiles[MEDIAN];
            }

            /** The variance to be added for the count to lie on the edge of the band; negative when it is inside. */
            private double missing(double shift) {
                double off = off() - shift;
                double half = Math.abs(quantiles[off < 0 ? 0 : LAST] - quantiles[MEDIAN]);
                return (off * off - half * half) / (NORMAL[LAST] * NORMAL[LAST]);
            }
        }

        /** @param halves the mean distances from the median to each of the five quantiles */
        public CounterCalibration(int uploads, double shift, double variance, List<Double> halves, double inside) {
            this(
                    uploads,
                    shift,
                    variance,
                    halves.getFirst(),
                    halves.get(MEDIAN - 1),
                    halves.get(MEDIAN + 1),
                    halves.getLast(),
                    inside);
        }

        /**
         * Of a channel's uploads.
         *
         * @param noise standard deviation of a residual
         */
        static CounterCalibration of(
                List<Residual> residuals, double logFactor, double logFactorVariance, double noise) {
            int n = residuals.size();
            double usual = SPREAD_OF_FACTOR * logFactor * SPREAD_OF_FACTOR * logFactor;
            if (n == 0) {
                return new CounterCalibration(
                        0, 0, DOUBT_OF_FACTOR * logFactorVariance + usual, 0, 0, 0, 0, Double.NaN);
            }
            double doubt = noise * noise / logFactorVariance;
            double middle =
                    Median.of(residuals.stream().mapToDouble(Residual::off)).orElse(0);
            double shift = middle * n / (n + doubt);
            double left = DOUBT_OF_FACTOR * logFactorVariance * doubt / (n + doubt);
            double[] missing = residuals.stream()
                    .mapToDouble(each -> each.missing(shift))
                    .sorted()
                    .toArray();
            double own = Math.min(MOST_VARIANCE, quantile(missing, WANTED_INSIDE));
            double variance = left + (n * own + USUAL_WEIGHT * usual) / (n + USUAL_WEIGHT);
            CounterCalibration calibration = new CounterCalibration(n, shift, variance, halves(residuals), Double.NaN);
            long inside = residuals.stream().filter(calibration::holds).count();
            return calibration.holding((double) inside / n);
        }

        private CounterCalibration holding(double share) {
            return new CounterCalibration(uploads, shift, variance, p10, p25, p75, p90, share);
        }

        private double half(int quantile) {
            return switch (quantile) {
                case 0 -> p10;
                case 1 -> p25;
                case MEDIAN -> 0;
                case MEDIAN + 1 -> p75;
                default -> p90;
            };
        }

        private static List<Double> halves(List<Residual> residuals) {
            double[] sums = new double[QuantileHead.QUANTILES];
            for (Residual residual : residuals) {
                for (int j = 0; j < sums.length; j++) {
                    sums[j] += Math.abs(residual.quantiles[j] - residual.quantiles[MEDIAN]);
                }
            }
            return Arrays.stream(sums)
                    .map(sum -> sum / residuals.size())
                    .boxed()
                    .toList();
        }

        /** Between the two values that are nearest to it; {@code sorted} is not empty. */
        private static double quantile(double[] sorted, double level) {
            double at = Math.clamp(level * (sorted.length + 0.5) - 0.5, 0, sorted.length - 1.0);
            int below = (int) at;
            double above = sorted[Math.min(below + 1, sorted.length - 1)];
            return sorted[below] + (at - below) * (above - sorted[below]);
        }

        private boolean holds(Residual residual) {
            double[] moved = moved(residual.quantiles);
            return residual.logCount >= moved[0] && residual.logCount <= moved[LAST];
        }

        /** What is expected of a video of this channel, when the network expects {@code quantiles}. */
        Quantiles apply(Quantiles quantiles) {
            double[] moved = moved(logs(quantiles));
            return new Quantiles(count(moved[0]), count(moved[1]), count(moved[2]), count(moved[3]), count(moved[4]));
        }

        /**
         * Widening adds errors as independent ones add up, narrowing takes the same from every answer: with either, no
         * quantile falls when the views grow.
         */
        private double[] moved(double[] logCounts) {
            double median = logCounts[MEDIAN];
            double[] moved = new double[logCounts.length];
            for (int j = 0; j < logCounts.length; j++) {
                double half = logCounts[j] - median;
                double placed = variance >= 0
                        ? median + Math.signum(NORMAL[j]) * Math.hypot(half, NORMAL[j] * Math.sqrt(variance))
                        : logCounts[j] - Math.signum(NORMAL[j]) * taken(j);
                moved[j] = Math.rint((placed + shift) * GRID) / GRID;
            }
            Arrays.sort(moved);
            return moved;
        }

        private double taken(int j) {
            double half = half(j);
            double narrow = half * half + NORMAL[j] * NORMAL[j] * variance;
            return half - Math.sqrt(Math.max(narrow, NARROWEST * NARROWEST * half * half));
        }

        private static double count(double logCount) {
            return QuantileHead.count(logCount);
        }

        private static double[] logs(Quantiles of) {
            double[] logs = {
                QuantileHead.logCount(of.p10()),
                QuantileHead.logCount(of.p25()),
                QuantileHead.logCount(of.p50()),
                QuantileHead.logCount(of.p75()),
                QuantileHead.logCount(of.p90())
            };
            return logs;
        }
    }
}
