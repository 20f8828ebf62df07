package dev.ratiofixer.model;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * A network's layers one after the other, on arrays that are made once: {@code MultiLayerNetwork.output} spends several
 * times as long on making and describing arrays as on arithmetic. Rectifies between layers and not after the last.
 *
 * <p>Always computes {@link #ROWS} rows, whatever else the last batch has left in those that are not asked for: how a
 * matrix product adds up depends on its size, and the same video gets the same answer whatever it is asked with.
 *
 * <p>Everything is column-major with a row of the batch in a column, which is how Java lays a batch out row by row.
 * Holds native memory until it is closed. One thread at a time.
 */
final class ForwardPass implements AutoCloseable {
    /** Half of the largest batch that is gathered; a full one costs hardly more by halves. */
    static final int ROWS = 128;

    private final List<INDArray> weights = new ArrayList<>();
    private final List<INDArray> biases = new ArrayList<>();
    private final List<INDArray> layers = new ArrayList<>();
    private final INDArray first;
    private final FloatBuffer input;
    private final FloatBuffer output;
    private final int inputs;
    private final int outputs;

    /** Copies the parameters of a network of dense layers. */
    ForwardPass(MultiLayerNetwork network) {
        for (int i = 0; i < network.getnLayers(); i++) {
            INDArray bias = network.getLayer(i).getParam("b").reshape(-1, 1);
            weights.add(network.getLayer(i).getParam("W").dup('f'));
            biases.add(columns(bias.rows()).addiColumnVector(bias));
            layers.add(columns(bias.rows()));
        }
        this.inputs = weights.getFirst().rows();
        this.outputs = weights.getLast().columns();
        this.first = columns(inputs);
        this.input = first.data().asNioFloat();
        this.output = layers.getLast().data().asNioFloat();
    }

    private static INDArray columns(long height) {
        return Nd4j.create(DataType.FLOAT, new long[] {height, ROWS}, 'f').assign(0);
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
        input.clear().put(batch);
        INDArray before = first;
        for (int i = 0; i < weights.size(); i++) {
            INDArray after = layers.get(i).assign(biases.get(i));
            Nd4j.gemm(weights.get(i), before, after, true, false, 1, 1);
            if (i < weights.size() - 1) {
                Transforms.relu(after, false);
            }
            before = after;
        }
        float[] answer = new float[rows * outputs];
        output.clear().get(answer);
        return answer;
    }

    @Override
    public void close() {
        first.close();
        weights.forEach(INDArray::close);
        biases.forEach(INDArray::close);
        layers.forEach(INDArray::close);
    }
}
