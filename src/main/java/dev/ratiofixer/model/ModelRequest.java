package dev.ratiofixer.model;

import dev.ratiofixer.bus.BusMessage;
import dev.ratiofixer.bus.BusMessage.BusRequest;
import dev.ratiofixer.model.calibration.ChannelCalibration;
import dev.ratiofixer.video.ChannelHistory;
import dev.ratiofixer.video.ChannelKnowledge.ChannelCounting;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

    /**
     * The reply to {@link Explain}. The effects are ordered by the size of what they move, largest first.
     *
     * @param missing what was not known of the video and would have made the answer surer, in words
     * @param counting how views were turned into the unit of the channel's history, {@code null} if they were not
     */
    record Explained(
            Expectation expectation,
            List<FeatureEffect> effects,
            List<String> missing,
            @Nullable ChannelCounting counting)
            implements BusMessage {
        public Explained {
            effects = List.copyOf(effects);
            missing = List.copyOf(missing);
        }

        /** Of a video of which everything is known, and of views as they were counted. */
        public Explained(Expectation expectation, List<FeatureEffect> effects) {
            this(expectation, effects, List.of(), null);
        }

        /**
         * A sentence for likes and one for comments: the median, and what moved it most; then what was not known, and
         * the unit of views, if any.
         */
        public String inWords() {
            return ExplanationText.of(expectation, effects, missing)
                    + (counting == null ? "" : ExplanationText.unit(counting));
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

    /** Asks how well the model knows a channel; the reply is {@link Calibrated}. */
    record Calibrate(ChannelHistory channel) implements ModelRequest<Calibrated> {}

    /**
     * The reply to {@link Calibrate}.
     *
     * @param calibration {@code null} while all views of the channel's videos are counted in one way
     */
    record Calibrated(@Nullable ChannelCalibration calibration) implements BusMessage {}
}
