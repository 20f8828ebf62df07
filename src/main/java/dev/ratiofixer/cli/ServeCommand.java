package dev.ratiofixer.cli;

import dev.ratiofixer.app.ApplicationRunner;
import dev.ratiofixer.app.Engine;
import dev.ratiofixer.app.Engine.EngineOptions;
import dev.ratiofixer.app.Engine.EngineTime;
import dev.ratiofixer.app.cluster.NodeName;
import dev.ratiofixer.app.logging.LogOutput;
import dev.ratiofixer.config.ConfigResult;
import dev.ratiofixer.config.Configuration;
import dev.ratiofixer.http.HttpSettings;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code serve}: the engine, until it is stopped. */
@Command(name = "serve", mixinStandardHelpOptions = true, description = "Runs the engine.")
public final class ServeCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);
    private static final Duration FIRST_LOGIN = Duration.ofHours(1);
    private static final String NO_ADMIN =
            "nobody has an admin's key yet: this address logs in once, within an hour; make one under Keys,"
                    + " or with the command keys make";

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(
            names = "--check-config",
            paramLabel = "FILE",
            description = "Only checks a configuration, with this environment: exit code 0 if it could be served.")
    private @Nullable Path check;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        if (check != null) {
            return ConfigCommand.check(
                    check, spec.commandLine().getOut(), spec.commandLine().getErr());
        }
        try {
            return serve(config.read());
        } catch (InterruptedException stopped) {
            return 0;
        } catch (Exception failed) {
            if (!config.asksForJsonLog()) {
                throw failed;
            }
            // A collector reads this one, too: why there is no engine.
            new LogOutput().json();
            LOG.error(ErrorMessages.oneLine(failed));
            return 1;
        }
    }

    private int serve(ConfigResult.Valid configuration) throws Exception {
        new LogOutput().apply(configuration.configuration().log());
        if (config.isDefaults()) {
            LOG.info(
                    "config={} is not there, so every key has its default; ratio-fixer config example prints a file to"
                            + " begin with",
                    config.path());
        }
        try (ApplicationRunner process = new ApplicationRunner(
                configuration.configuration().cluster(),
                configuration.configuration().tracing())) {
            EngineOptions options = new EngineOptions(
                    NodeName.ofThisMachine(),
                    EngineTime.real(process.vertx()),
                    configuration,
                    config::result,
                    EngineOptions.keysOfEnvironment(configuration.configuration()),
                    process.metrics(),
                    false);
            Engine engine = process.start(Engine.start(process.vertx(), options, process.stops()));
            MissingSettings.warning(configuration.configuration()).ifPresent(LOG::warn);
            greet(configuration.configuration(), engine);
            process.awaitStop();
            return 0;
        }
    }

    /**
     * Only while nobody has an admin's key is a login printed: what is printed may be kept in a log. Where the log is
     * of JSON lines, a collector reads standard output too, and gets nothing else.
     */
    private void greet(Configuration configuration, Engine engine) {
        HttpSettings http = configuration.http();
        String address = http.browserAddress(engine.port());
        String login = engine.hasAdmin() ? "" : address + "#login=" + engine.oneTimeLogin(FIRST_LOGIN);
        switch (configuration.log().format()) {
            case JSON ->
                spec.commandLine()
                        .getOut()
                        .println(new JsonObject()
                                .put("at", Instant.now().toString())
                                .put("level", "INFO")
                                .put("logger", ServeCommand.class.getName())
                                .put("message", login.isEmpty() ? "serves" : "serves; " + NO_ADMIN)
                                .put("address", login.isEmpty() ? address : login)
                                .encode());
            case TEXT -> {
                spec.commandLine().getOut().println("ratio-fixer: " + (login.isEmpty() ? address : login));
                if (!login.isEmpty()) {
                    spec.commandLine().getOut().println(NO_ADMIN);
                }
            }
        }
        spec.commandLine().getOut().flush();
    }
}
