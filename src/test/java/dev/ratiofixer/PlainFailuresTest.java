package dev.ratiofixer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Whoever markets music reads what health, problems, decisions and failures of providers say. So a sentence there
 * stands without the name of a setting, a secret, a class or a field. Who runs the installation needs some of them:
 * those stand in brackets.
 */
class PlainFailuresTest {
    /** Where what people read is written. What programs are answered (http.api) names fields on purpose. */
    private static final List<String> FAMILIES = List.of(
            "app",
            "provider",
            "google",
            "smm",
            "notify",
            "youtube",
            "analytics",
            "campaign",
            "model",
            "effect",
            "http/report");

    /** Of programs' own words, and what only who runs the engine reads. */
    private static final Set<String> APART = Set.of(
            "metrics",
            "logging",
            "tracing",
            "training",
            "cluster",
            "Liveness.java",
            "AdsQuery.java",
            "ReportChart.java",
            "PlaceboCheck.java",
            "ConsentExchange.java",
            "OwnerCredentials.java",
            "MessageText.java");

    private static final Pattern INSIDE = Pattern.compile("\\b[a-z]+_[a-z_]+\\b|\\b[A-Z]{2,}_[A-Z_]+\\b"
            + "|\\b(youtube|google_ads|http|database|policy|limits|notify|compliance|security|services|cluster|oauth)"
            + "\\.[a-z_]+\\b|\\bPT?\\d+[DHMS]|\\w+Exception\\b|/api/|\\bp(10|25|50|75|90)\\b"
            + "|\\b(HTTP|JSON|OAuth|PostgreSQL|Hazelcast|SQL|SMTP|nodes?|ticks?|sinks?|levers?|scopes?|poll(s|ed|ing)?"
            + "|credentials?|breaker|bucket|preflight|payload|the engine|null)\\b");

    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\\n]|\\\\.)*)\"");
    private static final Pattern NOT_FOR_PEOPLE = Pattern.compile(
            "\\b(?i:log|logger)\\.|Illegal\\w+Exception|AssertionError|@\\w+\\(|Pattern\\.compile|super\\("
                    + "|OutageLog|\\.problem\\(|PortCheck|free\\(http|SELECT| FROM [a-z_]+ WHERE|AND change_event");
    private static final Pattern ARGUMENT = Pattern.compile(",|\\?|(?<!:):(?!:)|->");

    @Test
    void noSettingSecretClassOrFieldIsInASentenceOutsideOfBrackets() throws IOException {
        List<String> found = new ArrayList<>();
        for (String family : FAMILIES) {
            try (Stream<Path> files = Files.walk(Path.of("src/main/java/dev/ratiofixer", family))) {
                for (Path file : files.filter(PlainFailuresTest::isRead).toList()) {
                    sentences(Files.readString(file)).stream()
                            .filter(sentence -> INSIDE.matcher(bare(sentence)).find())
                            .forEach(sentence -> found.add(file + ": " + sentence));
                }
            }
        }
        assertThat(found).isEmpty();
    }

    /** The check itself: what it must find, and what it must let pass. */
    @Test
    void isFoundOutsideOfBracketsOnly() {
        assertThat(sentences("up(\"lengthen \" + KEY + \" youtube.interval\", \"second one\");"))
                .containsExactly("lengthen … youtube.interval", "second one");
        assertThat(bare("look less often (setting youtube.interval), or wait")).doesNotContain("youtube.interval");
        assertThat(INSIDE.matcher(bare("set YOUTUBE_API_KEY to a key")).find()).isTrue();
        assertThat(INSIDE.matcher(bare("it cannot be reached: ConnectTimeoutException"))
                        .find())
                .isTrue();
        assertThat(INSIDE.matcher(bare("it rests for PT36S")).find()).isTrue();
        assertThat(INSIDE.matcher(bare("12 ticks wait to be written")).find()).isTrue();
    }

    private static boolean isRead(Path file) {
        return file.toString().endsWith(".java")
                && !file.toString().endsWith("Settings.java")
                && APART.stream().noneMatch(part -> file.toString().matches(".*/" + part + "(/.*)?"));
    }

    /** What stands before an answer and after it in brackets is left out, also where the bracket's other end is not. */
    private static String bare(String sentence) {
        return sentence.replaceAll("\\([^()]*(\\)|$)", "").replaceFirst("^[^()]*\\)", "");
    }

    /** The texts of more than a word, each as far as it is one argument; what is put into them is "…". */
    private static List<String> sentences(String source) {
        String code = source.replaceAll("(?s)\"\"\".*?\"\"\"", "\"\"").replaceAll("(?s)/\\*.*?\\*/", "");
        code = code.replaceAll("(?m)^\\s*//.*$", "");
        String masked = LITERAL.matcher(code)
                .replaceAll(literal -> '"' + "_".repeat(literal.group().length() - 2) + '"');
        List<String> sentences = new ArrayList<>();
        for (int[] statement : parts(masked, Pattern.compile("[;{}]"), 0, masked.length())) {
            String shape = masked.substring(statement[0], statement[1]);
            if (shape.indexOf('"') >= 0
                    && !NOT_FOR_PEOPLE
                            .matcher(code.substring(statement[0], statement[1]))
                            .find()) {
                for (int[] argument : parts(masked, ARGUMENT, statement[0], statement[1])) {
                    String joined = joined(code.substring(argument[0], argument[1]));
                    if (joined.indexOf(' ') >= 0) {
                        sentences.add(joined);
                    }
                }
            }
        }
        return sentences;
    }

    private static List<int[]> parts(String text, Pattern cut, int from, int to) {
        List<int[]> parts = new ArrayList<>();
        Matcher cuts = cut.matcher(text).region(from, to);
        int begin = from;
        while (cuts.find()) {
            parts.add(new int[] {begin, cuts.start()});
            begin = cuts.end();
        }
        parts.add(new int[] {begin, to});
        return parts;
    }

    private static String joined(String code) {
        StringBuilder text = new StringBuilder();
        int end = 0;
        for (MatchResult literal : LITERAL.matcher(code).results().toList()) {
            boolean more = !code.substring(end, literal.start())
                    .replaceAll("[\\s+]", "")
                    .isEmpty();
            text.append(text.isEmpty() || !more ? "" : "…").append(literal.group(1));
            end = literal.end();
        }
        return text.toString();
    }
}
