package dev.ratiofixer.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ratiofixer.model.QuantileHead;
import dev.ratiofixer.model.training.EngagementData.EngagementRow;
import dev.ratiofixer.model.training.Trainer.PinballLoss;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class PinballLossTest {
    private final PinballLoss loss = new PinballLoss();

    @BeforeAll
    static void load() {
        NativeBackend.load();
    }

    @Test
    void its_gradient_is_the_slope_of_its_score() {
        INDArray targets = targets(manyCounts());
        double[] start = new Random(5).doubles(40L * QuantileHead.WIDTH, -1, 1).toArray();
        INDArray outputs = Nd4j.createFromArray(start).reshape('c', 40, QuantileHead.WIDTH);
        INDArray gradient = loss.computeGradient(targets, outputs, new ActivationIdentity(), null);
        double step = 1e-6;

        for (int at = 0; at < start.length; at += 7) {
            double kept = outputs.getDouble(at);
            outputs.putScalar(at, kept + step);
            double above = loss.computeScore(targets, outputs, new ActivationIdentity(), null, false);
            outputs.putScalar(at, kept - step);
            double below = loss.computeScore(targets, outputs, new ActivationIdentity(), null, false);
            outputs.putScalar(at, kept);

            assertThat(gradient.getDouble(at)).isCloseTo((above - below) / (2 * step), within(1e-5));
        }
    }

    @Test
    void a_missing_count_has_no_part_in_it() {
        EngagementRow known = ShippedRows.all().getFirst();
        EngagementRow hidden = new EngagementRow(known.video(), known.channel(), known.features(), null, null);
        INDArray outputs = Nd4j.zeros(DataType.DOUBLE, 1, QuantileHead.WIDTH);

        assertThat(loss.computeScore(targets(List.of(known)), outputs, new ActivationIdentity(), null, true))
                .isPositive();
        assertThat(loss.computeScore(targets(List.of(hidden)), outputs, new ActivationIdentity(), null, true))
                .isZero();
        assertThat(loss.computeGradient(targets(List.of(hidden)), outputs, new ActivationIdentity(), null)
                        .amaxNumber()
                        .doubleValue())
                .isZero();
    }

    /** The slope at a count of 0 leads back up where something came; where nothing did, all is well. */
    @Test
    void nothing_that_was_expected_moves_nothing() {
        EngagementRow some = ShippedRows.all().getFirst();
        EngagementRow none = new EngagementRow(some.video(), some.channel(), some.features(), 0L, 0L);
        INDArray outputs = Nd4j.zeros(DataType.DOUBLE, 1, QuantileHead.WIDTH);
        INDArray far = outputs.sub(40);

        assertThat(loss.computeGradient(targets(List.of(none)), far, new ActivationIdentity(), null)
                        .amaxNumber()
                        .doubleValue())
                .isZero();
        assertThat(loss.computeGradient(targets(List.of(some)), far, new ActivationIdentity(), null)
                        .minNumber()
                        .doubleValue())
                .isNegative();
        assertThat(loss.computeGradient(targets(List.of(none)), outputs, new ActivationIdentity(), null)
                        .maxNumber()
                        .doubleValue())
                .isPositive();
    }

    /** Far from counts of 0, where the gradient is another on purpose. */
    private static List<EngagementRow> manyCounts() {
        return ShippedRows.all().stream()
                .filter(reading -> reading.features().views() > 50_000
                        && reading.features().channel().videos() == 20)
                .limit(40)
                .toList();
    }

    private static INDArray targets(List<EngagementRow> readings) {
        return Nd4j.createFromArray(Samples.of(readings).targets()).reshape('c', readings.size(), Target.WIDTH);
    }
}
