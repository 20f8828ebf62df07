package dev.ratiofixer.store.embedded;

import dev.ratiofixer.store.embedded.PostgresWatchdog.Postmaster;
import java.nio.file.Path;

/** An engine's process with nothing but its database, for {@link EmbeddedDatabaseIT} to kill. */
final class EmbeddedEngine {
    private EmbeddedEngine() {}

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        Path binaries = Path.of(arguments[1]);
        EmbeddedDatabase embedded = EmbeddedDatabase.start(new EmbeddedSettings(directory, binaries, true));
        try (var connection = embedded.database("ratio_fixer").toJdbc().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS kept (what text)");
            statement.execute("INSERT INTO kept VALUES ('before the kill')");
        }
        System.out.println("ready "
                + Postmaster.of(directory.resolve("postgres")).orElseThrow().pid());
        System.out.flush();
        Thread.sleep(60_000);
    }
}
