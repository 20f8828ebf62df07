package dev.ratiofixer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds the three trees of tests apart: {@code src/test} opens nothing and is run by {@code mvn test}, {@code src/it}
 * opens databases, ports and processes and is run by {@code mvn verify}, {@code src/bench} is compiled on demand.
 */
class TestTreesTest {
    /** What opens a port, a database, a browser or a process. */
    private static final Pattern OPENS =
            Pattern.compile("\\b(createHttpServer|createNetServer|createHttpClient|createNetClient|ServerSocket"
                    + "|ProcessBuilder|clusteredVertx|EmbeddedDatabase|Playwright|new Sandbox|WebClient\\.create"
                    + "|HttpClient\\.new\\w+|Database\\.(?:open|connect)|Engine\\.start)\\b");

    @Test
    void unitTestsOpenNothing() {
        assertThat(SourceFiles.in(SourceFiles.UNIT_TESTS))
                .noneMatch(file -> OPENS.matcher(SourceFiles.code(file)).find());
    }

    @Test
    void unitTestsKnowNothingOfTheOtherTrees() {
        String others = Stream.of(SourceFiles.INTEGRATION_TESTS, SourceFiles.FIGURES)
                .flatMap(tree -> SourceFiles.in(tree).stream())
                .map(SourceFiles::typeOf)
                .collect(Collectors.joining("|", "\\b(", ")\\b"));
        Pattern known = Pattern.compile(others);

        assertThat(SourceFiles.in(SourceFiles.UNIT_TESTS))
                .noneMatch(file -> known.matcher(SourceFiles.code(file)).find());
    }

    @Test
    void namesSayWhatRunsATest() {
        assertThat(SourceFiles.in(SourceFiles.UNIT_TESTS))
                .map(SourceFiles::typeOf)
                .noneMatch(name -> name.endsWith("IT"));
        assertThat(SourceFiles.in(SourceFiles.INTEGRATION_TESTS))
                .map(SourceFiles::typeOf)
                .noneMatch(name -> name.endsWith("Test"));
        assertThat(SourceFiles.in(SourceFiles.FIGURES))
                .map(SourceFiles::typeOf)
                .noneMatch(name -> name.endsWith("Test"));
    }
}
