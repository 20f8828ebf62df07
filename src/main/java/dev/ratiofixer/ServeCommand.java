package dev.ratiofixer;

import dev.ratiofixer.config.ConfigReader;
import dev.ratiofixer.config.ConfigResult;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code serve}: the engine, until it is stopped. */
@Command(name = "serve", mixinStandardHelpOptions = true, description = "Runs the engine.")
final class ServeCommand implements Callable<Integer> {
    @Mixin
    private ConfigOption config = new ConfigOption();

    @Override
    public Integer call() throws Exception {
        ConfigResult.Valid configuration = config.read();
        try (EngineProcess process = new EngineProcess()) {
            EngineOptions options = new EngineOptions(
                    NodeName.ofThisMachine(),
                    EngineTime.real(process.vertx()),
                    configuration,
                    () -> new ConfigReader().read(config.path(), System.getenv()),
                    EngineKeys.of(configuration.configuration()),
                    process.metrics());
            Engine engine = process.start(Engine.start(process.vertx(), options, process.stops()));
            System.out.println("ratio-fixer: http://"
                    + configuration.configuration().http().host() + ":" + engine.port() + "/?login="
                    + engine.oneTimeLogin());
            process.awaitStop();
            return 0;
        } catch (InterruptedException stopped) {
            return 0;
        }
    }
}
