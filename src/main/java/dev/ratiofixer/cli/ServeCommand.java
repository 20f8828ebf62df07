package dev.ratiofixer.cli;

import dev.ratiofixer.app.ApplicationRunner;
import dev.ratiofixer.app.Engine;
import dev.ratiofixer.app.EngineOptions;
import dev.ratiofixer.app.EngineTime;
import dev.ratiofixer.app.cluster.NodeName;
import dev.ratiofixer.app.logging.LogOutput;
import dev.ratiofixer.config.ConfigReader;
import dev.ratiofixer.config.ConfigResult;
import dev.ratiofixer.http.HttpSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code serve}: the engine, until it is stopped. */
@Command(name = "serve", mixinStandardHelpOptions = true, description = "Runs the engine.")
public final class ServeCommand implements Callable<Integer> {
    private static final Duration FIRST_LOGIN = Duration.ofHours(1);

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(
            names = "--check-config",
            paramLabel = "FILE",
            description = "Only checks a configuration, with this environment: exit code 0 if it could be served.")
    private @Nullable Path check;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** A line for each problem, for scripts and editors. */
    private int check(Path file) {
        return switch (new ConfigReader().read(file, System.getenv())) {
            case ConfigResult.Valid valid -> {
                System.out.println(file + " is valid");
                yield 0;
            }
            case ConfigResult.Invalid invalid -> {
                invalid.problems()
                        .forEach(problem -> spec.commandLine().getErr().println(file + ": " + problem));
                yield 1;
            }
        };
    }

    @Override
    public Integer call() throws Exception {
        if (check != null) {
            return check(check);
        }
        ConfigResult.Valid configuration = config.read();
        new LogOutput().apply(configuration.configuration().log());
        try (ApplicationRunner process = new ApplicationRunner(
                configuration.configuration().cluster(),
                configuration.configuration().tracing())) {
            EngineOptions options = new EngineOptions(
                    NodeName.ofThisMachine(),
                    EngineTime.real(process.vertx()),
                    configuration,
                    () -> new ConfigReader().read(config.path(), System.getenv()),
                    EngineOptions.keysOfEnvironment(configuration.configuration()),
                    process.metrics(),
                    false);
            Engine engine = process.start(Engine.start(process.vertx(), options, process.stops()));
            greet(configuration.configuration().http(), engine);
            process.awaitStop();
            return 0;
        } catch (InterruptedException stopped) {
            return 0;
        }
    }

    /** Only while nobody has an admin's key is a login printed: what is printed may be kept in a log. */
    private static void greet(HttpSettings http, Engine engine) {
        String address = (http.tls() == null ? "http://" : "https://") + http.host() + ":" + engine.port() + "/";
        if (engine.hasAdmin()) {
            System.out.println("ratio-fixer: " + address);
            return;
        }
        System.out.println("ratio-fixer: " + address + "#login=" + engine.oneTimeLogin(FIRST_LOGIN));
        System.out.println(
                "nobody has an admin's key yet: this address logs in once, within an hour; make one under Keys,"
                        + " or with the command keys make");
    }
}
