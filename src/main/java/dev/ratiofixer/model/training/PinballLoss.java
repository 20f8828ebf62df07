package dev.ratiofixer.model.training;

import dev.ratiofixer.model.QuantileHead;
import dev.ratiofixer.model.QuantileHead.Correction;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * The mean pinball loss of the five quantiles of likes and comments in {@code log10(count + 1)}, through
 * {@link QuantileHead} and {@link Correction}. What DL4J calls labels is one row of {@link Target} a reading.
 */
final class PinballLoss implements ILossFunction {
    private static final long serialVersionUID = 1L;
    private static final double LN_10 = Math.log(10);
    /** How much each quantile counts: p10, p50 and p90 are what the model is judged by. */
    private static final double[] SHARE = {1.5, 0.5, 1.5, 0.5, 1.5};

    @Override
    public Pair<Double, INDArray> computeGradientAndScore(
            INDArray labels, INDArray preOutput, IActivation activation, @Nullable INDArray mask, boolean average) {
        int rows = (int) labels.size(0);
        double[] raw = doubles(preOutput);
        double[] targets = doubles(labels);
        double[] gradient = new double[raw.length];
        double sum = 0;
        for (int i = 0; i < rows; i++) {
            sum += row(raw, i * QuantileHead.WIDTH, targets, i * Target.WIDTH, gradient);
        }
        return Pair.of(
                average ? sum / rows : sum,
                Nd4j.createFromArray(gradient)
                        .reshape('c', rows, QuantileHead.WIDTH)
                        .castTo(preOutput.dataType()));
    }

    private static double row(double[] raw, int at, double[] targets, int target, double[] gradient) {
        double[] ramps = QuantileHead.ramps(targets[target + Target.LOG_VIEWS]);
        double sum = 0;
        for (int t = 0; t < QuantileHead.TARGETS; t++) {
            double weight = targets[target + Target.WEIGHT + t];
            if (weight > 0) {
                sum += weight * quantiles(raw, at, targets, target, t, ramps, gradient);
            }
        }
        return sum;
    }

    /** The loss of one target's quantiles; its weighted gradient is added. */
    private static double quantiles(
            double[] raw, int at, double[] targets, int target, int t, double[] ramps, double[] gradient) {
        double weight = targets[target + Target.WEIGHT + t];
        double offset = targets[target + Target.OFFSET + t];
        boolean described = targets[target + Target.DESCRIBED] > 0;
        double[] uncorrected = new double[QuantileHead.QUANTILES];
        for (int j = 0; j < uncorrected.length; j++) {
            uncorrected[j] = QuantileHead.logCount(raw, at, t, j, offset, ramps);
        }
        double[] g = uncorrected.clone();
        if (described) {
            Correction.apply(raw, at, t, g);
        }
        double sum = 0;
        double[] derivatives = new double[g.length];
        for (int j = 0; j < g.length; j++) {
            double error = targets[target + t] - Math.log1p(QuantileHead.count(g[j])) / LN_10;
            double level = QuantileHead.LEVELS.get(j);
            sum += SHARE[j] * (error > 0 ? level * error : (level - 1) * error);
            if (error == 0) {
                // Nothing was expected and came: the slope below is one for the way back only, and would lead on down.
                continue;
            }
            derivatives[j] = weight * SHARE[j] * (error > 0 ? -level : 1 - level) * QuantileHead.slopeOfLog(g[j]);
        }
        if (described) {
            Correction.backward(raw, at, t, uncorrected, derivatives, gradient);
        }
        for (int j = 0; j < g.length; j++) {
            QuantileHead.backward(raw, at, t, j, ramps, derivatives[j], gradient);
        }
        return sum;
    }

    private static double[] doubles(INDArray array) {
        return array.dup('c').data().asDouble();
    }

    @Override
    public INDArray computeGradient(
            INDArray labels, INDArray preOutput, IActivation activation, @Nullable INDArray mask) {
        return computeGradientAndScore(labels, preOutput, activation, mask, false)
                .getSecond();
    }

    @Override
    public double computeScore(
            INDArray labels, INDArray preOutput, IActivation activation, @Nullable INDArray mask, boolean average) {
        return computeGradientAndScore(labels, preOutput, activation, mask, average)
                .getFirst();
    }

    @Override
    public INDArray computeScoreArray(
            INDArray labels, INDArray preOutput, IActivation activation, @Nullable INDArray mask) {
        throw new UnsupportedOperationException("the score of single rows is not needed");
    }

    @Override
    public String name() {
        return "PinballLoss";
    }
}
