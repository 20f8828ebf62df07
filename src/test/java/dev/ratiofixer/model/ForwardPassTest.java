package dev.ratiofixer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ForwardPassTest {
    private static final int IN = FeatureEncoder.WIDTH;

    private final SplittableRandom random = new SplittableRandom(7);

    static {
        NativeBackend.load();
    }

    private MultiLayerNetwork network() {
        int parameters = IN * 8 + 8 + 8 * 24 + 24 + 24 * QuantileHead.WIDTH + QuantileHead.WIDTH;
        return Networks.serving(List.of(8, 24), random(parameters));
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
        MultiLayerNetwork network = network();
        float[] batch = random(rows * IN);
        ForwardPass pass = new ForwardPass(network);
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
        ForwardPass pass = new ForwardPass(network());
        float[] few = random(2 * IN);
        float[] first = pass.run(few);
        pass.run(random(16 * IN));

        assertThat(pass.run(few)).isEqualTo(first);
        assertThat(pass.run(Arrays.copyOf(few, IN))).isEqualTo(Arrays.copyOf(first, QuantileHead.WIDTH));
    }

    @Test
    void aRowGivesTheSameWhereverItStands() {
        ForwardPass pass = new ForwardPass(network());
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
        ForwardPass pass = new ForwardPass(network());
        assertThatThrownBy(() -> pass.run(new float[(ForwardPass.ROWS + 1) * IN]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("129 rows");
    }
}
