package dev.ratiofixer.model;

import dev.ratiofixer.bus.BusMessage;
import dev.ratiofixer.video.ChannelCounting;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The reply to {@link Explain}. The effects are ordered by the size of what they move, largest first.
 *
 * @param counting how views were turned into the unit of the channel's history, {@code null} if they were not
 */
public record Explained(
        Expectation expectation,
        List<FeatureEffect> effects,
        @Nullable ChannelCounting counting) implements BusMessage {
    /** Of views as they were counted. */
    public Explained(Expectation expectation, List<FeatureEffect> effects) {
        this(expectation, effects, null);
    }

    public Explained {
        effects = List.copyOf(effects);
    }

    /**
     * A sentence for likes and one for comments: the median, and what moved it most; then the unit of views, if any.
     */
    public String inWords() {
        return ExplanationText.of(expectation, effects) + (counting == null ? "" : ExplanationText.unit(counting));
    }
}
