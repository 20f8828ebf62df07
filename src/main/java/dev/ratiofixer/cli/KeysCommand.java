package dev.ratiofixer.cli;

import dev.ratiofixer.access.ApiKey;
import dev.ratiofixer.access.ApiKeyRegistry;
import dev.ratiofixer.access.Role;
import dev.ratiofixer.http.api.Instants;
import dev.ratiofixer.store.Database;
import dev.ratiofixer.store.access.PgApiKeyStore;
import dev.ratiofixer.text.PlainText;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code keys}: makes, lists and revokes API keys in the database, so that a first admin needs no key. Nodes on the
 * same database follow within ten seconds, also an engine that runs an embedded one.
 */
@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        description =
                "Makes, lists and revokes API keys; whoever may read the configuration and reach the database may.")
public final class KeysCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name a command: make, list or revoke");
    }

    @Command(
            name = "make",
            mixinStandardHelpOptions = true,
            description = "Makes a key and prints it, alone on standard output: nobody can read it again.")
    int make(
            @Mixin ConfigOption config,
            @Option(names = "--name", required = true, paramLabel = "NAME", description = "Who or what uses it.")
                    String given,
            @Option(
                            names = "--role",
                            required = true,
                            paramLabel = "ROLE",
                            description = "viewer, operator, approver or admin.")
                    String role,
            @Option(names = "--expires", paramLabel = "INSTANT", description = "Such as 2027-11-01T00:00:00Z.")
                    @Nullable
                    String expires)
            throws Exception {
        String name = PlainText.normalized(given);
        Role wanted = role(role);
        @Nullable Instant end = expires == null ? null : instant(expires);
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9 ._@-]{0,63}")) {
            throw wrong("--name may have 64 letters, digits, blanks and ._@-, and begins with a letter or digit");
        }
        ApiKeyRegistry.Made made = with(config, keys -> keys.make(name, wanted, end))
                .orElseThrow(() -> new IllegalStateException(
                        "an active key is named " + name + ": revoke it, or choose another name"));
        err().println("made key " + made.key().id() + " for " + name + " as " + role + "; it is shown this once:");
        out().println(made.secret());
        return 0;
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the keys of the database.")
    int list(@Mixin ConfigOption config) throws Exception {
        List<ApiKey> keys = with(
                config,
                registry -> registry.refresh().map(done -> registry.all().toList()));
        keys.forEach(key -> out().printf(
                        Locale.ROOT,
                        "%s  %-8s  %s%s%n",
                        key.id(),
                        key.role().name().toLowerCase(Locale.ROOT),
                        key.name(),
                        state(key)));
        return 0;
    }

    @Command(
            name = "revoke",
            mixinStandardHelpOptions = true,
            description = "Ends a key, its sessions and its streams.")
    int revoke(
            @Mixin ConfigOption config,
            @Parameters(paramLabel = "ID", description = "As keys list shows it.") String id)
            throws Exception {
        ApiKey key = with(config, keys -> keys.revoke(id))
                .orElseThrow(() -> new IllegalStateException("no key has the id " + id + ": see keys list"));
        err().println("revoked the key of " + key.name());
        return 0;
    }

    private static String state(ApiKey key) {
        if (key.revokedAt() != null) {
            return "  revoked " + key.revokedAt();
        }
        return key.expiresAt() == null ? "" : "  expires " + key.expiresAt();
    }

    private Role role(String name) {
        try {
            return Role.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw wrong("--role is one of viewer, operator, approver, admin");
        }
    }

    private Instant instant(String text) {
        Instant end;
        try {
            end = Instants.parse(text);
        } catch (DateTimeException unreadable) {
            throw wrong("--expires is an ISO 8601 instant before the year 10000, such as 2027-11-01T00:00:00Z");
        }
        if (!InstantSource.system().instant().isBefore(end)) {
            throw wrong("--expires is past: " + end);
        }
        return end;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }

    private static <T> T with(ConfigOption config, Function<ApiKeyRegistry, Future<T>> work) throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            Database database =
                    Database.openBeside(vertx, config.read().configuration().databaseInUse());
            try {
                return await(
                        work.apply(new ApiKeyRegistry(List.of(), new PgApiKeyStore(database), InstantSource.system())));
            } finally {
                await(database.close(vertx));
            }
        } finally {
            await(vertx.close());
        }
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get();
    }
}
