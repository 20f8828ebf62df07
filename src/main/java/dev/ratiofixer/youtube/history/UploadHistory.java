package dev.ratiofixer.youtube.history;

import dev.ratiofixer.video.ChannelHistory;
import dev.ratiofixer.video.ChannelKnowledge.ChannelCounting;
import dev.ratiofixer.video.ChannelKnowledge.ChannelCounting.NewUpload;
import dev.ratiofixer.video.Counters;
import dev.ratiofixer.video.UsualUpload;
import dev.ratiofixer.video.UsualUpload.Median;
import dev.ratiofixer.video.VideoForm;
import dev.ratiofixer.video.ViewUnit;
import dev.ratiofixer.youtube.history.UploadRecord.CountersAt;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Sums up uploads of one channel and one form: how many, the medians of likes / views and of comments / views over
 * those that show them, and what they usually are. Pure.
 */
public final class UploadHistory {
    /**
     * Before that age an upload's likes are not what its views come to. Source: the engagement data's first reading.
     */
    private static final double YOUNGEST_DAYS = 7;

    private UploadHistory() {}

    /** With views as they were counted, whichever way. */
    public static ChannelHistory asCounted(List<UploadRecord> earlier) {
        return summed(earlier, upload -> views(upload.newest()));
    }

    /**
     * With all views in engaged ones where some were counted at the first frame.
     *
     * @param earlier up to 20 newest uploads of one form before a video, newest first
     * @param others uploads of that form, without that video, newest first: those that were counted at the first frame
     *     all their life tell how well the model knows the channel
     * @param now when they were read
     * @param changedAt since when ordinary videos are counted at the first frame
     */
    public static ChannelHistory of(
            List<UploadRecord> earlier, List<UploadRecord> others, Instant now, Instant changedAt) {
        boolean unchanged =
                earlier.isEmpty() || earlier.getFirst().form() == VideoForm.SHORT || !now.isAfter(changedAt);
        if (unchanged) {
            return asCounted(earlier);
        }
        ViewFactor factor = ViewFactor.of(earlier, changedAt);
        double factorOfViews = Math.exp(factor.mean());
        return summed(earlier, upload -> engaged(upload, factorOfViews, changedAt))
                .withCounting(new ChannelCounting(
                        changedAt,
                        ViewUnit.ENGAGED,
                        factor.mean(),
                        factor.variance(),
                        factor.uploads(),
                        others.stream()
                                .filter(upload -> !upload.publishedAt().isBefore(changedAt))
                                .filter(UploadHistory::ended)
                                .flatMap(UploadHistory::counted)
                                .limit(ChannelHistory.MOST_UPLOADS)
                                .toList()));
    }

    /** YouTube says the duration of all others: a stream that goes on has closed comments, which tell nothing. */
    public static boolean ended(UploadRecord upload) {
        return upload.durationSecondsOrZero() > 0;
    }

    private static Stream<NewUpload> counted(UploadRecord upload) {
        CountersAt newest = upload.newest();
        Counters counters = newest.counters();
        Long views = counters.views();
        double age = upload.ageDays(newest);
        return views == null || age < YOUNGEST_DAYS
                ? Stream.empty()
                : Stream.of(new NewUpload(
                        views,
                        counters.likes(),
                        counters.comments(),
                        age,
                        upload.durationSecondsOrZero(),
                        upload.category()));
    }

    private static double engaged(UploadRecord upload, double factor, Instant changedAt) {
        double views = views(upload.newest());
        double before = upload.lastBy(changedAt).map(UploadHistory::views).orElse(Double.NaN);
        if (upload.publishedAt().isBefore(changedAt) && !Double.isNaN(before)) {
            double counted = Math.min(before, views);
            return counted + (views - counted) / factor;
        }
        double share =
                ChannelCounting.firstFrameShare(upload.publishedAt(), upload.ageDays(upload.newest()), changedAt);
        return ChannelCounting.engaged(views, share, factor);
    }

    private static double views(CountersAt reading) {
        Long views = reading.counters().views();
        return views == null ? Double.NaN : views;
    }

    private static ChannelHistory summed(List<UploadRecord> earlier, ToDoubleFunction<UploadRecord> views) {
        return new ChannelHistory(
                earlier.size(),
                median(earlier, views, Counters::likes),
                median(earlier, views, Counters::comments),
                UsualUpload.of(earlier.stream()
                                .flatMap(upload -> viewed(upload, views.applyAsDouble(upload)))
                                .toList())
                        .orElse(null));
    }

    private static Stream<UsualUpload.Upload> viewed(UploadRecord upload, double views) {
        return Double.isNaN(views)
                ? Stream.empty()
                : Stream.of(new UsualUpload.Upload(
                        Math.round(views), upload.ageDays(upload.newest()), upload.durationSecondsOrZero()));
    }

    private static @Nullable Double median(
            List<UploadRecord> uploads,
            ToDoubleFunction<UploadRecord> views,
            Function<Counters, @Nullable Long> counter) {
        OptionalDouble median = Median.of(uploads.stream()
                .map(upload -> rate(counter.apply(upload.newest().counters()), views.applyAsDouble(upload)))
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue));
        return median.isPresent() ? median.getAsDouble() : null;
    }

    private static @Nullable Double rate(@Nullable Long count, double views) {
        return count == null || !(views > 0) ? null : count / views;
    }

    /**
     * How many first-frame views a channel's videos get for one engaged view, on a natural log scale. Told by the likes
     * for each new view of its old uploads: after the change they fall by this factor, as likes are not counted
     * otherwise. Estimates are drawn to none at all, and are never under it. The constants were measured on channels of
     * the engagement data that nothing happened to; docs/model-card.md has the figures.
     *
     * @param mean of the logarithm, not negative
     * @param variance of the logarithm
     * @param uploads how many old uploads told it
     */
    record ViewFactor(double mean, double variance, int uploads) {
        /** Spread of the logarithm where nothing tells it: half of a normal distribution, from no factor on. */
        private static final double PRIOR_SPREAD = 0.33;
        /** With age, likes for each new view fall with this exponent. */
        private static final double DECAY = 0.23;
        /** Likes for each new view, over those for each view so far: they are from people who know the channel less. */
        private static final double NEW_TO_ALL = Math.exp(-0.85);
        /** Under fewer expected likes their ratio tells nothing. */
        private static final double FEWEST_LIKES = 2;

        private static final double FEWEST_LIKES_BEFORE = 10;
        private static final long FEWEST_VIEWS = 20;
        private static final double YOUNGEST_DAYS = 7;
        private static final double MIN_DAYS_BEFORE = 3;
        private static final double MIN_DAYS_AFTER = 6;
        private static final double DAY = Duration.ofDays(1).toSeconds();

        /**
         * What an upload tells, compared with its own new views before the change (more exact), or with all its views.
         *
         * @param log of expected over counted likes
         * @param variance by the numbers of likes
         */
        private record FactorEstimate(boolean byNewViews, double log, double variance) {}

        /**
         * What uploads tell of one kind, with how far apart uploads of a channel, and channels, are without any change.
         */
        private enum UploadKind {
            BY_NEW_VIEWS(0.3, 0.18),
            BY_ALL_VIEWS(0.35, 0.33);

            private final double uploads;
            private final double channels;

            UploadKind(double uploads, double channels) {
                this.uploads = uploads;
                this.channels = channels;
            }
        }

        /** What these uploads of one channel tell; what is usual when none does. */
        static ViewFactor of(List<UploadRecord> uploads, Instant changedAt) {
            List<FactorEstimate> told = uploads.stream()
                    .filter(upload -> upload.publishedAt().isBefore(changedAt))
                    .flatMap(upload -> told(upload, changedAt).stream())
                    .toList();
            double precision = 0;
            double weighted = 0;
            for (UploadKind kind : UploadKind.values()) {
                List<FactorEstimate> of = told.stream()
                        .filter(each -> each.byNewViews() == (kind == UploadKind.BY_NEW_VIEWS))
                        .toList();
                if (!of.isEmpty()) {
                    double[] weights = of.stream()
                            .mapToDouble(each -> 1 / (kind.uploads * kind.uploads + each.variance()))
                            .toArray();
                    double[] logs = of.stream().mapToDouble(FactorEstimate::log).toArray();
                    RobustMean mean = RobustMean.of(logs, weights);
                    double trust = 1 / (1 / mean.weight() + kind.channels * kind.channels);
                    precision += trust;
                    weighted += trust * mean.value();
                }
            }
            return posterior(precision, weighted, told.size());
        }

        /** Half-normal prior times a normal likelihood, by summing over a grid. */
        private static ViewFactor posterior(double precision, double weighted, int uploads) {
            double all = precision + 1 / (PRIOR_SPREAD * PRIOR_SPREAD);
            double centre = weighted / all;
            double sum = 0;
            double first = 0;
            double second = 0;
            for (int i = 0; i <= 100; i++) {
                double log = i * 0.02;
                // Relative to the best one, so that not all of them vanish.
                double away = log - centre;
                double best = Math.max(0, -centre);
                double weight = Math.exp(-0.5 * all * (away * away - best * best)) * (i == 0 ? 0.5 : 1);
                sum += weight;
                first += weight * log;
                second += weight * log * log;
            }
            double mean = first / sum;
            return new ViewFactor(mean, Math.max(second / sum - mean * mean, 1e-4), uploads);
        }

        private static Optional<FactorEstimate> told(UploadRecord upload, Instant changedAt) {
            Optional<CountersAt> before = upload.lastBy(changedAt);
            CountersAt now = upload.newest();
            if (before.isPresent() && !now.equals(before.get())) {
                return across(upload, before.get(), now);
            }
            return before.isPresent() ? Optional.empty() : afterwards(upload, now, changedAt);
        }

        /** It was read before the change and after. */
        private static Optional<FactorEstimate> across(UploadRecord upload, CountersAt before, CountersAt now) {
            double ageBefore = upload.ageDays(before);
            Gain gain = Gain.between(before.counters(), now.counters());
            Gain all = Gain.between(new Counters(0L, 0L, null), before.counters());
            if (gain == null || all == null || ageBefore < YOUNGEST_DAYS || all.likes < FEWEST_LIKES_BEFORE) {
                return Optional.empty();
            }
            CountersAt first = upload.readings().getFirst();
            Gain earlier = Gain.between(first.counters(), before.counters());
            double firstAge = upload.ageDays(first);
            boolean apart = ageBefore - firstAge >= MIN_DAYS_BEFORE && firstAge >= 1;
            if (earlier != null && apart && earlier.likes >= FEWEST_LIKES_BEFORE) {
                double decay = Math.pow(Math.sqrt(upload.ageDays(now) / firstAge), -DECAY);
                double expected = (earlier.likes + 0.5) / (earlier.views + 1) * decay * gain.views;
                return told(true, expected, gain, 1 / (earlier.likes + 0.5));
            }
            return told(false, all.likes / all.views * NEW_TO_ALL * gain.views, gain, 0);
        }

        /** It was read after the change only: what it had before is told by how it grows, at most twice of that. */
        private static Optional<FactorEstimate> afterwards(UploadRecord upload, CountersAt now, Instant changedAt) {
            CountersAt first = upload.readings().getFirst();
            Gain gain = Gain.between(first.counters(), now.counters());
            double age = Duration.between(upload.publishedAt(), changedAt).toSeconds() / DAY;
            Long likes = now.counters().likes();
            Long views = now.counters().views();
            boolean apart = upload.ageDays(now) - upload.ageDays(first) >= MIN_DAYS_AFTER;
            if (gain == null || likes == null || views == null || age < YOUNGEST_DAYS || !apart) {
                return Optional.empty();
            }
            double seen = Math.log(upload.ageDays(now) / upload.ageDays(first));
            double back = seen > 0 ? Math.log(upload.ageDays(now) / age) / seen : Double.POSITIVE_INFINITY;
            double likesBefore = likes - back * gain.likes;
            double viewsBefore = views - back * gain.views;
            return likesBefore < FEWEST_LIKES_BEFORE || viewsBefore < 0.5 * views
                    ? Optional.empty()
                    : told(false, likesBefore / viewsBefore * NEW_TO_ALL * gain.views, gain, 0);
        }

        private static Optional<FactorEstimate> told(boolean byNewViews, double expected, Gain gain, double variance) {
            return expected < FEWEST_LIKES
                    ? Optional.empty()
                    : Optional.of(new FactorEstimate(
                            byNewViews,
                            -Math.log((gain.likes + 0.5) / (expected + 0.5)),
                            variance + 1 / (expected + 0.5)));
        }

        /** Views and likes that came between two readings; likes that were taken back are none. */
        private record Gain(double views, double likes) {
            static @Nullable Gain between(Counters from, Counters to) {
                Long viewsFrom = from.views();
                Long viewsTo = to.views();
                Long likesFrom = from.likes();
                Long likesTo = to.likes();
                return viewsFrom == null
                                || viewsTo == null
                                || likesFrom == null
                                || likesTo == null
                                || viewsTo - viewsFrom < FEWEST_VIEWS
                        ? null
                        : new Gain(viewsTo - viewsFrom, Math.max(0, likesTo - likesFrom));
            }
        }

        /** A weighted mean in which what is far off counts less (Huber's). */
        private record RobustMean(double value, double weight) {
            private static final double FAR = 1.3;

            static RobustMean of(double[] values, double[] weights) {
                double weight = 0;
                for (double each : weights) {
                    weight += each;
                }
                double middle = median(values, weights, weight);
                for (int round = 0; round < 5; round++) {
                    double sum = 0;
                    double of = 0;
                    for (int i = 0; i < values.length; i++) {
                        double off = Math.abs(values[i] - middle) * Math.sqrt(weights[i]);
                        double counted = off > FAR ? weights[i] * FAR / off : weights[i];
                        sum += counted * values[i];
                        of += counted;
                    }
                    middle = sum / of;
                }
                return new RobustMean(middle, weight);
            }

            private static double median(double[] values, double[] weights, double all) {
                List<Integer> order = new ArrayList<>();
                for (int i = 0; i < values.length; i++) {
                    order.add(i);
                }
                order.sort((one, other) -> Double.compare(values[one], values[other]));
                double sum = 0;
                for (int i : order) {
                    sum += weights[i];
                    if (sum >= all / 2) {
                        return values[i];
                    }
                }
                return values[order.getLast()];
            }
        }
    }
}
