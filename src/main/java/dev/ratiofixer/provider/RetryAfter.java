package dev.ratiofixer.provider;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the header that says when to come again, as seconds or as a date. A date is taken against the answer's own
 * {@code Date} where there is one, so that it does not matter how the clocks differ.
 *
 * <p>Source: RFC 9110, 10.2.3 and 5.6.7 (the three forms of a date).
 */
public final class RetryAfter {
    /** Whatever is asked for: nothing is put off for longer without being tried. */
    static final Duration LONGEST = Duration.ofDays(1);

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,100}");
    private static final List<DateTimeFormatter> DATES = List.of(
            DateTimeFormatter.RFC_1123_DATE_TIME,
            new DateTimeFormatterBuilder()
                    .appendPattern("EEEE, dd-MMM-")
                    .appendValueReduced(ChronoField.YEAR, 2, 2, 2000)
                    .appendPattern(" HH:mm:ss 'GMT'")
                    .toFormatter(Locale.US)
                    .withZone(ZoneOffset.UTC),
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss uuuu", Locale.US).withZone(ZoneOffset.UTC));

    private RetryAfter() {}

    /**
     * How long to wait; empty for no header, one that cannot be read, or a moment that is over.
     *
     * @param date the answer's {@code Date}
     * @param now this machine's time, for an answer without a date
     */
    public static Optional<Duration> pause(@Nullable String header, @Nullable String date, Instant now) {
        if (header == null) {
            return Optional.empty();
        }
        String text = header.strip();
        return (SECONDS.matcher(text).matches() ? Optional.of(seconds(text)) : until(text, date, now))
                .filter(pause -> !pause.isNegative())
                .map(pause -> pause.compareTo(LONGEST) > 0 ? LONGEST : pause);
    }

    private static Optional<Duration> until(String text, @Nullable String date, Instant now) {
        Instant from = date(date).orElse(now);
        return date(text).map(until -> Duration.between(from, until)).filter(Duration::isPositive);
    }

    private static Duration seconds(String digits) {
        return new BigInteger(digits).bitLength() < Integer.SIZE ? Duration.ofSeconds(Long.parseLong(digits)) : LONGEST;
    }

    private static Optional<Instant> date(@Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        return DATES.stream()
                .map(format -> {
                    try {
                        return Instant.from(format.parse(text.strip()));
                    } catch (DateTimeException anotherForm) {
                        return null;
                    }
                })
                .filter(Objects::nonNull)
                .findFirst();
    }
}
