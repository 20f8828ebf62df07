package dev.ratiofixer.demo;

import dev.ratiofixer.access.ApiKey;
import dev.ratiofixer.access.ApiKeyRegistry;
import dev.ratiofixer.access.Role;
import dev.ratiofixer.access.Sessions;
import dev.ratiofixer.app.ApplicationRunner;
import dev.ratiofixer.app.Engine;
import dev.ratiofixer.app.EngineOptions;
import dev.ratiofixer.app.EngineTime;
import dev.ratiofixer.config.ConfigResult;
import dev.ratiofixer.sandbox.Sandbox;
import dev.ratiofixer.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code demo}: engine, sandbox and embedded PostgreSQL in one process, with campaigns running on a fast clock. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Runs everything on this machine, on replayed real videos and a fast clock; needs no account.")
public final class DemoCommand implements Callable<Integer> {
    @Option(
            names = "--speed",
            paramLabel = "X",
            defaultValue = "3600",
            description = "How many times faster than real time it runs (default: 3600, an hour a second).")
    private double speed;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Decides what looks random (default: 1).")
    private long seed;

    @Option(
            names = "--management-port",
            paramLabel = "N",
            defaultValue = "9090",
            description = "Port of /livez, /readyz and /metrics (default: 9090, 0: any free).")
    private int managementPort;

    @Override
    public Integer call() throws Exception {
        if (!(speed >= 1 && speed <= 36_000)) {
            throw new IllegalArgumentException("--speed must be 1 to 36000");
        }
        System.out.println("ratio-fixer demo: starting PostgreSQL, the sandbox and the engine ...");
        try (ApplicationRunner process = new ApplicationRunner()) {
            run(process, directory(process));
            return 0;
        } catch (InterruptedException stopped) {
            return 0;
        }
    }

    private void run(ApplicationRunner process, Path directory) throws Exception {
        EngineTime time = EngineTime.scaled(process.vertx(), speed);
        Sandbox sandbox = sandbox(process, time, speed, seed);
        ConfigResult.Valid configuration = DemoConfiguration.of(sandbox, managementPort, directory, System.getenv());
        Engine engine = engine(process, time, configuration, keys(configuration));
        System.out.println(
                "dashboard: http://127.0.0.1:" + engine.port() + "/#login=" + engine.oneTimeLogin(Sessions.LIFE));
        System.out.println("sandbox:   " + sandbox.origin() + "/sandbox/ledger (everything that was placed)");
        System.out.println(
                "stop with Ctrl-C; one line per event follows, on a clock " + (long) speed + " times as fast");
        new ConsoleEventPrinter(time.clock(), System.out).listen(process.vertx().eventBus());
        process.start(DemoCampaigns.start(
                process.vertx().eventBus(), sandbox, time.clock().instant()));
        process.awaitStop();
    }

    /** Starts the stand-in of all upstreams; the process stops it. */
    static Sandbox sandbox(ApplicationRunner process, EngineTime time, double speed, long seed) throws Exception {
        SandboxOptions options = SandboxOptions.defaults().withSpeed(speed).withSeed(seed);
        Sandbox sandbox = process.start(new Sandbox(process.vertx(), time.clock(), options).start());
        process.stops().add("sandbox", sandbox::close);
        return sandbox;
    }

    /** Starts an engine whose data nobody keeps; the process stops it. */
    static Engine engine(
            ApplicationRunner process, EngineTime time, ConfigResult.Valid configuration, List<ApiKey> keys)
            throws Exception {
        EngineOptions options =
                new EngineOptions("demo", time, configuration, () -> configuration, keys, process.metrics(), true);
        return process.start(Engine.start(process.vertx(), options, process.stops()));
    }

    /** Makes a directory that is deleted when all has stopped that is started later. */
    static Path directory(ApplicationRunner process) throws IOException {
        Path directory = Files.createTempDirectory("ratio-fixer-demo");
        process.stops().add("files", () -> process.vertx().executeBlocking(() -> delete(directory)));
        return directory;
    }

    private static List<ApiKey> keys(ConfigResult.Valid configuration) {
        List<ApiKey> given = EngineOptions.keysOfEnvironment(configuration.configuration());
        if (!given.isEmpty()) {
            return given;
        }
        String secret = freshKey();
        System.out.println("api key:   " + secret + " (or set RATIO_FIXER_API_KEY)");
        return List.of(ApiKeyRegistry.fixed("demo", "demo", Role.ADMIN, secret));
    }

    /** A key of 192 random bits. */
    private static String freshKey() {
        byte[] bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return "demo_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static boolean delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
        return true;
    }
}
