package dev.ratiofixer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.Main;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code serve --check-config FILE}, as a script uses it. */
class CheckConfigTest {
    @TempDir
    Path directory;

    private final StringWriter errors = new StringWriter();
    private String printed = "";

    private int check(String json) throws Exception {
        return run(Files.writeString(directory.resolve("ratio-fixer.json"), json));
    }

    private int run(Path file) {
        PrintStream console = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            CommandLine line = Main.commandLine().setErr(new PrintWriter(errors, true));
            return line.execute("serve", "--check-config", file.toString());
        } finally {
            System.setOut(console);
            printed = out.toString(StandardCharsets.UTF_8);
        }
    }

    @Test
    void aValidFileIsSaidToBeOneAndNothingElse() throws Exception {
        assertThat(check("{}")).isZero();
        assertThat(printed).isEqualTo(directory.resolve("ratio-fixer.json") + " is valid\n");
        assertThat(errors.toString()).isEmpty();
    }

    @Test
    void everyProblemStandsOnALineOfItsOwnWithPathValueAndWhatIsAllowed() throws Exception {
        assertThat(
                        check(
                                "{\"limits\": {\"per_order\": 20, \"par_day\": \"1.00\"}, \"youtube\": {\"interval\": \"PT1X\"}}"))
                .isEqualTo(1);
        assertThat(printed).isEmpty();
        String file = directory.resolve("ratio-fixer.json") + ": ";
        assertThat(errors.toString().lines())
                .hasSize(3)
                .contains(file + "limits.per_order is 20: must be an amount as a string, such as \"20.00\"")
                .anyMatch(line -> line.startsWith(file + "limits.par_day is unknown: known here are "))
                .anyMatch(line -> line.startsWith(file + "youtube.interval is \"PT1X\": must be "));
    }

    @Test
    void whatIsNoFileOrNoJsonIsOneLine() throws Exception {
        assertThat(run(directory.resolve("missing.json"))).isEqualTo(1);
        assertThat(check("{\"http\": ")).isEqualTo(1);
        assertThat(check("{\"http\": {\"port\": 1}, \"http\": {}}")).isEqualTo(1);
        assertThat(errors.toString())
                .contains("not readable")
                .contains("line 1, column")
                .contains("Duplicate field");
    }

    @Test
    void aSecretInTheFileIsRefusedAndNotShown() throws Exception {
        assertThat(check("{\"youtube\": {\"api_key\": \"AIzaVerySecret\"}}")).isEqualTo(1);
        assertThat(check("{\"database\": {\"url\": \"postgresql://u:hunter2@db/x\"}}"))
                .isEqualTo(1);
        assertThat(errors.toString())
                .contains("a secret never stands in the file")
                .contains("must hold no password")
                .doesNotContain("AIzaVerySecret")
                .doesNotContain("hunter2");
    }

    @Test
    void aWrongOptionIsTheOtherExitCode() {
        assertThat(Main.commandLine().setErr(new PrintWriter(errors, true)).execute("serve", "--check-config"))
                .isEqualTo(2);
    }
}
