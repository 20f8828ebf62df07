package dev.ratiofixer.model.training;

import dev.ratiofixer.model.QuantileHead;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * The mean pinball loss of the five quantiles of likes and comments in {@code log10(count + 1)}, through
 * {@link QuantileHead}. What DL4J calls labels is one row of {@link Target} a reading.
 */
final class PinballLoss implements ILossFunction {
    private static final long serialVersionUID = 1L;
    private static final double LN_10 = Math.log(10);

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
            for (int j = 0; weight > 0 && j < QuantileHead.QUANTILES; j++) {
                double g = QuantileHead.logCount(raw, at, t, j, targets[target + Target.OFFSET + t], ramps);
                double error = targets[target + t] - Math.log1p(QuantileHead.count(g)) / LN_10;
                double level = QuantileHead.LEVELS.get(j);
                sum += weight * (error > 0 ? level * error : (level - 1) * error);
                double derivative = weight * (error > 0 ? -level : 1 - level) * QuantileHead.slopeOfLog(g);
                QuantileHead.backward(raw, at, t, j, ramps, derivative, gradient);
            }
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
