package dev.ratiofixer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line's own rules. */
class MainTest {
    @ParameterizedTest
    @ValueSource(strings = {"anna\n", "a\tb", "a\u2028b", "\u202eanna"})
    void noArgumentHasALineBreakOrAControlCharacter(String name) {
        assertThat(Main.run("keys", "make", "--name", name, "--role", "viewer")).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"help", "help serve", "serve --help", "restore --help", "config check --help", "warm-up --help"})
    void everyCommandIsFoundByItsName(String line) {
        assertThat(Main.run(line.split(" "))).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "serv", "serve --confg x", "help serv"})
    void whatIsNoCommandIsWrongUsage(String line) {
        assertThat(Main.run(line.split(" "))).isEqualTo(2);
    }
}
