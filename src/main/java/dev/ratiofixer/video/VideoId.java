package dev.ratiofixer.video;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.net.URI;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A YouTube video id: eleven characters of {@code [A-Za-z0-9_-]}. */
public record VideoId(@JsonValue String value) {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{11}");
    private static final Pattern PATH =
            Pattern.compile("/(?:shorts|live|embed|v|e|watch|video)/([A-Za-z0-9_-]{11})(?:[/&].*)?");
    private static final Pattern SHORT_PATH = Pattern.compile("/([A-Za-z0-9_-]{11})(?:[/&].*)?");

    /** @throws IllegalArgumentException if {@code value} is no video id */
    @JsonCreator
    public VideoId {
        if (!ID.matcher(value).matches()) {
            throw new IllegalArgumentException("not a YouTube video id (11 characters of A-Z a-z 0-9 _ -)");
        }
    }

    /**
     * The id named by a bare id or by a YouTube address as people paste it: {@code watch?v=}, {@code youtu.be/},
     * {@code /shorts/}, {@code /embed/}, Studio, with blanks, without a scheme.
     */
    public static Optional<VideoId> parse(String idOrUrl) {
        String text = idOrUrl.replaceAll("[\\s\\p{Zs}\\uFEFF\\u200B]", "");
        if (ID.matcher(text).matches()) {
            return Optional.of(new VideoId(text));
        }
        try {
            URI uri = new URI(withScheme(text));
            return uri.getHost() == null ? Optional.empty() : inAddress(uri);
        } catch (java.net.URISyntaxException notAnAddress) {
            return Optional.empty();
        }
    }

    private static String withScheme(String text) {
        return text.startsWith("//") ? "https:" + text : text.contains("://") ? text : "https://" + text;
    }

    private static boolean isOf(String host, String domain) {
        return host.equals(domain) || host.endsWith("." + domain);
    }

    private static Optional<VideoId> inAddress(URI uri) {
        String host = uri.getHost().toLowerCase(java.util.Locale.ROOT);
        String path = uri.getPath() == null ? "" : uri.getPath();
        if (isOf(host, "youtu.be")) {
            return first(SHORT_PATH.matcher(path));
        }
        if (!isOf(host, "youtube.com") && !isOf(host, "youtube-nocookie.com")) {
            return Optional.empty();
        }
        if (!path.equals("/watch") && !path.equals("/watch/")) {
            return first(PATH.matcher(path));
        }
        return Arrays.stream(Optional.ofNullable(uri.getRawQuery()).orElse("").split("&"))
                .filter(pair -> pair.startsWith("v="))
                .map(pair -> pair.substring(2))
                .filter(value -> ID.matcher(value).matches())
                .findFirst()
                .map(VideoId::new);
    }

    private static Optional<VideoId> first(Matcher matcher) {
        return matcher.matches() ? Optional.of(new VideoId(matcher.group(1))) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
