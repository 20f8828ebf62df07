package dev.ratiofixer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;

/** Reads an embedded database from outside the engine. */
final class Recorded {
    private Recorded() {}

    static Connection connect(Path directory) throws Exception {
        String port = Files.readAllLines(directory.resolve("postgres").resolve("postmaster.pid"))
                .get(3);
        String password = Files.readString(directory.resolve("password")).strip();
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port.strip() + "/ratio_fixer?sslmode=disable",
                "ratio_fixer",
                password);
    }

    /** All changes of the configuration that were recorded, as text. */
    static String changes(Path directory) throws Exception {
        try (Connection connection = connect(directory);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT string_agg(changes::text, ' ') FROM ratio_fixer_config_changes")) {
            rows.next();
            return String.valueOf(rows.getString(1));
        }
    }
}
