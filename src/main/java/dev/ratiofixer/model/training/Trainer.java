package dev.ratiofixer.model.training;

import dev.ratiofixer.model.FeatureEncoder;
import dev.ratiofixer.model.QuantileHead;
import java.util.List;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/**
 * Trains one network by Adam with decoupled weight decay. The same samples and plan give the same parameters. Its
 * answer is a running mean of the weights, which is better than the last ones.
 */
final class Trainer {
    private static final Decay DECAY = new Decay(0.01);
    /** Small first outputs: the network starts as its channel's rate. */
    private static final double FIRST_OUTPUTS = 0.02;

    private final TrainingPlan plan;
    private final Samples samples;
    private final SplittableRandom random;

    Trainer(TrainingPlan plan, Samples samples) {
        NativeBackend.load();
        this.plan = plan;
        this.samples = samples;
        this.random = new SplittableRandom(plan.seed());
    }

    /** How many steps {@link #train} will report. */
    static int steps(TrainingPlan plan, int rows) {
        return plan.epochs() * Math.max(1, rows / plan.batch());
    }

    /** The parameters in DL4J's order, from chance on. */
    float[] train(ProgressBar progress) {
        MultiLayerNetwork network = new MultiLayerNetwork(configuration(steps(plan, samples.rows())));
        network.init();
        return train(network, progress);
    }

    /** The parameters in DL4J's order, from those of another training on. */
    float[] continued(float[] from, ProgressBar progress) {
        MultiLayerNetwork network = new MultiLayerNetwork(configuration(steps(plan, samples.rows())));
        network.init();
        try (INDArray flat = Nd4j.createFromArray(from)) {
            network.setParameters(flat.reshape(1, from.length));
        }
        return train(network, progress);
    }

    private float[] train(MultiLayerNetwork network, ProgressBar progress) {
        int steps = steps(plan, samples.rows());
        try (INDArray connected = Connections.of(network);
                INDArray mean = network.params().muli(connected).dup()) {
            int batch = Math.min(plan.batch(), samples.rows());
            int[] order = new int[0];
            for (int step = 0, next = 0; step < steps; step++, next += batch) {
                if (order.length == 0 || next + batch > order.length) {
                    order = shuffled(samples.rows());
                    next = 0;
                }
                progress.step(step(network, new Batch(samples, order, next, batch, plan, random)));
                network.params().muli(connected);
                double keep = Math.min(plan.keep(), (1.0 + step) / (10 + step));
                mean.muli(keep).addi(network.params().mul(1 - keep));
            }
            return mean.dup('c').data().asFloat();
        } finally {
            network.close();
        }
    }

    private static double step(MultiLayerNetwork network, Batch batch) {
        try (INDArray inputs = batch.inputs();
                INDArray targets = batch.targets()) {
            network.fit(inputs, targets);
        }
        return network.score();
    }

    private int[] shuffled(int rows) {
        int[] order = new int[rows];
        for (int i = 0; i < rows; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    private MultiLayerConfiguration configuration(int steps) {
        NeuralNetConfiguration.ListBuilder layers = new NeuralNetConfiguration.Builder()
                .seed(plan.seed())
                .updater(new Adam(new OneCycle(plan.rate(), steps)))
                .weightInit(WeightInit.UNIFORM)
                .list();
        int width = FeatureEncoder.WIDTH;
        for (int units : plan.hidden()) {
            layers.layer(new DenseLayer.Builder()
                    .nIn(width)
                    .nOut(units)
                    .activation(Activation.RELU)
                    .regularization(List.of(DECAY))
                    .build());
            width = units;
        }
        return layers.layer(new OutputLayer.Builder(new PinballLoss())
                        .nIn(width)
                        .nOut(QuantileHead.WIDTH)
                        .activation(Activation.IDENTITY)
                        .regularization(List.of(DECAY))
                        .weightInit(new org.deeplearning4j.nn.conf.distribution.NormalDistribution(0, FIRST_OUTPUTS))
                        .build())
                .build();
    }
}
