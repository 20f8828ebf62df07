package dev.ratiofixer.model;

import dev.ratiofixer.bus.BusMessage;
import dev.ratiofixer.video.ChannelCounting;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The reply to {@link Explain}. The effects are ordered by the size of what they move, largest first.
 *
 * @param missing what was not known of the video and would have made the answer surer, in words
 * @param counting how views were turned into the unit of the channel's history, {@code null} if they were not
 */
public record Explained(
        Expectation expectation,
        List<FeatureEffect> effects,
        List<String> missing,
        @Nullable ChannelCounting counting) implements BusMessage {
    public Explained {
        effects = List.copyOf(effects);
        missing = List.copyOf(missing);
    }

    /** Of a video of which everything is known, and of views as they were counted. */
    public Explained(Expectation expectation, List<FeatureEffect> effects) {
        this(expectation, effects, List.of(), null);
    }

    /**
     * A sentence for likes and one for comments: the median, and what moved it most; then what was not known, and the
     * unit of views, if any.
     */
    public String inWords() {
        return ExplanationText.of(expectation, effects, missing)
                + (counting == null ? "" : ExplanationText.unit(counting));
    }
}
