package dev.ratiofixer.bench;

import dev.ratiofixer.app.EngineUnderLoad;
import dev.ratiofixer.bench.LoadProcess.Outcome;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.Arrays;

/**
 * {@code GET status/{id}} of a running campaign, beside a bare Vert.x route that answers the same bytes, in one process
 * and in turns. Both are asked by the same client in a process of its own.
 *
 * <p>Arguments: milliseconds of each turn (4,000), turns (5), connections (64), running campaigns (100).
 */
final class StatusFigure {
    private static final String PATH = "/api/ratio-fixer/status/";

    private StatusFigure() {}

    static void run(String[] arguments) throws Exception {
        Arguments given = new Arguments(arguments);
        int millis = given.number(4_000);
        int turns = given.number(5);
        int connections = given.number(64);
        int campaigns = given.number(100);
        try (Stage stage = new Stage(campaigns, Duration.ofSeconds(36))) {
            run(stage, campaigns, connections, turns, millis);
        }
    }

    static void run(Stage stage, int campaigns, int connections, int turns, int millis) throws Exception {
        Report report = new Report("status")
                .setting("connections", connections)
                .setting("turns", turns)
                .setting("turn_ms", millis)
                .setting("campaigns", campaigns);
        EngineUnderLoad engine = stage.engine();
        stage.campaigns(campaigns);
        String path = PATH + firstCampaign(engine);
        Buffer body = Buffer.buffer(engine.get(path).encode());
        int bare = bare(engine.vertx(), path, body).actualPort();
        double[] status = new double[turns];
        double[] route = new double[turns];
        for (int turn = 0; turn < turns; turn++) {
            status[turn] = ask(engine.port(), path, connections, millis).perSecond();
            route[turn] = ask(bare, path, connections, millis).perSecond();
        }
        report.value("bytes", body.length())
                .value("status_per_second", median(status))
                .value("bare_per_second", median(route))
                .value("ratio", median(status) / median(route))
                .print();
    }

    private static Outcome ask(int port, String path, int connections, int millis) throws Exception {
        return LoadProcess.ask(port, path, EngineUnderLoad.KEY, connections, millis, millis);
    }

    private static String firstCampaign(EngineUnderLoad engine) throws Exception {
        String id = engine.get("/api/ratio-fixer/campaigns?limit=1")
                .getJsonArray("items")
                .getJsonObject(0)
                .getString("campaign_id");
        while (engine.get(PATH + id).getValue("expectation") == null) {
            Thread.onSpinWait();
        }
        return id;
    }

    private static HttpServer bare(Vertx vertx, String path, Buffer body) throws Exception {
        Router router = Router.router(vertx);
        router.get(path)
                .handler(ctx -> ctx.response()
                        .putHeader("Content-Type", "application/json")
                        .end(body));
        return EngineUnderLoad.await(
                vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"));
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
