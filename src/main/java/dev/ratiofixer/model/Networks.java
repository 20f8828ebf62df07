package dev.ratiofixer.model;

import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The network that serves: the layers that training made, without a loss. */
final class Networks {
    private Networks() {}

    /** @throws ModelException if there are more or fewer parameters than these layers have */
    static MultiLayerNetwork serving(List<Integer> hidden, float[] parameters) {
        MultiLayerNetwork network = new MultiLayerNetwork(configuration(hidden));
        network.init();
        if (network.numParams() != parameters.length) {
            throw new ModelException("the model has " + parameters.length + " parameters where its layers need "
                    + network.numParams() + ": train it again");
        }
        try (INDArray flat = Nd4j.createFromArray(parameters)) {
            network.setParameters(flat.reshape(1, parameters.length));
        }
        return network;
    }

    private static MultiLayerConfiguration configuration(List<Integer> hidden) {
        NeuralNetConfiguration.ListBuilder layers =
                new NeuralNetConfiguration.Builder().dataType(DataType.FLOAT).list();
        int width = FeatureEncoder.WIDTH;
        for (int units : hidden) {
            layers.layer(dense(width, units, Activation.RELU));
            width = units;
        }
        return layers.layer(dense(width, QuantileHead.WIDTH, Activation.IDENTITY))
                .build();
    }

    private static DenseLayer dense(int in, int out, Activation activation) {
        return new DenseLayer.Builder().nIn(in).nOut(out).activation(activation).build();
    }
}
