package dev.ratiofixer.model;

import dev.ratiofixer.bus.BusMessage;
import dev.ratiofixer.stats.Quantiles;
import java.util.List;

/**
 * What the model expects of a video with the given {@link Features}.
 *
 * @param inDomain whether the training data knows videos like it; where it does not, the quantiles are wider and are a
 *     guess
 * @param outOfDomain one sentence a reason, empty exactly when {@code inDomain}
 */
public record Expectation(
        Quantiles likes, Quantiles comments, boolean inDomain, List<String> outOfDomain, String modelVersion)
        implements BusMessage {
    public Expectation {
        outOfDomain = List.copyOf(outOfDomain);
        if (inDomain != outOfDomain.isEmpty()) {
            throw new IllegalArgumentException("out of domain needs a reason, in domain has none");
        }
    }
}
