package dev.ratiofixer.model;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A network's layers one after the other. Rectifies between layers and not after the last.
 *
 * <p>Plain loops and not ND4J's matrix product, because every sum has to be added up in one order: a BLAS kernel
 * chooses it by the processor and by where in the batch a row stands, so that the same video gets other last digits
 * beside other videos or on another node. {@link Math#fma} rounds once by definition, so that a row comes out the same
 * to the last bit alone and among three others. The loops are written for the compiler to vectorize; it needs a
 * processor that multiplies and adds in one instruction, as all do since 2013. One thread at a time.
 */
final class ForwardPass {
    /** Half of the largest batch that is gathered. */
    static final int ROWS = 128;

    /** Rows that share a pass over the weights, and inputs that share one over the sums. */
    private static final int BLOCK = 4;

    /**
     * A dense layer, its inputs and outputs filled up with zeros to whole blocks. The weights between its last inputs
     * and its first outputs may be held at 0: these are left out.
     */
    private static final class Layer {
        private final int outputs;
        /** For each input what it adds to each output. */
        private final float[][] weights;

        /** How many inputs add to all outputs; those after them add to the outputs from {@code firstOfLast} on only. */
        private final int inputsToAll;

        private final int firstOfLast;
        private final float[][] lastWeights;
        private final float[][] lastSums;
        private final float[] bias;
        private final float[][] sums;
        private final boolean rectifies;

        /** Reads the weights, those of one output after the other, and then the biases. */
        Layer(FloatBuffer parameters, int inputs, int outputs, boolean rectifies) {
            this.outputs = outputs;
            this.weights = new float[whole(inputs)][whole(outputs)];
            for (int j = 0; j < outputs; j++) {
                for (int i = 0; i < inputs; i++) {
                    this.weights[i][j] = parameters.get();
                }
            }
            this.bias = new float[whole(outputs)];
            parameters.get(bias, 0, outputs);
            this.sums = new float[BLOCK][this.bias.length];
            this.rectifies = rectifies;
            int before = firstUsed(this.weights.length - BLOCK) / BLOCK * BLOCK;
            int all = this.weights.length;
            while (before > 0 && all > 0 && firstUsed(all - BLOCK) >= before) {
                all -= BLOCK;
            }
            this.firstOfLast = before;
            this.inputsToAll = all;
            this.lastWeights = new float[this.weights.length - all][];
            for (int i = all; i < this.weights.length; i++) {
                lastWeights[i - all] = Arrays.copyOfRange(this.weights[i], before, this.bias.length);
            }
            this.lastSums = new float[BLOCK][this.bias.length - before];
        }

        /** The first output to which any input of a block adds. */
        private int firstUsed(int block) {
            int used = outputs;
            for (int i = block; i < block + BLOCK; i++) {
                for (int j = 0; j < used; j++) {
                    used = weights[i][j] == 0 ? used : j;
                }
            }
            return used;
        }

        /** How many parameters such a layer has. */
        static int parameters(int inputs, int outputs) {
            return (inputs + 1) * outputs;
        }

        private static int whole(int length) {
            return (length + BLOCK - 1) / BLOCK * BLOCK;
        }

        /** The outputs of the first so many rows. */
        float[][] run(float[][] rows, int count) {
            for (int row = 0; row < count; row++) {
                System.arraycopy(bias, 0, sums[row], 0, bias.length);
            }
            if (count == BLOCK) {
                addToFour(rows);
            } else {
                for (int row = 0; row < count; row++) {
                    addToOne(rows[row], sums[row]);
                }
            }
            for (int row = 0; rectifies && row < count; row++) {
                rectify(sums[row]);
            }
            return sums;
        }

        private void addToOne(float[] row, float[] to) {
            for (int i = 0; i < weights.length; i += BLOCK) {
                add(row, i, to);
            }
        }

        /** Four rows are worth leaving out what is held at 0; that adds nothing, so one row's answer is the same. */
        private void addToFour(float[][] rows) {
            for (int i = 0; i < inputsToAll; i += BLOCK) {
                addToFour(rows, i, weights, i, sums);
            }
            int some = bias.length - firstOfLast;
            for (int row = 0; row < BLOCK; row++) {
                System.arraycopy(sums[row], firstOfLast, lastSums[row], 0, some);
            }
            for (int i = inputsToAll; i < weights.length; i += BLOCK) {
                addToFour(rows, i, lastWeights, i - inputsToAll, lastSums);
            }
            for (int row = 0; row < BLOCK; row++) {
                System.arraycopy(lastSums[row], 0, sums[row], firstOfLast, some);
            }
        }

        /** Adds four inputs to each sum, in their order. */
        private void add(float[] row, int i, float[] to) {
            float a = row[i];
            float b = row[i + 1];
            float c = row[i + 2];
            float d = row[i + 3];
            float[] byA = weights[i];
            float[] byB = weights[i + 1];
            float[] byC = weights[i + 2];
            float[] byD = weights[i + 3];
            for (int j = 0; j < to.length; j++) {
                to[j] = Math.fma(d, byD[j], Math.fma(c, byC[j], Math.fma(b, byB[j], Math.fma(a, byA[j], to[j]))));
            }
        }

        /** The same for four rows, which load each weight once. */
        private static void addToFour(float[][] rows, int i, float[][] by, int at, float[][] to) {
            float a0 = rows[0][i];
            float b0 = rows[0][i + 1];
            float c0 = rows[0][i + 2];
            float d0 = rows[0][i + 3];
            float a1 = rows[1][i];
            float b1 = rows[1][i + 1];
            float c1 = rows[1][i + 2];
            float d1 = rows[1][i + 3];
            float a2 = rows[2][i];
            float b2 = rows[2][i + 1];
            float c2 = rows[2][i + 2];
            float d2 = rows[2][i + 3];
            float a3 = rows[3][i];
            float b3 = rows[3][i + 1];
            float c3 = rows[3][i + 2];
            float d3 = rows[3][i + 3];
            float[] byA = by[at];
            float[] byB = by[at + 1];
            float[] byC = by[at + 2];
            float[] byD = by[at + 3];
            float[] to0 = to[0];
            float[] to1 = to[1];
            float[] to2 = to[2];
            float[] to3 = to[3];
            for (int j = 0; j < to0.length; j++) {
                float a = byA[j];
                float b = byB[j];
                float c = byC[j];
                float d = byD[j];
                to0[j] = Math.fma(d0, d, Math.fma(c0, c, Math.fma(b0, b, Math.fma(a0, a, to0[j]))));
                to1[j] = Math.fma(d1, d, Math.fma(c1, c, Math.fma(b1, b, Math.fma(a1, a, to1[j]))));
                to2[j] = Math.fma(d2, d, Math.fma(c2, c, Math.fma(b2, b, Math.fma(a2, a, to2[j]))));
                to3[j] = Math.fma(d3, d, Math.fma(c3, c, Math.fma(b3, b, Math.fma(a3, a, to3[j]))));
            }
        }

        private static void rectify(float[] to) {
            for (int j = 0; j < to.length; j++) {
                to[j] = Math.max(to[j], 0);
            }
        }
    }

    private final List<Layer> layers = new ArrayList<>();
    private final int inputs;
    private final float[][] block;

    /**
     * Copies the parameters of a network of dense layers.
     *
     * @param widths of the inputs, of each hidden layer and of the outputs
     * @param parameters layer by layer, each one's weights in column-major order (DL4J's) and then its biases
     * @throws ModelException if there are more or fewer parameters than these layers have
     */
    ForwardPass(List<Integer> widths, float[] parameters) {
        int needed = 0;
        for (int i = 1; i < widths.size(); i++) {
            needed += Layer.parameters(widths.get(i - 1), widths.get(i));
        }
        if (needed != parameters.length) {
            throw new ModelException("the model has " + parameters.length + " parameters where its layers need "
                    + needed + ": train it again");
        }
        FloatBuffer rest = FloatBuffer.wrap(parameters);
        for (int i = 1; i < widths.size(); i++) {
            layers.add(new Layer(rest, widths.get(i - 1), widths.get(i), i < widths.size() - 1));
        }
        this.inputs = widths.getFirst();
        this.block = new float[BLOCK][layers.getFirst().weights.length];
    }

    /**
     * Computes the outputs of a batch.
     *
     * @param batch rows of inputs, one after the other, at most {@link #ROWS} of them
     * @return rows of outputs
     */
    float[] run(float[] batch) {
        int rows = batch.length / inputs;
        if (rows > ROWS) {
            throw new IllegalArgumentException(rows + " rows at once, of at most " + ROWS);
        }
        int outputs = layers.getLast().outputs;
        float[] answer = new float[rows * outputs];
        for (int from = 0; from < rows; from += BLOCK) {
            int count = Math.min(BLOCK, rows - from);
            for (int row = 0; row < count; row++) {
                System.arraycopy(batch, (from + row) * inputs, block[row], 0, inputs);
            }
            float[][] sums = runLayers(count);
            for (int row = 0; row < count; row++) {
                System.arraycopy(sums[row], 0, answer, (from + row) * outputs, outputs);
            }
        }
        return answer;
    }

    private float[][] runLayers(int count) {
        float[][] rows = block;
        for (Layer layer : layers) {
            rows = layer.run(rows, count);
        }
        return rows;
    }
}
