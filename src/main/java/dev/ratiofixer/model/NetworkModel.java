package dev.ratiofixer.model;

import dev.ratiofixer.model.QuantileHead.Correction;
import dev.ratiofixer.model.QuantileHead.CountQuantiles;
import dev.ratiofixer.stats.Quantiles;
import dev.ratiofixer.video.ChannelHistory;
import dev.ratiofixer.video.CountingRegime;
import dev.ratiofixer.video.UsualUpload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** Answers by the network that DL4J trained, in plain Java: serving needs no native library. One thread at a time. */
public final class NetworkModel implements EngagementModel {
    /** Steps of log counts in a unit: less than a ten-thousandth of a count, more than what single precision blurs. */
    private static final double GRID = 1e5;

    /**
     * By how much the outer quantiles of log count lie further out, and the inner ones by half of it, where rates of
     * the channel are known but not how far its uploads are usually watched, or not how long they are: what is missing
     * may be unusual. From day 7 on, like {@link FirstWeek#share}: what is younger was calibrated without durations.
     */
    private static final double UNUSUAL = 0.06;

    private static final double[] OUTWARD = {-1, -0.5, 0, 0.5, 1};

    private final Manifest manifest;
    private final Supplier<Instant> videosChanged;
    private final double[][] calibration;
    private final ForwardPass pass;
    private final FeatureEncoder encoder = new FeatureEncoder();

    /** With the usual date of the change of counting. */
    public NetworkModel(ModelFile file) {
        this(file, () -> CountingRegime.VIDEOS_CHANGED);
    }

    /**
     * @param videosChanged since when ordinary videos' views count at the first frame; may change while it serves
     * @throws ModelException if the file's parts do not fit each other
     */
    public NetworkModel(ModelFile file, Supplier<Instant> videosChanged) {
        this.manifest = file.manifest();
        this.videosChanged = videosChanged;
        this.calibration = manifest.calibration().stream()
                .map(of -> of.stream().mapToDouble(Double::doubleValue).toArray())
                .toArray(double[][]::new);
        this.pass = new ForwardPass(widths(manifest), file.parameters());
    }

    private static List<Integer> widths(Manifest manifest) {
        List<Integer> widths = new ArrayList<>();
        widths.add(FeatureEncoder.WIDTH);
        widths.addAll(manifest.hidden());
        widths.add(QuantileHead.WIDTH);
        return widths;
    }

    @Override
    public String version() {
        return manifest.version();
    }

    @Override
    public List<Expectation> expect(List<Features> rows) {
        List<Expectation> expectations = new ArrayList<>(rows.size());
        for (int from = 0; from < rows.size(); from += ForwardPass.ROWS) {
            List<Features> batch = rows.subList(from, Math.min(rows.size(), from + ForwardPass.ROWS));
            expect(batch, expectations);
        }
        return expectations;
    }

    private void expect(List<Features> batch, List<Expectation> expectations) {
        float[] inputs = new float[batch.size() * FeatureEncoder.WIDTH];
        for (int i = 0; i < batch.size(); i++) {
            encoder.encode(batch.get(i), inputs, i * FeatureEncoder.WIDTH);
        }
        float[] outputs = pass.run(inputs);
        double[] raw = new double[QuantileHead.WIDTH];
        double[] slopes = new double[QuantileHead.OWN_WIDTH];
        for (int i = 0; i < batch.size(); i++) {
            for (int k = 0; k < raw.length; k++) {
                raw[k] = outputs[i * raw.length + k];
            }
            QuantileHead.slopes(raw, slopes);
            expectations.add(expectation(batch.get(i), raw, slopes));
        }
    }

    private Expectation expectation(Features row, double[] raw, double[] slopes) {
        TrainingDomain domain = manifest.domain();
        double[] ramps = QuantileHead.ramps(domain.logViews(row));
        double likes = FeatureEncoder.likeOffset(row);
        double comments = FeatureEncoder.commentOffset(row);
        List<String> reasons = domain.reasons(row, videosChanged.get());
        return new Expectation(
                quantiles(row, reasons.isEmpty(), raw, slopes, 0, likes, ramps),
                quantiles(row, reasons.isEmpty(), raw, slopes, 1, comments, ramps),
                reasons.isEmpty(),
                reasons,
                manifest.version());
    }

    private Quantiles quantiles(
            Features row, boolean known, double[] raw, double[] slopes, int target, double offset, double[] ramps) {
        double[] logCounts = new double[QuantileHead.QUANTILES];
        for (int j = 0; j < logCounts.length; j++) {
            logCounts[j] = QuantileHead.logCount(raw, slopes, target, j, offset, ramps);
        }
        if (row.described()) {
            Correction.apply(raw, 0, target, logCounts);
        }
        double young = FirstWeek.share(row);
        double[] always = calibration[target];
        double[] firstWeek = calibration[QuantileHead.TARGETS + target];
        double unusual = hasUsual(row.channel()) ? 0 : UNUSUAL * (1 - young);
        for (int j = 0; j < logCounts.length; j++) {
            double moved = logCounts[j] + always[j] + young * firstWeek[j] + unusual * OUTWARD[j];
            logCounts[j] = Math.rint(moved * GRID) / GRID;
        }
        Arrays.sort(logCounts);
        double[] counts =
                CountQuantiles.of(target).counts(logCounts, row.channel().videos() > 0);
        return CountQuantiles.quantiles(known ? counts : extended(row, counts));
    }

    /** Whether it is known what its uploads usually are, or nothing at all of it, for which another bound is. */
    private static boolean hasUsual(ChannelHistory channel) {
        UsualUpload usual = channel.usual();
        return channel.videos() == 0 || (usual != null && usual.durationSeconds() > 0);
    }

    private double[] extended(Features row, double[] counts) {
        double[] logCounts = CountQuantiles.logs(counts);
        manifest.domain().extend(row, logCounts, videosChanged.get());
        Arrays.sort(logCounts);
        return CountQuantiles.counts(logCounts);
    }

    @Override
    public void close() {
        // Its parameters lie in the heap.
    }
}
