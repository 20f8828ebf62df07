package dev.ratiofixer.google.youtube;

import dev.ratiofixer.provider.ProviderHttpClient.Limits;
import java.net.URI;
import java.time.Duration;

/**
 * How YouTube is reached.
 *
 * @param origin scheme, host and port, without a path
 * @param timeout real time from asking to the end of the answer
 * @param maxBody bytes of an answer after decompression
 * @param connections most connections at a time; four times as many requests may wait for one
 */
public record ApiSettings(URI origin, Duration timeout, int maxBody, int connections) {
    private static final int WAITING_PER_CONNECTION = 4;

    public ApiSettings {
        if (!"http".equals(origin.getScheme()) && !"https".equals(origin.getScheme())) {
            throw new IllegalArgumentException("youtube.origin must start with http:// or https://");
        }
        if (origin.getHost() == null
                || !(origin.getPath().isEmpty() || origin.getPath().equals("/"))) {
            throw new IllegalArgumentException("youtube.origin must be a host without a path");
        }
        if (!timeout.isPositive() || maxBody < 1 || connections < 1) {
            throw new IllegalArgumentException("timeout, maxBody and connections must be positive");
        }
    }

    Limits limits() {
        return new Limits(timeout, connections, connections * WAITING_PER_CONNECTION, maxBody);
    }
}
