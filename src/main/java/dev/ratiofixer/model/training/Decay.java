package dev.ratiofixer.model.training;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * Decoupled weight decay (Loshchilov and Hutter, 2019), as DL4J's own but without a score: nobody reads it, and DL4J
 * reckons it twice a step, which took most of the training's time.
 */
record Decay(double amount) implements Regularization {
    @Override
    public ApplyStep applyStep() {
        return ApplyStep.POST_UPDATER;
    }

    @Override
    public void apply(INDArray weights, INDArray update, double rate, int iteration, int epoch) {
        update.addi(weights.mul(amount * rate));
    }

    @Override
    public double score(INDArray weights, int iteration, int epoch) {
        return 0;
    }

    @Override
    public Regularization clone() {
        return this;
    }
}
