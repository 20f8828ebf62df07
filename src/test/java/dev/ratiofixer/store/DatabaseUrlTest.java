package dev.ratiofixer.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.pgclient.SslMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseUrlTest {
    @Test
    void readsEveryPart() {
        DatabaseUrl url = DatabaseUrl.parse(
                "postgres://me:p%40ss+w%3A@db.example.org:6432/music?sslmode=verify-full&sslrootcert=%2Fca.pem");
        assertThat(url)
                .isEqualTo(new DatabaseUrl(
                        "db.example.org", 6432, "music", "me", "p@ss+w:", SslMode.VERIFY_FULL, "/ca.pem"));
        assertThat(url.toJdbc().getSslMode()).isEqualTo("verify-full");
        assertThat(url.toPg().getSslMode()).isEqualTo(SslMode.VERIFY_FULL);
    }

    @Test
    void hasUsualDefaults() {
        DatabaseUrl url = DatabaseUrl.parse("postgresql://me@localhost/music");
        assertThat(url.port()).isEqualTo(5432);
        assertThat(url.password()).isEmpty();
        assertThat(url.sslMode()).isEqualTo(SslMode.PREFER);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    mysql://u:secret@h/d                      | unknown scheme
                    postgresql://h/d                          | no user
                    postgresql://u:secret@/d                  | no host
                    postgresql://u:secret@h                   | no database
                    postgresql://u:secret@h/                  | no database
                    postgresql://u:sec ret@h/d                | malformed
                    postgresql://u:secret@h/d?sslmode=maybe   | sslmode
                    postgresql://u:secret@h/d?options=secret  | unknown parameter options
                    """)
    void refusesTheRestWithoutShowingThePassword(String url, String says) {
        assertThatThrownBy(() -> DatabaseUrl.parse(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(says)
                .message()
                .doesNotContain("secret", "sec ret");
    }

    @Test
    void neverShowsThePassword() {
        assertThat(DatabaseUrl.parse("postgresql://me:secret@h/d").toString()).isEqualTo("me@h:5432/d");
    }
}
