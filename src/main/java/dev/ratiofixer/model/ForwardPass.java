package dev.ratiofixer.model;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network's layers one after the other, row by row. Rectifies between layers and not after the last.
 *
 * <p>Plain loops and not ND4J's matrix product, because every sum has to be added up in one order: a BLAS kernel
 * chooses it by the processor and by where in the batch a row stands, so that the same video gets other last digits
 * beside other videos or on another node. The loops are written for the compiler to vectorize. One thread at a time.
 */
final class ForwardPass {
    /** Half of the largest batch that is gathered. */
    static final int ROWS = 128;

    /** A dense layer. */
    private static final class Layer {
        /** For each input what it adds to each output. */
        private final float[][] weights;

        private final float[] bias;
        private final float[] sums;
        private final boolean rectifies;

        Layer(INDArray weights, INDArray bias, boolean rectifies) {
            this.weights = weights.toFloatMatrix();
            this.bias = bias.toFloatVector();
            this.sums = new float[this.bias.length];
            this.rectifies = rectifies;
        }

        /** Four inputs at a time: the sums are loaded and stored a fourth as often. */
        float[] run(float[] row) {
            System.arraycopy(bias, 0, sums, 0, sums.length);
            int i = 0;
            for (; i + 4 <= weights.length; i += 4) {
                addFour(row, i);
            }
            for (; i < weights.length; i++) {
                addOne(row[i], weights[i]);
            }
            if (rectifies) {
                rectify();
            }
            return sums;
        }

        private void addFour(float[] row, int i) {
            float a = row[i];
            float b = row[i + 1];
            float c = row[i + 2];
            float d = row[i + 3];
            float[] byA = weights[i];
            float[] byB = weights[i + 1];
            float[] byC = weights[i + 2];
            float[] byD = weights[i + 3];
            float[] to = sums;
            for (int j = 0; j < to.length; j++) {
                to[j] += a * byA[j] + b * byB[j] + (c * byC[j] + d * byD[j]);
            }
        }

        private void addOne(float input, float[] by) {
            float[] to = sums;
            for (int j = 0; j < to.length; j++) {
                to[j] += input * by[j];
            }
        }

        private void rectify() {
            float[] to = sums;
            for (int j = 0; j < to.length; j++) {
                to[j] = Math.max(to[j], 0);
            }
        }
    }

    private final List<Layer> layers = new ArrayList<>();
    private final float[] input;

    /** Copies the parameters of a network of dense layers. */
    ForwardPass(MultiLayerNetwork network) {
        for (int i = 0; i < network.getnLayers(); i++) {
            boolean hidden = i < network.getnLayers() - 1;
            layers.add(new Layer(
                    network.getLayer(i).getParam("W"), network.getLayer(i).getParam("b"), hidden));
        }
        this.input = new float[layers.getFirst().weights.length];
    }

    /**
     * Computes the outputs of a batch.
     *
     * @param batch rows of inputs, one after the other, at most {@link #ROWS} of them
     * @return rows of outputs
     */
    float[] run(float[] batch) {
        int rows = batch.length / input.length;
        if (rows > ROWS) {
            throw new IllegalArgumentException(rows + " rows at once, of at most " + ROWS);
        }
        int outputs = layers.getLast().bias.length;
        float[] answer = new float[rows * outputs];
        for (int row = 0; row < rows; row++) {
            System.arraycopy(batch, row * input.length, input, 0, input.length);
            System.arraycopy(runLayers(), 0, answer, row * outputs, outputs);
        }
        return answer;
    }

    private float[] runLayers() {
        float[] row = input;
        for (Layer layer : layers) {
            row = layer.run(row);
        }
        return row;
    }
}
