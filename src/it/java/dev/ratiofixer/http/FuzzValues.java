package dev.ratiofixer.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Values that nobody should send, and some that are only rare. */
final class FuzzValues {
    static final List<String> TEXTS = List.of(
            "",
            " ",
            "\t\r\n",
            "null",
            "undefined",
            "true",
            "-1",
            "0",
            "1e309",
            "00000000000000000001",
            "9223372036854775808",
            "NaN",
            "..",
            "../../etc/passwd",
            "' OR '1'='1' --",
            "%00",
            "%s%n%x",
            "<script>alert(1)</script>",
            "${jndi:ldap://127.0.0.1/a}",
            "\u0000",
            "a\u0007b",
            "\u202Eabc",
            "e\u0301\u0301\u0301\u0301",
            "\uD83D\uDE00\uD83C\uDFFF",
            "\uD800",
            "\uFEFF",
            "\uFFFF",
            "ÄÖÜß",
            "日本語の曲名",
            "مرحبا",
            "2026-02-30T25:61:61Z",
            "+999999999-12-31T23:59:59Z",
            "-999999999-01-01T00:00:00Z",
            "P999999999999Y",
            "P1D",
            "PT0S",
            "https://youtu.be/dQw4w9WgXcQ",
            "https://www.youtube.com@evil.example/watch?v=dQw4w9WgXcQ",
            "javascript:alert(1)",
            "http://[::1]:0/",
            "live",
            "auto",
            "USD",
            "1.0000001",
            "99999999999999999999999999.99");

    private static final List<Function<Random, @Nullable Object>> OTHERS = List.of(
            random -> null,
            random -> true,
            random -> 0,
            random -> -1,
            random -> 1.5,
            random -> 1e308,
            random -> Long.MAX_VALUE,
            random -> Integer.MIN_VALUE,
            random -> new BigInteger("9".repeat(400)),
            random -> new JsonArray(),
            random -> new JsonArray().add(1).addNull().add(new JsonObject()),
            random -> new JsonObject(),
            random -> new JsonObject().put("a", new JsonObject().put("$ref", "#/a")),
            random -> new JsonObject().put("", "").put("__proto__", 1),
            FuzzValues::deep);

    private FuzzValues() {}

    /** Any value, of any type and size. */
    static @Nullable Object any(Random random) {
        return random.nextBoolean()
                ? text(random)
                : OTHERS.get(random.nextInt(OTHERS.size())).apply(random);
    }

    /** A text: strange, or long, or both. */
    static String text(Random random) {
        String text = TEXTS.get(random.nextInt(TEXTS.size()));
        return switch (random.nextInt(8)) {
            case 0 -> text.repeat(1 + random.nextInt(300));
            case 1 -> "x".repeat(random.nextInt(3000));
            case 2 -> scramble(random);
            default -> text;
        };
    }

    private static String scramble(Random random) {
        StringBuilder text = new StringBuilder();
        random.ints(random.nextInt(40), 0, 0x2FFFF).forEach(text::appendCodePoint);
        return text.toString();
    }

    private static Object deep(Random random) {
        JsonArray at = new JsonArray();
        for (int i = random.nextInt(40); i > 0; i--) {
            at = new JsonArray().add(at);
        }
        return at;
    }
}
