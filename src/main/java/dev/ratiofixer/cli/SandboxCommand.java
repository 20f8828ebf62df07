package dev.ratiofixer.cli;

import dev.ratiofixer.app.Engine.EngineTime;
import dev.ratiofixer.demo.DemoConfiguration;
import dev.ratiofixer.sandbox.Sandbox;
import dev.ratiofixer.sandbox.SandboxOptions;
import dev.ratiofixer.sandbox.audience.AudienceKind;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sandbox}: the stand-in for Google alone, until it is stopped. */
@Command(
        name = "sandbox",
        mixinStandardHelpOptions = true,
        description = "Runs the local stand-in for YouTube, Google Ads, OAuth, Sheets and a webhook receiver.")
public final class SandboxCommand implements Callable<Integer> {
    private static final int MANAGEMENT_PORT = 9090;
    private static final int LEVERS = 8;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8090",
            description = "Port (default: 8090, 0: any free).")
    private int port;

    @Option(
            names = "--speed",
            paramLabel = "X",
            defaultValue = "1",
            description = "How many times faster than real time its clock runs (default: 1).")
    private double speed;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Decides what looks random (default: 1).")
    private long seed;

    @Option(
            names = "--synthetic-videos",
            paramLabel = "N",
            defaultValue = "0",
            description = "Adds so many made-up videos, for load tests.")
    private int syntheticVideos;

    @Option(
            names = "--daily-units",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Quota units of the YouTube Data API a day (default: 10000).")
    private long dailyUnits;

    @Option(
            names = "--daily-stats-calls",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Calls of videos:batchGetStats a day (default: 10000).")
    private long dailyStatsCalls;

    @Option(
            names = "--audience",
            paramLabel = "KIND",
            defaultValue = "even",
            description = "How hard its audience makes it to tell paid viewers from others: even, rhythm, hostile"
                    + " (default: even).")
    private String audience = "even";

    @Option(
            names = "--write-config",
            paramLabel = "FILE",
            description =
                    "Writes a configuration of the engine for this sandbox, with levers for its first eight videos.")
    private @Nullable Path config;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        AudienceKind kind = AudienceKind.of(audience);
        if (kind == null) {
            throw new ParameterException(
                    spec.commandLine(), "--audience: even, rhythm or hostile, and not '" + audience + "'");
        }
        SandboxOptions options = SandboxOptions.defaults()
                .withPort(port)
                .withSpeed(speed)
                .withSeed(seed)
                .withSyntheticVideos(syntheticVideos)
                .withQuota(dailyUnits, dailyStatsCalls)
                .withAudience(kind);
        Vertx vertx = Vertx.vertx();
        Sandbox sandbox = new Sandbox(vertx, EngineTime.scaled(vertx, speed).clock(), options);
        try {
            sandbox.start().toCompletionStage().toCompletableFuture().get();
            tell(sandbox);
            new CountDownLatch(1).await();
            return 0;
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get();
        }
    }

    /** All that an engine beside it needs, ready to be pasted. */
    private void tell(Sandbox sandbox) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        out.println("# sandbox: " + sandbox.origin() + " (see docs/sandbox.md; stop with Ctrl-C)");
        DemoConfiguration.secrets(sandbox).forEach((name, value) -> out.println("export " + name + "=" + value));
        String engine = DemoConfiguration.json(sandbox, MANAGEMENT_PORT, LEVERS).encodePrettily();
        if (config == null) {
            out.println("# a configuration of the engine (--write-config FILE writes it to a file):");
            out.println(engine);
        } else {
            Files.writeString(config, engine + "\n");
            out.println("# then: ratio-fixer serve --config " + config);
        }
        out.flush();
    }
}
