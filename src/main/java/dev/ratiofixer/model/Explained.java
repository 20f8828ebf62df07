package dev.ratiofixer.model;

import dev.ratiofixer.bus.BusMessage;
import java.util.List;

/**
 * The reply to {@link Explain}. The effects are ordered by the size of what they move, largest first.
 *
 * @param missing what was not known of the video and would have made the answer surer, in words
 */
public record Explained(Expectation expectation, List<FeatureEffect> effects, List<String> missing)
        implements BusMessage {
    public Explained {
        effects = List.copyOf(effects);
        missing = List.copyOf(missing);
    }

    /** Of a video of which everything is known. */
    public Explained(Expectation expectation, List<FeatureEffect> effects) {
        this(expectation, effects, List.of());
    }

    /** A sentence for likes and one for comments: the median, and what moved it most; then what was not known. */
    public String inWords() {
        return InWords.of(expectation, effects, missing);
    }
}
