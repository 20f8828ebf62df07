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
                    postgresql://u:secret@h/d?optionz=secret  | unknown parameter optionz
                    postgresql://u:secret@h/d?pgbouncer=true  | unknown parameter pgbouncer
                    postgresql://u:p?secret@h/d               | malformed
                    postgresql://u:p?secret=1@h/d             | malformed
                    postgresql://u:p?secret&x=1@h/d           | malformed
                    postgresql://u:secret@h/d?sec-ret.secret  | malformed
                    postgresql://u:secret@h:0/d               | port
                    postgresql://u:secret@h:70000/d           | port
                    postgresql://u:secret@h:secret/d          | port
                    postgresql://u:secret@h1:5432,h2:5432/d   | several hosts
                    postgresql://u:secret@h1,h2/d             | several hosts
                    postgresql://u:secret@%2Fvar%2Frun/d      | socket
                    postgresql://u:sec%ret@h/d                | malformed
                    postgresql://u:sec#secret@h/d             | malformed
                    postgresql://u:sec/secret@h/d             | no user
                    postgresql://u:secret@h h/d               | malformed
                    postgresql://                             | no user
                    "postgresql://u:secret@h/d"               | unknown scheme
                    """)
    void refusesTheRestWithoutShowingThePassword(String url, String says) {
        assertThatThrownBy(() -> DatabaseUrl.parse(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(says)
                .message()
                .doesNotContain("secret", "sec ret");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    postgres://u:secret@ratio_db:5432/d                         | ratio_db
                    postgres://u:secret@[2001:db8::1]:5432/d                    | 2001:db8::1
                    POSTGRESQL://u:secret@DB.example.org/d                      | DB.example.org
                    jdbc:postgresql://db.example.org/d?user=u&password=secret   | db.example.org
                    postgres://u:secret@ep-a-1.eu.example.org/d?sslmode=require&channel_binding=require&options=endpoint%3Dep-a-1 | ep-a-1.eu.example.org
                    postgres://u:secret@h/d?keepalives_idle=30&application_name=x&connect_timeout=5&sslsni=1 | h
                    postgresql://u:secret@h:/d                                  | h
                    postgres://u:secret@h/d?sslmode=require&uselibpqcompat=true  | h
                    postgres://u:secret@h/d?client_encoding=utf8&sslcompression=0&krbsrvname=postgres | h
                    jdbc:postgresql://h/d?user=u&password=secret&ApplicationName=x&tcpKeepAlive=true&socketTimeout=5 | h
                    """)
    void takesWhatHostersAndPeopleGive(String url, String host) {
        DatabaseUrl read = DatabaseUrl.parse(url);
        assertThat(read.host()).isEqualTo(host);
        assertThat(read.port()).isEqualTo(5432);
        assertThat(read.user()).isEqualTo("u");
        assertThat(read.password()).isEqualTo("secret");
        assertThat(read.database()).isEqualTo("d");
    }

    @Test
    void aPasswordMayHoldWhatSeparatesIt() {
        assertThat(DatabaseUrl.parse("postgres://u:a@b:c@h/d").password()).isEqualTo("a@b:c");
        assertThat(DatabaseUrl.parse("postgres://a%3Ab:c@h/d").user()).isEqualTo("a:b");
    }

    @Test
    void theSystemsCertificatesAreTheJdks() {
        DatabaseUrl url = DatabaseUrl.parse("postgres://u:p@h/d?sslrootcert=system");
        assertThat(url.rootCertificate()).isNull();
        assertThat(url.sslMode()).isEqualTo(SslMode.VERIFY_FULL);
        assertThat(DatabaseUrl.parse("postgres://u:p@h/d?ssl=true").sslMode()).isEqualTo(SslMode.REQUIRE);
    }

    @Test
    void neverShowsThePassword() {
        assertThat(DatabaseUrl.parse("postgresql://me:secret@h/d").toString()).isEqualTo("me@h:5432/d");
    }
}
