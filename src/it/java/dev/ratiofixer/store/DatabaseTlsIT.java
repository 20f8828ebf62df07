package dev.ratiofixer.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratiofixer.fixtures.Waiting;
import dev.ratiofixer.store.embedded.EmbeddedDatabase;
import dev.ratiofixer.store.embedded.EmbeddedSettings;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code sslmode} against a real server with a certificate, for the reactive client and for the migrations' driver. */
@DisabledOnOs(OS.WINDOWS)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatabaseTlsIT {
    private static final String ENCRYPTED = "SELECT ssl::text FROM pg_stat_ssl WHERE pid = pg_backend_pid()";

    private final Vertx vertx = Vertx.vertx();
    private EmbeddedDatabase server;
    private ServerTls own;
    private ServerTls strangers;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        server = EmbeddedDatabase.start(
                new EmbeddedSettings(directory.resolve("data"), Path.of("target", "postgres-binaries"), false));
        own = ServerTls.make(Files.createDirectory(directory.resolve("own")), "dns:localhost");
        strangers = ServerTls.make(Files.createDirectory(directory.resolve("other")), "dns:localhost");
        try (Connection connection = server.database("postgres").toJdbc().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER SYSTEM SET ssl_cert_file = '" + own.certificate() + "'");
            statement.execute("ALTER SYSTEM SET ssl_key_file = '" + own.key() + "'");
            statement.execute("ALTER SYSTEM SET ssl = on");
            statement.execute("SELECT pg_reload_conf()");
        }
        Waiting.until(() -> encrypts("localhost", "require", null));
    }

    @AfterAll
    void stop() {
        Waiting.on(vertx.close());
        server.close();
    }

    private DatabaseUrl url(String host, String mode, @Nullable Path trusted) {
        DatabaseUrl plain = server.database("postgres");
        String root = trusted == null ? "" : "&sslrootcert=" + trusted;
        return DatabaseUrl.parse("postgresql://%s:%s@%s:%d/postgres?sslmode=%s%s"
                .formatted(plain.user(), plain.password(), host, plain.port(), mode, root));
    }

    private boolean encrypts(String host, String mode, @Nullable Path trusted) {
        try {
            return reactive(host, mode, trusted).equals("true");
        } catch (RuntimeException | AssertionError notYet) {
            return false;
        }
    }

    private String reactive(String host, String mode, @Nullable Path trusted) {
        DatabaseSettings settings = new DatabaseSettings("external", Path.of("unused"), 2, 10, true);
        Database database = Database.connect(vertx, url(host, mode, trusted), settings);
        try {
            return Waiting.on(database.pool().query(ENCRYPTED).execute())
                    .iterator()
                    .next()
                    .getString(0);
        } finally {
            Waiting.on(database.close(vertx));
        }
    }

    private String jdbc(String host, String mode, @Nullable Path trusted) throws Exception {
        try (Connection connection = url(host, mode, trusted).toJdbc().getConnection();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery(ENCRYPTED)) {
            rows.next();
            return rows.getString(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, verify-full, true, true",
        "127.0.0.1, verify-ca, true, true",
        "127.0.0.1, require, false, true",
        "localhost, prefer, false, true",
        "localhost, disable, false, false"
    })
    void isAsTheModeSays(String host, String mode, boolean trusts, String encrypted) throws Exception {
        @Nullable Path trusted = trusts ? own.certificate() : null;
        assertThat(reactive(host, mode, trusted)).isEqualTo(encrypted);
        assertThat(jdbc(host, mode, trusted)).isEqualTo(encrypted);
    }

    @Test
    void refusesACertificateOfAnotherName() {
        assertThatThrownBy(() -> reactive("127.0.0.1", "verify-full", own.certificate()))
                .isNotNull();
        assertThatThrownBy(() -> jdbc("127.0.0.1", "verify-full", own.certificate()))
                .isNotNull();
    }

    @ParameterizedTest
    @CsvSource({"verify-ca", "verify-full"})
    void refusesACertificateThatNobodyTrusts(String mode) {
        assertThatThrownBy(() -> reactive("localhost", mode, strangers.certificate()))
                .isNotNull();
        assertThatThrownBy(() -> jdbc("localhost", mode, strangers.certificate()))
                .isNotNull();
        assertThatThrownBy(() -> reactive("localhost", mode, null)).isNotNull();
        assertThatThrownBy(() -> jdbc("localhost", mode, null)).isNotNull();
    }
}
