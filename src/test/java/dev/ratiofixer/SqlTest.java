package dev.ratiofixer;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds that SQL is made of constants, and that values get into it as parameters only. */
@AnalyzeClasses(packages = "dev.ratiofixer", importOptions = ImportOption.DoNotIncludeTests.class)
class SqlTest {
    private static final Path SOURCES = Path.of("src", "main", "java", "dev", "ratiofixer");
    private static final Pattern CALL =
            Pattern.compile("\\.(?:query|preparedQuery|prepareStatement|executeQuery|executeUpdate|execute)\\(");
    /** A text, or a constant of this or another class. */
    private static final Pattern CONSTANT = Pattern.compile("\"[^\"]*\"|(?:[A-Z][A-Za-z]+\\.)?[A-Z][A-Z0-9_]*");

    private static final Pattern STATEMENT = Pattern.compile("\\b(SELECT|INSERT|UPDATE|DELETE|WITH|FROM)\\b");

    private static final Pattern DEFINITION =
            Pattern.compile("static final String [A-Z0-9_]+ =\\s*([^;]*?(?:\"\"\".*?\"\"\"[^;]*?)*);", Pattern.DOTALL);

    /** Names of tables and databases cannot be parameters. Each of these is checked where it is made. */
    private static final Set<String> CHECKED_NAMES = Set.of(
            // A name that FIND_OLD_PARTITIONS let through by a strict pattern.
            "\"DROP TABLE \" + partition",
            // Quoted by the driver; the name is the engine's own.
            "\"CREATE DATABASE \" + create.enquoteIdentifier(name, true)",
            // Tables of the catalogue, or of a backup once the catalogue knows them.
            "\"ANALYZE \" + table",
            "\"LOCK TABLE \" + String.join(\", \", tables) + \", ratio_fixer_nodes IN ACCESS EXCLUSIVE MODE\"",
            "\"ALTER TABLE \" + table + \" \" + what + \" TRIGGER USER\"",
            // Handed on by one private method, whose callers name constants.
            "sql");

    @ArchTest
    static final ArchRule only_the_store_speaks_sql = noClasses()
            .that()
            .resideOutsideOfPackages("dev.ratiofixer.store..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("io.vertx.sqlclient..", "io.vertx.pgclient..", "java.sql.."));

    @Test
    void everyStatementIsAConstant() {
        List<String> seen = new ArrayList<>();
        for (Path file : sources()) {
            String source = read(file);
            Matcher call = CALL.matcher(source);
            while (call.find()) {
                String argument = argument(source, call.end());
                if (argument.isEmpty() || argument.startsWith("Tuple") || !isSql(source, call, argument)) {
                    continue;
                }
                seen.add(argument);
                assertThat(CONSTANT.matcher(argument).matches() || CHECKED_NAMES.contains(argument))
                        .as("%s: %s", file, argument)
                        .isTrue();
            }
        }
        assertThat(seen).hasSizeGreaterThan(30);
    }

    @Test
    void aConstantIsMadeOfConstants() {
        int definitions = 0;
        for (Path file : sources()) {
            Matcher definition = DEFINITION.matcher(read(file));
            while (definition.find()) {
                if (!STATEMENT.matcher(definition.group(1)).find()) {
                    continue;
                }
                String parts = definition.group(1).replaceAll("(?s)\"\"\".*?\"\"\"|\"[^\"\n]*\"", "");
                assertThat(parts.replaceAll("(?:[A-Z][A-Za-z]+\\.)?[A-Z][A-Z0-9_]*", "")
                                .replaceAll("[\\s+]", ""))
                        .as("%s: %s", file, definition.group(1))
                        .isEmpty();
                definitions++;
            }
        }
        assertThat(definitions).isGreaterThan(40);
    }

    /** {@code execute} takes a tuple of parameters in the reactive client, and SQL in JDBC. */
    private static boolean isSql(String source, Matcher call, String argument) {
        return !call.group().equals(".execute(") || (source.contains("java.sql.Statement") && argument.contains("\""));
    }

    private static String argument(String source, int from) {
        int depth = 1;
        boolean text = false;
        for (int at = from; at < source.length(); at++) {
            char letter = source.charAt(at);
            text ^= letter == '"' && source.charAt(at - 1) != '\\';
            depth += text ? 0 : letter == '(' ? 1 : letter == ')' ? -1 : 0;
            if (depth == 0) {
                return source.substring(from, at).strip();
            }
        }
        throw new AssertionError("unbalanced");
    }

    private static List<Path> sources() {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> file.startsWith(SOURCES.resolve("store")) || SOURCES.equals(file.getParent()))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
