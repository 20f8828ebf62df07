package dev.ratiofixer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The walkthrough names files that there are. */
class WalkthroughTest {
    /** A row's second cell; only rows of the two stories begin with a number. */
    private static final Pattern ROW = Pattern.compile("(?m)^\\| \\d[^|]*\\|([^|]*)\\|");

    private static final Pattern NAME = Pattern.compile("`(\\w+)`");

    @Test
    void everyFileOfTheTwoStoriesExists() throws IOException {
        Set<String> files;
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            files = sources.map(file -> file.getFileName().toString().replace(".java", ""))
                    .collect(Collectors.toSet());
        }
        List<String> named = ROW.matcher(Files.readString(Path.of("docs/walkthrough.md")))
                .results()
                .flatMap(row -> NAME.matcher(row.group(1)).results())
                .map((MatchResult name) -> name.group(1))
                .toList();

        assertThat(named).hasSizeGreaterThan(40);
        assertThat(files).containsAll(named);
    }
}
