package dev.ratiofixer.smm.policy;

import java.time.Instant;

/** TODO. */
public interface BurstDetector {
    /**
     * More came than can be explained.
     *
     * @param what {@code likes} or {@code views}
     * @param count how many came
     * @param allowed how many the model and the video's past allow
     */
    record Anomaly(String what, Instant from, Instant to, double count, double allowed) {
        String question() {
            return "Unusual: %.0f %s came between %s and %s, where at most about %.0f were to be expected. Look where they come from; spending on this campaign rests until this task is completed."
                    .formatted(count, what, from, to, allowed);
        }
    }
}
