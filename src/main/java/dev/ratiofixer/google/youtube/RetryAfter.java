package dev.ratiofixer.google.youtube;

import io.vertx.core.MultiMap;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The header that says when to come again, in seconds or as a date. A date is taken against the answer's own
 * {@code Date}, so that it does not matter how the clocks differ.
 *
 * <p>Source: RFC 9110, 10.2.3.
 */
record RetryAfter(Optional<Duration> pause) {
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,7}");

    static RetryAfter of(MultiMap headers) {
        return new RetryAfter(Optional.ofNullable(headers.get("Retry-After"))
                .map(String::strip)
                .flatMap(text -> SECONDS.matcher(text).matches()
                        ? Optional.of(Duration.ofSeconds(Long.parseLong(text)))
                        : untilDate(text, headers.get("Date"))));
    }

    private static Optional<Duration> untilDate(String text, @Nullable String now) {
        return date(now)
                .flatMap(from -> date(text).map(until -> Duration.between(from, until)))
                .filter(Duration::isPositive);
    }

    private static Optional<Instant> date(@Nullable String text) {
        try {
            return text == null
                    ? Optional.empty()
                    : Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text.strip())));
        } catch (DateTimeException noDate) {
            return Optional.empty();
        }
    }
}
