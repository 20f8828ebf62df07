package dev.ratiofixer.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;

/** Reads an embedded database from outside the engine. */
public final class Recorded {
    private Recorded() {}

    static Connection connect(Path directory) throws Exception {
        return connect(directory, "ratio_fixer");
    }

    private static Connection connect(Path directory, String database) throws Exception {
        String port = Files.readAllLines(directory.resolve("postgres").resolve("postmaster.pid"))
                .get(3);
        String password = Files.readString(directory.resolve("password")).strip();
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port.strip() + "/" + database + "?sslmode=disable",
                "ratio_fixer",
                password);
    }

    /** Shuts everybody out of the engine's database, or lets them in again. */
    static void shut(Path directory, boolean shut) throws Exception {
        try (Connection connection = connect(directory, "postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER DATABASE ratio_fixer ALLOW_CONNECTIONS " + !shut);
            statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'ratio_fixer'");
        }
    }

    /** One text that a query answers. */
    public static String one(Path directory, String sql) throws Exception {
        try (Connection connection = connect(directory);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        }
    }

    /** All changes of the configuration that were recorded, as text. */
    static String changes(Path directory) throws Exception {
        return one(directory, "SELECT string_agg(changes::text, ' ') FROM ratio_fixer_config_changes");
    }
}
