package dev.ratiofixer.demo;

import dev.ratiofixer.access.ApiKey;
import dev.ratiofixer.access.ApiKeyRegistry;
import dev.ratiofixer.access.Role;
import dev.ratiofixer.access.Sessions;
import dev.ratiofixer.app.ApplicationRunner;
import dev.ratiofixer.app.Engine;
import dev.ratiofixer.app.Engine.EngineOptions;
import dev.ratiofixer.app.Engine.EngineTime;
import dev.ratiofixer.bus.Addresses;
import dev.ratiofixer.campaign.CampaignChanged;
import dev.ratiofixer.campaign.CampaignSnapshot;
import dev.ratiofixer.config.ConfigResult;
import dev.ratiofixer.model.Expectation;
import dev.ratiofixer.sandbox.Sandbox;
import dev.ratiofixer.sandbox.SandboxOptions;
import dev.ratiofixer.smm.api.OrderChanged;
import dev.ratiofixer.smm.api.OrderView;
import dev.ratiofixer.video.Counters;
import dev.ratiofixer.video.Sample;
import io.vertx.core.eventbus.EventBus;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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

    /** Prints one line per event: what every campaign and every order does. */
    public static final class ConsoleEventPrinter {
        private final InstantSource clock;
        private final PrintStream out;

        public ConsoleEventPrinter(InstantSource clock, PrintStream out) {
            this.clock = clock;
            this.out = out;
        }

        /** Begins to print. */
        public void listen(EventBus bus) {
            bus.<CampaignChanged>localConsumer(Addresses.CAMPAIGN_EVENTS, message -> print(message.body()));
            bus.<OrderChanged>localConsumer(Addresses.ORDER_EVENTS, message -> print(message.body()));
        }

        private void print(CampaignChanged event) {
            CampaignSnapshot snapshot = event.view().snapshot();
            out.printf(
                    "%s %-9s %s | %s | %s%n",
                    time(),
                    event.what(),
                    event.view().campaign().terms().campaignName(),
                    counters(snapshot.lastSample()),
                    standing(snapshot));
        }

        private void print(OrderChanged event) {
            OrderView order = event.order();
            out.printf(
                    "%s order     %s %s %s: %s%s%n",
                    time(),
                    order.orderType().name().toLowerCase(java.util.Locale.ROOT),
                    order.status().name().toLowerCase(java.util.Locale.ROOT),
                    order.cost(),
                    order.summary(),
                    order.problem() == null ? "" : " (" + order.problem() + ")");
        }

        private Instant time() {
            return clock.instant().truncatedTo(ChronoUnit.MINUTES);
        }

        private static String counters(@Nullable Sample sample) {
            if (sample == null) {
                return "no sample yet";
            }
            Counters counters = sample.counters();
            return "views " + shown(counters.views()) + " likes " + shown(counters.likes()) + " comments "
                    + shown(counters.comments());
        }

        private static String shown(@Nullable Long counter) {
            return counter == null ? "hidden" : counter.toString();
        }

        private static String standing(CampaignSnapshot snapshot) {
            Expectation expectation = snapshot.expectation();
            if (expectation == null) {
                return snapshot.status().name().toLowerCase(java.util.Locale.ROOT);
            }
            return "desired %d/%d short %d/%d ordered %d/%d"
                    .formatted(
                            Math.round(expectation.likes().p50()),
                            Math.round(expectation.comments().p50()),
                            snapshot.shortfall().likes(),
                            snapshot.shortfall().comments(),
                            snapshot.orders().orderedLikes(),
                            snapshot.orders().orderedComments());
        }
    }
}
