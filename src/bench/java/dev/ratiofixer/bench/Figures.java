package dev.ratiofixer.bench;

import dev.ratiofixer.chaos.ChaosFigures;
import dev.ratiofixer.http.FuzzRun;
import dev.ratiofixer.http.StreamFigures;
import dev.ratiofixer.model.training.TreesFigure;
import dev.ratiofixer.smm.execution.OrderKillFigures;
import dev.ratiofixer.smm.simulation.ControlFigures;
import dev.ratiofixer.smm.simulation.OwnerFigures;
import dev.ratiofixer.smm.simulation.TrialFigures;
import dev.ratiofixer.store.campaign.StoreBench;
import dev.ratiofixer.youtube.PollingFigures;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Runs one figure of docs/performance.md by its name; the arguments after it are the figure's own. Prints one JSON line
 * a result.
 */
public final class Figures {
    /** The way into a figure. */
    @FunctionalInterface
    interface Figure {
        void run(String[] arguments) throws Exception;
    }

    private Figures() {}

    /** All of them, by name. */
    static Map<String, Figure> all() {
        Map<String, Figure> all = new TreeMap<>();
        all.put("against", AgainstFigure::run);
        all.put("campaigns", CampaignsFigure::run);
        all.put("chaos", ChaosFigures::main);
        all.put("competitors", CompetitorsFigure::run);
        all.put("control", ControlFigures::main);
        all.put("owner", OwnerFigures::main);
        all.put("counting", CountingFigure::run);
        all.put("decide", DecideFigure::run);
        all.put("demo", DemoFigure::run);
        all.put("expectation", ExpectationFigure::run);
        all.put("fuzz", FuzzRun::main);
        all.put("heap", HeapFigure::run);
        all.put("load", LoadFigure::run);
        all.put("orders", OrdersFigure::run);
        all.put("order-kills", OrderKillFigures::main);
        all.put("polling", PollingFigures::main);
        all.put("quiet-series", QuietSeriesFigure::run);
        all.put("rolling-restart", ChaosFigures::restart);
        all.put("samples", StoreBench::run);
        all.put("starts", StartsFigure::run);
        all.put("startup", StartupFigure::run);
        all.put("status", StatusFigure::run);
        all.put("stream-cpu", StreamsFigure::run);
        all.put("streams", StreamFigures::main);
        all.put("takeover", TakeoverFigure::run);
        all.put("trials", TrialFigures::main);
        all.put("trees", TreesFigure::run);
        return all;
    }

    public static void main(String[] arguments) {
        Figure figure = arguments.length == 0 ? null : all().get(arguments[0]);
        if (figure == null) {
            System.err.println("name a figure: " + String.join(", ", all().keySet()));
            System.exit(2);
            return;
        }
        // Exits by itself: pools of the libraries under measure keep threads of their own.
        try {
            figure.run(Arrays.copyOfRange(arguments, 1, arguments.length));
            System.exit(0);
        } catch (Exception failed) {
            failed.printStackTrace();
            System.exit(1);
        }
    }
}
