package dev.ratiofixer.google.sheets;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The sheet that an address means, and its tab.
 *
 * @param gid the tab's number, {@code null} where the address names none: then the first tab that is not hidden is
 *     meant, as in a browser
 */
public record SheetAddress(SheetId id, @Nullable Long gid) {
    /** What was made of a text. */
    public sealed interface Pasted {
        record Understood(SheetAddress address) implements Pasted {}

        /**
         * It means no sheet.
         *
         * @param reason one sentence for people that names the part at fault
         */
        record Unusable(String reason) implements Pasted {}
    }

    /** Blanks of every script, and what is not seen: they come with the clipboard, also in the middle. */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Z}\\p{C}]");

    private static final Pattern WRAPPED = Pattern.compile("^[<(\\[\"'“„«]+|[>)\\]\"'”»]+$");
    private static final Pattern SCHEME = Pattern.compile("(?i)(?:([a-z][a-z0-9+.-]*):)?//(.*)|(mailto|file):.*");
    /** A bare id is long; a shorter word is more likely something else. */
    private static final Pattern BARE = Pattern.compile("([A-Za-z0-9_-]{25,100})(?:[/?#].*)?");

    private static final Pattern USUAL_END = Pattern.compile("\\.?(?::443)?$");
    private static final Pattern HOST = Pattern.compile("([^/?#]*)(.*)");
    private static final Pattern SHEET =
            Pattern.compile("(?i)/(?:a/[^/]+/)?spreadsheets/(?:u/\\d+/)?d/(?:u/\\d+/)?(e/)?([^/?#]*)(?:[/?#].*)?");
    private static final Pattern OTHER_FILE =
            Pattern.compile("(?i)/(?:a/[^/]+/)?(document|presentation|forms|drawings)/.*");
    private static final Pattern GID = Pattern.compile("(?i)(?<=[?#&])gid=([^?#&]*)");
    /** A tab by its name, a named range, a range of a named tab: without a number, it may be any tab. */
    private static final Pattern OTHER_PLACE =
            Pattern.compile("(?i)(?<=[?#&])(sheet|rangeid|range(?==[^&#]*!))=[^?#&]");

    private static final Pattern NUMBER = Pattern.compile("\\d{1,10}");

    private static final String EXAMPLE =
            "give it as the browser shows it: https://docs.google.com/spreadsheets/d/ID/edit#gid=0";

    /** Reads an address as people paste it, or a bare id. */
    public static Pasted parse(String text) {
        String plain = WRAPPED.matcher(UNSEEN.matcher(unescaped(text)).replaceAll(""))
                .replaceAll("")
                .replace("&amp;", "&");
        if (plain.isEmpty()) {
            return unusable("it is empty");
        }
        Matcher bare = BARE.matcher(plain);
        if (bare.matches()) {
            return withTab(bare.group(1), plain);
        }
        Matcher scheme = SCHEME.matcher(plain);
        if (!scheme.matches()) {
            return hosted(plain);
        }
        String named = scheme.group(1) == null ? "https" : scheme.group(1);
        return named.equalsIgnoreCase("https") && scheme.group(3) == null
                ? hosted(scheme.group(2))
                : unusable("it does not begin with https://");
    }

    /** A mail program may escape even the sign before the tab's number. */
    private static String unescaped(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEscaped) {
            return text;
        }
    }

    private static Pasted hosted(String rest) {
        Matcher parts = HOST.matcher(rest);
        if (!parts.matches()) {
            return unusable("it is no address");
        }
        String host = USUAL_END.matcher(parts.group(1).toLowerCase(Locale.ROOT)).replaceAll("");
        if (!host.contains(".")) {
            return unusable("it is neither an address nor the id of a sheet");
        }
        if (host.equals("drive.google.com")) {
            return unusable("drive.google.com is the address of a file: open it in Google Sheets and copy the address"
                    + " from there");
        }
        return host.equals("docs.google.com")
                ? located(parts.group(2))
                : unusable("its host is " + shortened(host) + ", not docs.google.com");
    }

    private static Pasted located(String path) {
        Matcher other = OTHER_FILE.matcher(path);
        if (other.matches()) {
            return unusable("it is the address of a " + other.group(1).toLowerCase(Locale.ROOT) + ", not of a sheet");
        }
        Matcher sheet = SHEET.matcher(path);
        if (!sheet.matches()) {
            return unusable("its path is not /spreadsheets/d/ and an id");
        }
        return sheet.group(1) == null
                ? withTab(sheet.group(2), path)
                : unusable(
                        "it is the address of a sheet that was published to the web (/d/e/…): give the address of the"
                                + " sheet itself");
    }

    private static Pasted withTab(String id, String text) {
        if (!SheetId.fits(id)) {
            return unusable("\"" + shortened(id) + "\" after /d/ is not the id of a sheet");
        }
        List<String> tabs = GID.matcher(text)
                .results()
                .map(found -> found.group(1))
                .distinct()
                .toList();
        Optional<String> wrong =
                tabs.stream().filter(tab -> !NUMBER.matcher(tab).matches()).findFirst();
        if (wrong.isPresent()) {
            return unusable("gid=" + shortened(wrong.get()) + " is not the number of a tab");
        }
        Matcher otherwise = OTHER_PLACE.matcher(text);
        if (tabs.isEmpty() && otherwise.find()) {
            return unusable(
                    "it names its tab by " + otherwise.group(1) + "=, not by gid=: open that tab in the browser");
        }
        return switch (tabs.size()) {
            case 0 -> new Pasted.Understood(new SheetAddress(new SheetId(id), null));
            case 1 -> new Pasted.Understood(new SheetAddress(new SheetId(id), Long.valueOf(tabs.getFirst())));
            default -> unusable("it names two tabs: gid=" + String.join(" and gid=", tabs));
        };
    }

    private static String shortened(String part) {
        return part.length() <= 60 ? part : part.substring(0, 60) + "…";
    }

    private static Pasted.Unusable unusable(String reason) {
        return new Pasted.Unusable("the address of the comments sheet cannot be used: " + reason + "; " + EXAMPLE);
    }

    /** The id of a Google Sheet; {@link SheetAddress} reads it from what people paste. */
    public record SheetId(String value) {
        private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{10,100}");

        /** @throws IllegalArgumentException if it cannot be an id */
        public SheetId {
            if (!ID.matcher(value).matches()) {
                throw new IllegalArgumentException("not the id of a Google Sheet");
            }
        }

        static boolean fits(String text) {
            return ID.matcher(text).matches();
        }
    }
}
