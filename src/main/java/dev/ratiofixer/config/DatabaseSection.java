package dev.ratiofixer.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Section {@code database}.
 *
 * @param url {@code embedded}, or a PostgreSQL address without a password
 * @param directory where the embedded database keeps its data
 * @param poolSize connections for transactions
 * @param maxWaiting how many requests may wait for a connection
 */
public record DatabaseSection(
        String url, Path directory, int poolSize, int maxWaiting, Duration connectTimeout, Tls tls) {
    /** The address that means a PostgreSQL of the engine's own. */
    public static final String EMBEDDED = "embedded";

    /**
     * Encryption of the way to PostgreSQL.
     *
     * @param ca the authority's certificate as a PEM file, or {@code null} for the JDK's own
     */
    public record Tls(Mode mode, @Nullable Path ca) {
        /** What to use towards {@code host}: {@code AUTO} trusts this machine and verifies any other. */
        public Mode towards(String host) {
            if (mode != Mode.AUTO) {
                return mode;
            }
            return Loopback.names(host) ? Mode.DISABLE : Mode.VERIFY_FULL;
        }
    }

    /** How much the connection is protected. */
    public enum Mode {
        /** Nothing to this machine, {@link #VERIFY_FULL} to any other. */
        @JsonProperty("auto")
        AUTO,
        /** Plain text. */
        @JsonProperty("disable")
        DISABLE,
        /** Encrypted, to whoever answers. */
        @JsonProperty("require")
        REQUIRE,
        /** Encrypted, with the certificate and the host's name checked. */
        @JsonProperty("verify_full")
        VERIFY_FULL
    }
}
