package dev.ratiofixer.model;

import dev.ratiofixer.bus.BusMessage;
import dev.ratiofixer.bus.BusRequest;
import java.util.List;

/**
 * What the model verticle is asked at {@code Addresses.MODEL}, with the answers.
 *
 * @param <R> the answer
 */
public sealed interface ModelRequest<R extends BusMessage> extends BusRequest<R> {
    /** Asks for the expectation of one video; the reply is its {@link Expectation}. */
    record Expect(Features features) implements ModelRequest<Expectation> {}

    /** Asks for the expectations of several videos; the reply is {@link ExpectedMany}. */
    record ExpectMany(List<Features> rows) implements ModelRequest<ExpectedMany> {
        private static final int MOST = 4096;

        /**
         * At most 4,096 rows.
         *
         * @throws IllegalArgumentException if there are more
         */
        public ExpectMany {
            rows = List.copyOf(rows);
            if (rows.size() > MOST) {
                throw new IllegalArgumentException("at most " + MOST + " rows at a time");
            }
        }
    }

    /** The reply to {@link ExpectMany}, in the order of its rows. */
    record ExpectedMany(List<Expectation> expectations) implements BusMessage {
        public ExpectedMany {
            expectations = List.copyOf(expectations);
        }
    }

    /** Asks for the expectation of one video and for what moved it; the reply is {@link Explained}. */
    record Explain(Features features) implements ModelRequest<Explained> {}

    /** The reply to {@link Explain}. The effects are ordered by the size of what they move, largest first. */
    record Explained(Expectation expectation, List<FeatureEffect> effects) implements BusMessage {
        public Explained {
            effects = List.copyOf(effects);
        }

        /** A sentence for likes and one for comments: the median, and what moved it most. */
        public String inWords() {
            return ExplanationText.of(expectation, effects);
        }
    }

    /**
     * What one feature does to an expectation: the median with it, less the median with the feature's typical value.
     *
     * @param feature {@code channel}, {@code age}, {@code duration}, {@code form}, {@code category},
     *     {@code usual_views} (of the channel) …
     * @param value what it is, for people
     * @param typical what it was replaced by, for people
     * @param likes by how many likes it raises the median; negative when it lowers it
     * @param comments the same of comments
     */
    record FeatureEffect(String feature, String value, String typical, double likes, double comments) {}
}
