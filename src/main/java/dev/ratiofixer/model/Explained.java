package dev.ratiofixer.model;

import dev.ratiofixer.bus.BusMessage;
import java.util.List;

/** The reply to {@link Explain}. The effects are ordered by the size of what they move, largest first. */
public record Explained(Expectation expectation, List<FeatureEffect> effects) implements BusMessage {
    public Explained {
        effects = List.copyOf(effects);
    }

    /** A sentence for likes and one for comments: the median, and what moved it most. */
    public String inWords() {
        return ExplanationText.of(expectation, effects);
    }
}
