package dev.ratiofixer.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.ratiofixer.bus.BusMessage;
import dev.ratiofixer.stats.Quantiles;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the model expects of a video with the given {@link Features}.
 *
 * @param inDomain whether the training data knows videos like it; where it does not, the quantiles are wider and are a
 *     guess
 * @param outOfDomain one sentence a reason, empty exactly when {@code inDomain}
 * @param basis what the views that it was made from are, {@code null} where they are as they were counted
 */
public record Expectation(
        Quantiles likes,
        Quantiles comments,
        boolean inDomain,
        List<String> outOfDomain,
        String modelVersion,
        @Nullable ViewBasis basis)
        implements BusMessage {
    /** What views counted at the first frame were turned into. */
    public enum ViewBasis {
        /** Engaged ones by what the channel's own uploads tell: an estimate. */
        @JsonProperty("converted")
        CONVERTED,
        /** Engaged ones as the owner's analytics count them. */
        @JsonProperty("engaged")
        ENGAGED
    }

    /** From views as they were counted. */
    public Expectation(
            Quantiles likes, Quantiles comments, boolean inDomain, List<String> outOfDomain, String modelVersion) {
        this(likes, comments, inDomain, outOfDomain, modelVersion, null);
    }

    /** The same, made from views that were turned into others. */
    public Expectation by(ViewBasis other) {
        return new Expectation(likes, comments, inDomain, outOfDomain, modelVersion, other);
    }

    public Expectation {
        outOfDomain = List.copyOf(outOfDomain);
        if (inDomain != outOfDomain.isEmpty()) {
            throw new IllegalArgumentException("out of domain needs a reason, in domain has none");
        }
    }
}
