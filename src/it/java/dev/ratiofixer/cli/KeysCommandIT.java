package dev.ratiofixer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The first key of a set-up, by command. */
class KeysCommandIT {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine line = Main.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }

    @Test
    void printsAKeyAloneAndListsItWithoutIt(@TempDir Path directory) throws IOException {
        Path config = directory.resolve("config.json");
        Files.writeString(config, "{\"database\": {\"directory\": \"" + directory.resolve("data") + "\"}}");

        assertThat(run("keys", "make", "--name", "anna", "--role", "admin", "--config", config.toString()))
                .as(err.toString())
                .isZero();
        String key = out.toString().strip();
        assertThat(key).startsWith("rf_").doesNotContain("\n");
        assertThat(err.toString()).contains("anna as admin").doesNotContain(key);

        assertThat(run("keys", "list", "--config", config.toString())).isZero();
        assertThat(out.toString()).contains("admin     anna").doesNotContain(key);
    }

    @ParameterizedTest
    @CsvSource({
        "keys, name a command",
        "keys make --name anna --role king, --role is one of",
        "keys make --name _anna --role admin, --name may have",
        "keys make --name anna --role admin --expires tomorrow, --expires is an ISO",
        "keys make --name anna --role admin --expires +12000-01-01T00:00:00Z, before the year 10000",
        "keys make --name anna --role admin --expires 2020-01-01T00:00:00Z, --expires is past",
        "keys make --role admin, --name"
    })
    void saysInOneLineWhatIsWrongWithItsUse(String command, String line) {
        assertThat(run(command.split(" ", -1))).isEqualTo(2);
        assertThat(err.toString()).contains(line).hasLineCount(1);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void tellsItsVersionBelowTheFirstCommandToo() {
        assertThat(run("keys", "make", "--version")).isZero();
        assertThat(out.toString()).isNotBlank();
    }
}
