package dev.ratiofixer.model.training;

import dev.ratiofixer.model.FeatureEncoder;
import dev.ratiofixer.model.QuantileHead;
import java.util.Arrays;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Which weights of a network may differ from 0: of each hidden layer's units the last ones make the correction by what
 * describes the video ({@link dev.ratiofixer.model.QuantileHead.Correction}). They see everything; the other units,
 * which make the quantiles, see neither the description nor them. So the answer without a description is the same
 * network's, by construction.
 */
final class Connections {
    /** One unit in so many of a hidden layer corrects, rounded: 24 of 128. */
    private static final double CORRECTING = 3.0 / 16;

    private Connections() {}

    /** 1 for each parameter that may be used and 0 for each that may not, in the order of the network's parameters. */
    static INDArray of(MultiLayerNetwork network) {
        MultiLayerNetwork mask =
                new MultiLayerNetwork(network.getLayerWiseConfigurations().clone());
        mask.init();
        mask.params().assign(1);
        boolean[] from = new boolean[FeatureEncoder.WIDTH];
        FeatureEncoder.OF_DESCRIPTION.forEach(name -> from[FeatureEncoder.NAMES.indexOf(name)] = true);
        boolean[] before = from;
        for (int layer = 0; layer < mask.getnLayers(); layer++) {
            INDArray weights = mask.getLayer(layer).getParam("W");
            boolean last = layer == mask.getnLayers() - 1;
            boolean[] to = correcting(Math.toIntExact(weights.columns()), last);
            cut(weights, before, to);
            before = to;
        }
        INDArray connected = mask.params().dup();
        mask.close();
        return connected;
    }

    private static boolean[] correcting(int units, boolean outputs) {
        boolean[] correcting = new boolean[units];
        int first = outputs ? QuantileHead.OWN_WIDTH : units - (int) Math.round(CORRECTING * units);
        Arrays.fill(correcting, first, units, true);
        return correcting;
    }

    private static void cut(INDArray weights, boolean[] from, boolean[] to) {
        for (int i = 0; i < from.length; i++) {
            for (int j = 0; from[i] && j < to.length; j++) {
                if (!to[j]) {
                    weights.putScalar(i, j, 0);
                }
            }
        }
    }
}
