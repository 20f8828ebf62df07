package dev.ratiofixer.bench;

import dev.ratiofixer.app.EngineUnderLoad;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpResponse;
import java.time.Duration;

/**
 * From a start call to its answer, when the campaign is deployed and persisted: one call after the other, as a person's
 * clicks come; then bulk starts, two calls of a thousand at a time.
 *
 * <p>Arguments: single starts (1,000), of bulk starts (20,000), single starts to warm up (1,000).
 */
final class StartsFigure {
    private StartsFigure() {}

    static void run(String[] arguments) throws Exception {
        Arguments given = new Arguments(arguments);
        int single = given.number(1_000);
        int bulk = given.number(20_000);
        int warmUp = given.number(1_000);
        try (Stage stage = new Stage(single + bulk + 2 * warmUp, Duration.ofSeconds(36))) {
            run(stage, single, bulk, warmUp);
        }
    }

    static void run(Stage stage, int single, int bulk, int warmUp) throws Exception {
        Report report = new Report("starts")
                .setting("single", single)
                .setting("bulk", bulk)
                .setting("warm_up", warmUp)
                .setting("mode", "observe");
        singles(stage, warmUp);
        Percentiles times = singles(stage, single);
        report.value("start_p50_ms", times.millis(0.5)).value("start_p99_ms", times.millis(0.99));
        stage.campaigns(stage.started() + warmUp);
        long began = System.nanoTime();
        stage.campaigns(stage.started() + bulk);
        report.value("bulk_starts_per_second", bulk / ((System.nanoTime() - began) / 1e9))
                .print();
    }

    private static Percentiles singles(Stage stage, int count) throws Exception {
        Percentiles times = new Percentiles();
        for (int i = 0; i < count; i++) {
            long asked = System.nanoTime();
            HttpResponse<Buffer> answer = EngineUnderLoad.await(
                    stage.engine().post("/api/ratio-fixer/start", EngineUnderLoad.observe(stage.next())));
            times.add(System.nanoTime() - asked);
            if (answer.statusCode() != 201) {
                throw new IllegalStateException(answer.bodyAsString());
            }
        }
        return times;
    }
}
