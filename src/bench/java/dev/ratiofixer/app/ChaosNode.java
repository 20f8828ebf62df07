package dev.ratiofixer.app;

import dev.ratiofixer.app.Engine.EngineOptions;
import dev.ratiofixer.app.Engine.EngineTime;
import dev.ratiofixer.app.logging.LogOutput;
import dev.ratiofixer.cli.ConfigOption;
import dev.ratiofixer.config.ConfigReader;
import dev.ratiofixer.config.ConfigResult;
import dev.ratiofixer.config.Configuration.TracingSettings;
import dev.ratiofixer.fixtures.SharedClock;
import dev.ratiofixer.fixtures.ShiftedClock;
import dev.ratiofixer.time.VertxTimers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * The process of one node of a chaos run: what {@code serve} does, on a fast clock that everybody shares and that can
 * be put wrong. Says {@code up PORT} when it serves; hears {@code shift PT10M} on its input, and ends at once when that
 * ends, so that it never outlives who started it. A TERM stops it as it stops {@code serve}.
 *
 * <p>Arguments: configuration, node, when the clock began in real milliseconds, what it showed then, speed.
 */
public final class ChaosNode {
    private ChaosNode() {}

    public static void main(String[] args) throws Exception {
        Path file = Path.of(args[0]);
        ConfigResult.Valid configuration = ConfigOption.read(file);
        new LogOutput().apply(configuration.configuration().log());
        try (ApplicationRunner process =
                new ApplicationRunner(configuration.configuration().cluster(), TracingSettings.OFF)) {
            double speed = Double.parseDouble(args[4]);
            ShiftedClock clock =
                    new ShiftedClock(SharedClock.of(Long.parseLong(args[2]), Instant.parse(args[3]), speed));
            EngineTime time =
                    new EngineTime(clock, new VertxTimers(process.vertx(), speed), new VertxTimers(process.vertx(), 1));
            EngineOptions options = new EngineOptions(
                    args[1],
                    time,
                    configuration,
                    () -> new ConfigReader().read(file, System.getenv()),
                    EngineOptions.keysOfEnvironment(configuration.configuration()),
                    process.metrics(),
                    false);
            Engine engine = process.start(Engine.start(process.vertx(), options, process.stops()));
            System.out.println("up " + engine.port());
            Thread.ofPlatform().daemon().start(() -> listen(clock));
            process.awaitStop();
        } catch (InterruptedException stopped) {
            // As serve ends: quietly.
        }
    }

    private static void listen(ShiftedClock clock) {
        try (BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = input.readLine(); line != null; line = input.readLine()) {
                clock.shift(Duration.parse(line.substring(line.indexOf(' ') + 1)));
            }
        } catch (IOException gone) {
            // The same as its end.
        }
        Runtime.getRuntime().halt(1);
    }
}
