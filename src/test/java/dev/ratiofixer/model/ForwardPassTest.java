package dev.ratiofixer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ForwardPassTest {
    private static final int IN = FeatureEncoder.WIDTH;
    private static final List<Integer> WIDTHS = List.of(IN, 8, 24, QuantileHead.WIDTH);

    private final SplittableRandom random = new SplittableRandom(7);

    private float[] parameters() {
        return random(IN * 8 + 8 + 8 * 24 + 24 + 24 * QuantileHead.WIDTH + QuantileHead.WIDTH);
    }

    /** The layers that training makes, as DL4J itself computes them. */
    private static MultiLayerNetwork network(float[] parameters) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .dataType(DataType.FLOAT)
                .list()
                .layer(dense(IN, 8, Activation.RELU))
                .layer(dense(8, 24, Activation.RELU))
                .layer(dense(24, QuantileHead.WIDTH, Activation.IDENTITY))
                .build());
        network.init();
        try (INDArray flat = Nd4j.createFromArray(parameters)) {
            network.setParameters(flat.reshape(1, parameters.length));
        }
        return network;
    }

    private static DenseLayer dense(int in, int out, Activation activation) {
        return new DenseLayer.Builder().nIn(in).nOut(out).activation(activation).build();
    }

    private float[] random(int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 16, 17, 64, 128})
    void givesWhatTheNetworkItselfGives(int rows) {
        float[] parameters = parameters();
        float[] batch = random(rows * IN);
        ForwardPass pass = new ForwardPass(WIDTHS, parameters);
        MultiLayerNetwork network = network(parameters);
        try (INDArray input = Nd4j.createFromArray(batch)) {
            float[] expected = network.output(input.reshape('c', rows, IN), false)
                    .dup('c')
                    .data()
                    .asFloat();
            float[] given = pass.run(batch);

            assertThat(given).hasSameSizeAs(expected);
            for (int i = 0; i < given.length; i++) {
                assertThat(given[i]).isCloseTo(expected[i], within(1e-4f * (1 + Math.abs(expected[i]))));
            }
        }
    }

    @Test
    void aBatchKnowsNothingOfTheOneBefore() {
        ForwardPass pass = new ForwardPass(WIDTHS, parameters());
        float[] few = random(2 * IN);
        float[] first = pass.run(few);
        pass.run(random(16 * IN));

        assertThat(pass.run(few)).isEqualTo(first);
        assertThat(pass.run(Arrays.copyOf(few, IN))).isEqualTo(Arrays.copyOf(first, QuantileHead.WIDTH));
    }

    @Test
    void aRowGivesTheSameWhereverItStands() {
        ForwardPass pass = new ForwardPass(WIDTHS, parameters());
        float[] row = random(IN);
        float[] alone = pass.run(row);
        float[] batch = new float[ForwardPass.ROWS * IN];
        for (int i = 0; i < ForwardPass.ROWS; i++) {
            System.arraycopy(row, 0, batch, i * IN, IN);
        }

        float[] together = pass.run(batch);
        for (int i = 0; i < ForwardPass.ROWS; i++) {
            int from = i * QuantileHead.WIDTH;
            assertThat(Arrays.copyOfRange(together, from, from + QuantileHead.WIDTH))
                    .isEqualTo(alone);
        }
    }

    @Test
    void moreRowsThanFitAreRefused() {
        ForwardPass pass = new ForwardPass(WIDTHS, parameters());
        assertThatThrownBy(() -> pass.run(new float[(ForwardPass.ROWS + 1) * IN]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("129 rows");
    }
}
