package dev.ratiofixer.demo;

import dev.ratiofixer.access.ApiKeyRegistry;
import dev.ratiofixer.access.Role;
import dev.ratiofixer.app.ApplicationRunner;
import dev.ratiofixer.app.Engine;
import dev.ratiofixer.app.Engine.EngineTime;
import dev.ratiofixer.sandbox.Sandbox;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code warm-up}: an engine with the demo's campaigns for some seconds, on ports and data of its own. It is what a JVM
 * that makes an ahead-of-time cache is to see: what serving loads, and nothing of this installation.
 */
@Command(
        name = "warm-up",
        mixinStandardHelpOptions = true,
        description = "Runs an engine for some seconds on data of its own: for java -XX:AOTCacheOutput=FILE.")
public final class WarmUpCommand implements Callable<Integer> {
    private static final String KEY = "warm-up";
    private static final double SPEED = 3600;
    private static final String API = "/api/ratio-fixer/";
    /** Neither the configuration file nor the variables of this installation count, not even the database's. */
    private static final Map<String, String> ENVIRONMENT = Map.of("RATIO_FIXER_PORT", "0");

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "3",
            description = "How long it runs after its start (default: 3).")
    private int seconds;

    @Override
    public Integer call() throws Exception {
        try (ApplicationRunner process = new ApplicationRunner()) {
            EngineTime time = EngineTime.scaled(process.vertx(), SPEED);
            Sandbox sandbox = DemoCommand.sandbox(process, time, SPEED, 1);
            Engine engine = DemoCommand.engine(
                    process,
                    time,
                    DemoConfiguration.of(sandbox, 0, DemoCommand.directory(process), ENVIRONMENT),
                    List.of(ApiKeyRegistry.fixed(KEY, KEY, Role.ADMIN, KEY)));
            process.start(DemoCampaigns.start(
                    process.vertx().eventBus(), sandbox, time.clock().instant()));
            HttpClient client = process.vertx().createHttpClient();
            for (String path : List.of("readyz", "livez", "metrics")) {
                process.start(get(client, engine.managementPort(), "/" + path));
            }
            for (String path : List.of("", API + "health", API + "campaigns", API + "prerequisites")) {
                process.start(get(client, engine.port(), path.isEmpty() ? "/" : path));
            }
            new CountDownLatch(1).await(seconds, TimeUnit.SECONDS);
            return 0;
        } catch (InterruptedException stopped) {
            return 1;
        }
    }

    /** What is answered does not matter here, only that it is. */
    private static Future<Buffer> get(HttpClient client, int port, String path) {
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setHost("127.0.0.1")
                .setPort(port)
                .setURI(path)
                .putHeader("X-API-Key", KEY);
        return client.request(request).compose(sent -> sent.send().compose(answer -> answer.body()));
    }
}
