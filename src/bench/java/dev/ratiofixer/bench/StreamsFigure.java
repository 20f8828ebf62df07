package dev.ratiofixer.bench;

import dev.ratiofixer.app.EngineUnderLoad;
import dev.ratiofixer.bus.Addresses;
import dev.ratiofixer.campaign.CampaignChanged;
import dev.ratiofixer.campaign.CampaignView;
import dev.ratiofixer.campaign.SupervisorRequest.GetStatus;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Live streams, each of one campaign that changes once a second, read by another process; the engine's CPU time with
 * them, and without.
 *
 * <p>Arguments: readers (2,000), campaigns (100), seconds (30).
 */
final class StreamsFigure {
    private StreamsFigure() {}

    static void run(String[] arguments) throws Exception {
        Arguments given = new Arguments(arguments);
        int readers = given.number(2_000);
        int campaigns = given.number(100);
        int seconds = given.number(30);
        try (Stage stage = new Stage(campaigns, Duration.ofSeconds(36))) {
            run(stage, readers, campaigns, seconds);
        }
    }

    static void run(Stage stage, int readers, int campaigns, int seconds) throws Exception {
        Report report = new Report("stream-cpu")
                .setting("readers", readers)
                .setting("campaigns", campaigns)
                .setting("events_a_second_each", 1)
                .setting("seconds", seconds);
        stage.campaigns(campaigns);
        EngineUnderLoad engine = stage.engine();
        List<CampaignView> views = views(engine, campaigns);
        long timer = everySecond(engine.vertx(), views);
        double without = cores(seconds);
        Process load = load(engine.port(), readers, views);
        try (BufferedReader answers = load.inputReader();
                Writer questions = load.outputWriter()) {
            if (!"open".equals(answers.readLine())) {
                throw new IOException("not all streams could be opened");
            }
            // The snapshots that every reader gets first.
            count(questions, answers, Math.min(seconds, 5));
            double before = Cpu.ofEngine();
            long events = count(questions, answers, seconds);
            double with = (Cpu.ofEngine() - before) / seconds;
            report.value("events_a_second", (double) events / seconds)
                    .value("cores_with", with)
                    .value("cores_without", without)
                    .value("cores_of_streams", with - without)
                    .print();
        } finally {
            load.destroy();
            engine.vertx().cancelTimer(timer);
        }
    }

    private static long count(Writer questions, BufferedReader answers, int seconds) throws Exception {
        ask(questions, answers);
        Thread.sleep(1_000L * seconds);
        return ask(questions, answers);
    }

    private static long ask(Writer questions, BufferedReader answers) throws IOException {
        questions.write("\n");
        questions.flush();
        return Long.parseLong(answers.readLine());
    }

    private static double cores(int seconds) throws InterruptedException {
        double before = Cpu.ofEngine();
        Thread.sleep(1_000L * seconds);
        return (Cpu.ofEngine() - before) / seconds;
    }

    /** Spread over the second, as samples come. */
    private static long everySecond(Vertx vertx, List<CampaignView> views) {
        int turns = 10;
        int[] turn = {0};
        return vertx.setPeriodic(1_000 / turns, fired -> {
            for (int i = turn[0]++ % turns; i < views.size(); i += turns) {
                vertx.eventBus().publish(Addresses.CAMPAIGN_EVENTS, new CampaignChanged("sampled", views.get(i)));
            }
        });
    }

    private static List<CampaignView> views(EngineUnderLoad engine, int campaigns) throws Exception {
        List<CampaignView> views = new ArrayList<>();
        for (Object each :
                engine.get("/api/ratio-fixer/campaigns?limit=" + campaigns).getJsonArray("items")) {
            String id = ((JsonObject) each).getString("campaign_id");
            views.add((CampaignView)
                    EngineUnderLoad.await(engine.vertx().eventBus().request(Addresses.SUPERVISOR, new GetStatus(id)))
                            .body());
        }
        return views;
    }

    private static Process load(int port, int readers, List<CampaignView> views) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-classpath",
                        System.getProperty("java.class.path"),
                        StreamLoad.class.getName(),
                        String.valueOf(port),
                        EngineUnderLoad.KEY,
                        String.valueOf(readers),
                        String.join(
                                ",",
                                views.stream().map(view -> view.campaign().id()).toList()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
