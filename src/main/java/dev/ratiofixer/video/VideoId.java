package dev.ratiofixer.video;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Identifies a YouTube video: eleven characters of {@code [A-Za-z0-9_-]}. */
public record VideoId(@JsonValue String value) {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{11}");
    /** What people and programs put around and into what they paste, and that is seen as little as it is meant. */
    private static final Pattern UNSEEN = Pattern.compile("[\\s\\p{Zs}\\p{Cf}]");

    /** The code for embedding that YouTube offers beside the address. */
    private static final Pattern FRAME = Pattern.compile("(?i)<iframe.*?src=[\"']([^\"'>]*)[\"'].*");

    private static final Pattern WRAPPED = Pattern.compile("[<(\\[\"'`]*(.*?)[>)\\]\"'`.,;!]*");
    private static final Pattern ADDRESS = Pattern.compile(
            "(?i)(?:https?:)?(?://)?(?:[a-z0-9-]+\\.)*"
                    + "(youtu\\.be|youtube\\.com|youtube-nocookie\\.com|youtubekids\\.com|youtubeeducation\\.com|ytimg\\.com)(?::\\d{1,5})?(?-i)([/?#].*)");
    /** Eleven characters, but not the two words that embeds of a playlist and of a channel have in that place. */
    private static final String THE_ID =
            "((?!(?:videoseries|live_stream)(?![A-Za-z0-9_-]))[A-Za-z0-9_-]{11})(?![A-Za-z0-9_-]).*";

    private static final Pattern SHORT_PATH = Pattern.compile("/" + THE_ID);
    private static final Pattern PATH = Pattern.compile("/(?i:shorts|live|embed|vi?|e|watch|video)/" + THE_ID);
    /** Of {@code /watch?v=}, also where a page for old browsers or for consent names it as where to go on. */
    private static final Pattern QUERY =
            Pattern.compile("(?:|.*[#!=]|.*youtube\\.com)/?(?i:watch|watch_popup)?/?\\?(?:[^#]*[&;])?(?i:v)=" + THE_ID);

    /** @throws IllegalArgumentException if {@code value} is no video id */
    @JsonCreator
    public VideoId {
        if (!ID.matcher(value).matches()) {
            throw new IllegalArgumentException("not a YouTube video id (11 characters of A-Z a-z 0-9 _ -)");
        }
    }

    /**
     * The id named by a bare id or by a YouTube address as people paste it: {@code watch?v=}, {@code youtu.be/},
     * {@code /shorts/}, {@code /embed/}, Studio, with blanks, without a scheme, in brackets, escaped.
     */
    public static Optional<VideoId> parse(String idOrUrl) {
        String text = UNSEEN.matcher(idOrUrl).replaceAll("");
        Matcher frame = FRAME.matcher(text);
        Matcher wrapped = WRAPPED.matcher(frame.matches() ? frame.group(1) : text);
        String bare = (wrapped.matches() ? wrapped.group(1) : text).replace("&amp;", "&");
        if (ID.matcher(bare).matches()) {
            return Optional.of(new VideoId(bare));
        }
        Matcher address = ADDRESS.matcher(bare);
        if (!address.matches()) {
            return Optional.empty();
        }
        boolean brief = address.group(1).equalsIgnoreCase("youtu.be");
        return inRest(brief, address.group(2)).or(() -> inRest(brief, decoded(address.group(2))));
    }

    private static Optional<VideoId> inRest(boolean brief, String rest) {
        Optional<VideoId> usual = first(PATH.matcher(rest)).or(() -> first(QUERY.matcher(rest)));
        return brief ? usual.or(() -> first(SHORT_PATH.matcher(rest))) : usual;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEscaped) {
            return text;
        }
    }

    private static Optional<VideoId> first(Matcher matcher) {
        return matcher.matches() ? Optional.of(new VideoId(matcher.group(1))) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
