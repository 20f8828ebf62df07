package dev.ratiofixer.http;

import dev.ratiofixer.campaign.CampaignView;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Many readers of the stream, some of which never read: whether the others hear in time, and whether memory stays flat.
 * The readers are a second process, so that this one's memory is the server's.
 */
public final class StreamFigures {
    private static final int READERS = 2000;
    private static final int STALLED = 200;
    private static final int EVENTS_A_SECOND = 30;
    private static final int MEBIBYTE = 1024 * 1024;

    private StreamFigures() {}

    /** Arguments: minutes, readers, stalled readers among them, events a second; 5, 2000, 200 and 30 without any. */
    public static void main(String[] arguments) throws IOException {
        int minutes = argument(arguments, 0, 5);
        int readers = argument(arguments, 1, READERS);
        int stalled = argument(arguments, 2, STALLED);
        int rate = argument(arguments, 3, EVENTS_A_SECOND);
        try (Site site = Site.open()) {
            DashboardPreview.fill(site.engine);
            Process crowd = crowd(site, readers, stalled, minutes);
            try (BufferedReader said = crowd.inputReader(StandardCharsets.UTF_8)) {
                for (String line = said.readLine(); line != null; line = said.readLine()) {
                    if (line.equals("connected")) {
                        happen(site, rate);
                    } else {
                        System.out.println(withMemory(line, readers, stalled, rate));
                    }
                }
            } finally {
                crowd.destroyForcibly();
            }
        }
    }

    private static int argument(String[] arguments, int index, int otherwise) {
        return arguments.length > index ? Integer.parseInt(arguments[index]) : otherwise;
    }

    private static Process crowd(Site site, int readers, int stalled, int minutes) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StreamCrowd.class.getName(),
                        String.valueOf(site.verticle.port()),
                        String.valueOf(readers),
                        String.valueOf(stalled),
                        String.valueOf(minutes))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Each event says when it happened. */
    private static void happen(Site site, int rate) {
        List<CampaignView> views = List.copyOf(site.engine.campaigns.values());
        int[] next = {0};
        site.vertx.setPeriodic(1000 / rate, tick -> {
            CampaignView view = views.get(next[0]++ % views.size());
            site.engine.change(
                    "at " + ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()),
                    HttpFixtures.sampled(view, site.engine.now()));
        });
    }

    private static String withMemory(String line, int readers, int stalled, int rate) throws IOException {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        String resident = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(status -> status.startsWith("VmRSS:"))
                .map(status -> status.replaceAll("\\D", ""))
                .findFirst()
                .orElse("0");
        return new JsonObject(line)
                .put("figure", "streams")
                .put("readers", readers)
                .put("stalled", stalled)
                .put("events_a_second", rate)
                .put("heap_mib", (runtime.totalMemory() - runtime.freeMemory()) / MEBIBYTE)
                .put("resident_mib", Long.parseLong(resident) / 1024)
                .encode();
    }
}
