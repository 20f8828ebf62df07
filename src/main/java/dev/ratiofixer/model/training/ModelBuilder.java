package dev.ratiofixer.model.training;

import dev.ratiofixer.model.FeatureEncoder;
import dev.ratiofixer.model.Features;
import dev.ratiofixer.model.FirstWeek;
import dev.ratiofixer.model.LeastSquares;
import dev.ratiofixer.model.Manifest;
import dev.ratiofixer.model.ModelFile;
import dev.ratiofixer.model.QuantileHead;
import dev.ratiofixer.model.TrainingDomain;
import dev.ratiofixer.model.training.EngagementData.EngagementRow;
import dev.ratiofixer.model.training.Samples.EarlierUploads;
import dev.ratiofixer.video.ChannelHistory;
import dev.ratiofixer.video.UsualUpload;
import dev.ratiofixer.video.VideoForm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.jspecify.annotations.Nullable;

/** Makes a model file of readings. */
final class ModelBuilder {
    /** The release of the data and of the recipe. */
    private static final String RELEASE = "2026.11";
    /**
     * What is added to the quantiles of log count, of likes and of comments: channels that the network never saw fall
     * outside its band a little too often. Found by the loss and coverage over five folds of held-out channels and
     * months. Then what is added to that in the first week, found on held-out channels of trending lists.
     * docs/model-card.md has the figures.
     */
    private static final List<List<Double>> CALIBRATION = List.of(
            List.of(-0.03, -0.01, 0.0, 0.02, 0.02),
            List.of(-0.04, -0.01, 0.0, 0.02, 0.03),
            List.of(-0.06, -0.04, -0.02, 0.0, 0.0),
            List.of(-0.01, 0.0, 0.0, 0.0, 0.0));
    /** How many readings may have more views than the domain's most. */
    private static final int BEYOND = 10;

    /** Videos of this age are no news any more, and in no trending list. */
    private static final double SETTLED_DAYS = 28;
    /** The age that the network's inputs reach to; a trending list has single videos that are older. */
    private static final double OLDEST_DAYS = 168;

    /** Ways to know less of the channels, from which each row's is drawn. */
    private static final int THINNINGS = 3;
    /** How much a reading of the first week counts: trending lists are not what most videos are. */
    private static final double FIRST_WEEK = 0.6;
    /** And one that was made of a later one. */
    private static final double YOUNGER = 0.3;

    private final List<EngagementRow> readings;
    private final List<EngagementRow> younger;
    private final List<List<EngagementRow>> thinned;
    private final TrainingPlan plan;

    /** @param files the readings of each file: what a channel's uploads usually are is not known across files */
    ModelBuilder(List<List<EngagementRow>> files, TrainingPlan plan) {
        SplittableRandom random = new SplittableRandom(plan.seed());
        this.readings = files.stream()
                .flatMap(file -> YoungerReadings.withoutClosedComments(file).stream())
                .filter(reading -> reading.features().ageDays() >= FirstWeek.YOUNGEST_DAYS)
                .toList();
        this.younger = new YoungerReadings(random.split()).of(readings);
        this.plan = plan;
        this.thinned = Stream.generate(() -> thinned(files, random.split()))
                .limit(THINNINGS)
                .toList();
    }

    /** How many steps the training will report. */
    int steps() {
        return Trainer.steps(plan, readings.size() + younger.size());
    }

    /** Trains. Blocks for minutes. */
    ModelFile build(ProgressBar progress) {
        Samples samples = Samples.of(with(readings), thinned).weighted(this::weight);
        float[] parameters = new Trainer(plan, samples).train(progress);
        return file(plan.hidden(), parameters, domain(readings), LeastSquaresFit.of(Samples.of(readings)));
    }

    private double weight(int row) {
        if (row >= readings.size()) {
            return YOUNGER;
        }
        return readings.get(row).features().ageDays() < FirstWeek.DAYS ? FIRST_WEEK : 1;
    }

    private List<EngagementRow> with(List<EngagementRow> some) {
        return Stream.concat(some.stream(), younger.stream()).toList();
    }

    private List<EngagementRow> thinned(List<List<EngagementRow>> files, SplittableRandom random) {
        return with(files.stream()
                .flatMap(file -> EarlierUploads.of(file).thinned(random).complete(file).stream())
                .filter(reading -> reading.features().ageDays() >= FirstWeek.YOUNGEST_DAYS)
                .toList());
    }

    private static ModelFile file(
            List<Integer> hidden, float[] parameters, TrainingDomain domain, List<LeastSquares> leastSquares) {
        Manifest manifest = new Manifest(
                Manifest.FORMAT, RELEASE, "", FeatureEncoder.NAMES, hidden, domain, CALIBRATION, leastSquares);
        return ModelFile.of(manifest, parameters);
    }

    /** The ages of all readings; the views of those from day 28 on, where there are any: trending lists reach far. */
    private static TrainingDomain domain(List<EngagementRow> readings) {
        boolean anyOlder = readings.stream().anyMatch(ModelBuilder::isOlder);
        List<Long> views = readings.stream()
                .filter(reading -> !anyOlder || isOlder(reading))
                .map(reading -> reading.features().views())
                .sorted(Comparator.naturalOrder())
                .toList();
        double[] ages = readings.stream()
                .mapToDouble(r -> r.features().ageDays())
                .sorted()
                .toArray();
        return new TrainingDomain(
                Math.max(FirstWeek.YOUNGEST_DAYS, ages[0]),
                Math.min(OLDEST_DAYS, ages[ages.length - 1]),
                views.getFirst(),
                views.get(Math.max(0, views.size() - 1 - BEYOND)));
    }

    private static boolean isOlder(EngagementRow reading) {
        return reading.features().ageDays() >= SETTLED_DAYS;
    }

    /**
     * Makes readings of the first week from readings at its end, as if the same videos had been read earlier. The
     * readings of that age that can be had are of trending lists: great channels, no durations. These are of ordinary
     * uploads, so that the network does not take a trending list's ways for those of every young video.
     *
     * <p>What happens in between is drawn by chance: by how much the views were fewer, widely; the likes and comments
     * per view by {@link FirstWeek}, widened. For half of them the channel's uploads are young as well.
     */
    static final class YoungerReadings {
        /** Views grow as the age to a power from the first of these to the second. */
        private static final double SLOWEST = 0.1;

        private static final double FASTEST = 1.3;
        /** How differently the ratio of single videos falls. */
        private static final double SLOPE_DEVIATION = 0.08;

        private static final double LIKES_DEVIATION = 0.12;
        private static final double COMMENTS_DEVIATION = 0.22;
        private static final double YOUNG_CHANNELS = 0.5;
        /** Views of uploads that are read later than on day 7, and log likes per view, in units of log age. */
        private static final double LATER_VIEWS = 0.25;

        private static final double LATER_RATE = -0.09;
        private static final double YOUNGEST_UPLOADS = 0.5;
        private static final double MANY = 50;

        private final RandomGenerator random;

        YoungerReadings(RandomGenerator random) {
            this.random = random;
        }

        /** One of each ordinary video's reading on day 7. */
        List<EngagementRow> of(List<EngagementRow> readings) {
            return readings.stream()
                    .filter(reading -> reading.features().ageDays() == FirstWeek.DAYS)
                    .filter(reading -> reading.features().form() == VideoForm.VIDEO)
                    .map(this::younger)
                    .toList();
        }

        private EngagementRow younger(EngagementRow reading) {
            Features week = reading.features();
            double early = random.nextDouble() * FirstWeek.early(FirstWeek.YOUNGEST_DAYS);
            double growth = SLOWEST + random.nextDouble() * (FASTEST - SLOWEST);
            long views = Math.max(1, Math.round(week.views() * Math.exp(-growth * early)));
            double fewer = (double) views / Math.max(1, week.views());
            double age = FirstWeek.DAYS * Math.exp(-early);
            return new EngagementRow(
                    reading.video(),
                    reading.channel(),
                    week.withViews(views)
                            .withAgeDays(age)
                            .withChannel(random.nextDouble() < YOUNG_CHANNELS ? young(week, age) : week.channel()),
                    count(reading.likes(), fewer, early, FirstWeek.likeSlope(week.category()), LIKES_DEVIATION),
                    count(
                            reading.comments(),
                            fewer,
                            early,
                            FirstWeek.commentSlope(week.category()),
                            COMMENTS_DEVIATION));
        }

        private @Nullable Long count(
                @Nullable Long atWeek, double fewer, double early, double slope, double deviation) {
            double steeper = slope + SLOPE_DEVIATION * random.nextGaussian();
            double noise = deviation * random.nextGaussian() * Math.min(1, early);
            return atWeek == null ? null : poisson(atWeek * fewer * Math.exp(steeper * early + noise));
        }

        /** Its uploads as they were read in the first week of each. */
        private ChannelHistory young(Features week, double age) {
            ChannelHistory channel = week.channel();
            UsualUpload usual = channel.usual();
            if (usual == null) {
                return channel;
            }
            double longest = FirstWeek.early(Math.max(YOUNGEST_UPLOADS, Math.min(age, 6.9)));
            double early = random.nextDouble() * longest;
            double later = Math.log(Math.max(1, usual.ageDays() / FirstWeek.DAYS));
            double views =
                    usual.views() * Math.exp(-LATER_VIEWS * later - (SLOWEST + random.nextDouble() * 0.9) * early);
            double likes = FirstWeek.likeSlope(week.category()) * early - LATER_RATE * later;
            double comments = FirstWeek.commentSlope(week.category()) * early - LATER_RATE * later;
            return new ChannelHistory(
                    channel.videos(),
                    times(channel.likeRate(), likes),
                    times(channel.commentRate(), comments),
                    new UsualUpload(
                            usual.uploads(), views, FirstWeek.DAYS * Math.exp(-early), usual.durationSeconds()));
        }

        private static @Nullable Double times(@Nullable Double rate, double logFactor) {
            return rate == null ? null : (Double) (rate * Math.exp(logFactor));
        }

        /** Draws a count with that mean. */
        private long poisson(double mean) {
            if (mean > MANY) {
                return Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
            }
            double left = Math.exp(-mean);
            long count = -1;
            for (double product = 1; product > left || count < 0; count++) {
                product *= random.nextDouble();
            }
            return count;
        }

        /** Comments that are off stand as 0 in a trending list: so few where many are usual are taken as missing. */
        static List<EngagementRow> withoutClosedComments(List<EngagementRow> readings) {
            return readings.stream().map(YoungerReadings::withoutClosedComments).toList();
        }

        private static EngagementRow withoutClosedComments(EngagementRow reading) {
            Features row = reading.features();
            Long comments = reading.comments();
            Double rate = row.channel().commentRate();
            boolean closed = comments != null
                    && comments == 0
                    && row.ageDays() < FirstWeek.DAYS
                    && row.views() * (rate == null ? 1e-3 : rate) > 20;
            return closed ? new EngagementRow(reading.video(), reading.channel(), row, reading.likes(), null) : reading;
        }
    }

    /** Fits {@link LeastSquares} by the normal equations, with a ridge that keeps columns that never vary harmless. */
    static final class LeastSquaresFit {
        private static final int WIDTH = LeastSquares.WIDTH;
        private static final double RIDGE = 1e-3;

        private final Samples samples;
        private final int target;

        private LeastSquaresFit(Samples samples, int target) {
            this.samples = samples;
            this.target = target;
        }

        /** One model of likes and one of comments. */
        static List<LeastSquares> of(Samples samples) {
            return List.of(new LeastSquaresFit(samples, 0).fit(), new LeastSquaresFit(samples, 1).fit());
        }

        private LeastSquares fit() {
            double[][] equations = new double[WIDTH][WIDTH + 1];
            eachKnown((row, inputs) ->
                    accumulate(equations, columns(row, inputs), samples.targets()[row * Target.WIDTH + target]));
            for (int c = 0; c < WIDTH; c++) {
                equations[c][c] += RIDGE;
            }
            List<Double> weights = Arrays.stream(solve(equations)).boxed().toList();
            LeastSquares centre = new LeastSquares(weights, List.of(0.0, 0.0, 0.0, 0.0, 0.0));
            return new LeastSquares(weights, residuals(centre));
        }

        /** The last column is the right-hand side. */
        private static double[] solve(double[][] equations) {
            RealMatrix all = new Array2DRowRealMatrix(equations, false);
            RealMatrix left = all.getSubMatrix(0, WIDTH - 1, 0, WIDTH - 1);
            return new LUDecomposition(left)
                    .getSolver()
                    .solve(all.getColumnVector(WIDTH))
                    .toArray();
        }

        private interface DesignRow {
            void take(int row, float[] inputs);
        }

        /**
         * Each row that shows the count, as it was told and as if nothing were known of what its channel usually has.
         */
        private void eachKnown(DesignRow each) {
            for (int i = 0; i < samples.rows(); i++) {
                if (samples.targets()[i * Target.WIDTH + Target.WEIGHT + target] > 0) {
                    float[] inputs = Arrays.copyOfRange(
                            samples.inputs(), i * FeatureEncoder.WIDTH, (i + 1) * FeatureEncoder.WIDTH);
                    each.take(i, inputs);
                    FeatureEncoder.withholdUsual(inputs, 0);
                    each.take(i, inputs);
                }
            }
        }

        private double logViews(int row) {
            return samples.targets()[row * Target.WIDTH + Target.LOG_VIEWS];
        }

        private double[] columns(int row, float[] inputs) {
            double[] columns = new double[WIDTH];
            for (int c = 0; c < FeatureEncoder.WIDTH; c++) {
                columns[c] = inputs[c];
            }
            columns[WIDTH - 2] = logViews(row);
            columns[WIDTH - 1] = 1;
            return columns;
        }

        private static void accumulate(double[][] equations, double[] columns, double value) {
            for (int a = 0; a < WIDTH; a++) {
                for (int b = 0; b < WIDTH; b++) {
                    equations[a][b] += columns[a] * columns[b];
                }
                equations[a][WIDTH] += columns[a] * value;
            }
        }

        private List<Double> residuals(LeastSquares centre) {
            List<Double> missed = new ArrayList<>();
            eachKnown((row, inputs) -> missed.add(
                    samples.targets()[row * Target.WIDTH + target] - centre.predict(inputs, 0, logViews(row))));
            missed.sort(null);
            return QuantileHead.LEVELS.stream()
                    .map(level -> missed.get((int) (level * (missed.size() - 1))))
                    .toList();
        }
    }
}
