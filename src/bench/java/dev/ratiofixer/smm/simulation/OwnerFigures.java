package dev.ratiofixer.smm.simulation;

import dev.ratiofixer.bench.Report;
import dev.ratiofixer.model.ModelFile;
import dev.ratiofixer.model.NetworkModel;
import dev.ratiofixer.sandbox.audience.AudienceKind;
import dev.ratiofixer.sandbox.audience.ReplayData;
import dev.ratiofixer.sandbox.audience.ReplayedVideo;
import dev.ratiofixer.smm.simulation.Scenario.Counting;
import dev.ratiofixer.smm.simulation.Scenario.PaidReport;
import dev.ratiofixer.smm.simulation.Scenario.Setting;
import dev.ratiofixer.smm.simulation.SimulatedCampaign.Hand;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToDoubleFunction;

/**
 * How well the policy does where public views count at the first frame, with the owner's analytics and without, against
 * the same viewers where each view is public once. Prints a JSON line for each of the three, then one for how far each
 * lies from the honest one, with the interval that holds it in nine cases of ten: campaigns are drawn again 2,000
 * times, each with what it came to in all three.
 *
 * <p>Arguments: campaigns (60), the first and last seed (110-113), audience (hostile).
 */
public final class OwnerFigures {
    private static final int DRAWINGS = 2_000;

    /** What the policy is told. */
    private enum Told {
        HONEST(Counting.HONEST, PaidReport.ADS),
        FIRST_FRAME(Counting.FIRST_FRAME, PaidReport.ADS),
        WITH_ANALYTICS(Counting.FIRST_FRAME, PaidReport.ANALYTICS);

        private final Counting counting;
        private final PaidReport report;

        Told(Counting counting, PaidReport report) {
            this.counting = counting;
            this.report = report;
        }

        Setting setting(long seed, AudienceKind audience) {
            return new Setting(seed, audience, report, counting);
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** One campaign's outcome in each world; what nobody's hand leaves short is the same in all of them. */
    private record Compared(Scenario scenario, SimulationOutcome nobody, Map<Told, SimulationOutcome> by) {}

    private OwnerFigures() {}

    public static void main(String[] arguments) throws InterruptedException, ExecutionException {
        int campaigns = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 60;
        String seeds = arguments.length > 1 ? arguments[1] : "110-113";
        AudienceKind kind = arguments.length > 2 ? AudienceKind.of(arguments[2]) : AudienceKind.HOSTILE;
        AudienceKind audience = kind == null ? AudienceKind.HOSTILE : kind;
        List<Compared> all = new ArrayList<>();
        for (long seed : ControlFigures.seeds(seeds)) {
            all.addAll(compare(campaigns, seed, audience));
        }
        for (Told told : Told.values()) {
            Report line = new Report("owner")
                    .setting("campaigns", campaigns)
                    .setting("seeds", seeds)
                    .setting("audience", audience.word())
                    .setting("told", told.word());
            line.value("moves", moves(all, told, false));
            line.value("wrong", moves(all, told, true));
            line.value("wrong_raises", wrongRaises(all, told));
            line.value("right_share", right(all, told));
            line.value("mended", mended(all, told));
            line.print();
        }
        for (Told told : List.of(Told.FIRST_FRAME, Told.WITH_ANALYTICS)) {
            Report line = new Report("owner_less_honest").setting("told", told.word());
            difference(line, "right_share", all, drawn -> right(drawn, told) - right(drawn, Told.HONEST));
            difference(line, "mended", all, drawn -> mended(drawn, told) - mended(drawn, Told.HONEST));
            line.print();
        }
        Report gain = new Report("owner_gain");
        difference(
                gain, "right_share", all, drawn -> right(drawn, Told.WITH_ANALYTICS) - right(drawn, Told.FIRST_FRAME));
        difference(gain, "mended", all, drawn -> mended(drawn, Told.WITH_ANALYTICS) - mended(drawn, Told.FIRST_FRAME));
        gain.print();
    }

    private static List<Compared> compare(int campaigns, long seed, AudienceKind audience)
            throws InterruptedException, ExecutionException {
        int workers = Runtime.getRuntime().availableProcessors();
        try (ExecutorService pool = Executors.newFixedThreadPool(workers)) {
            List<Callable<List<Compared>>> parts = new ArrayList<>();
            for (int worker = 0; worker < workers; worker++) {
                int first = worker;
                parts.add(() -> part(campaigns, seed, audience, first, workers));
            }
            List<Compared> all = new ArrayList<>();
            for (Future<List<Compared>> part : pool.invokeAll(parts)) {
                all.addAll(part.get());
            }
            return all;
        }
    }

    private static List<Compared> part(int campaigns, long seed, AudienceKind audience, int first, int step) {
        List<ReplayedVideo> videos = ReplayData.load();
        List<Compared> done = new ArrayList<>();
        try (NetworkModel network = new NetworkModel(ModelFile.shipped())) {
            Expecting model = new Expecting(network);
            for (int number = first; number < campaigns; number += step) {
                Map<Told, SimulationOutcome> by = new EnumMap<>(Told.class);
                for (Told told : Told.values()) {
                    Scenario scenario = Scenario.draw(told.setting(seed, audience), number, videos, model);
                    by.put(told, SimulatedCampaign.run(scenario, model, Hand.POLICY));
                }
                Scenario honest = Scenario.draw(Told.HONEST.setting(seed, audience), number, videos, model);
                done.add(new Compared(honest, SimulatedCampaign.run(honest, model, Hand.NOBODY), by));
            }
        }
        return done;
    }

    private static SimulationOutcome of(Compared one, Told told) {
        SimulationOutcome outcome = one.by().get(told);
        if (outcome == null) {
            throw new IllegalStateException("not run: " + told);
        }
        return outcome;
    }

    private static long moves(List<Compared> all, Told told, boolean wrong) {
        return all.stream()
                .flatMap(one -> of(one, told).moves().stream())
                .filter(move -> !wrong || !move.right())
                .count();
    }

    private static long wrongRaises(List<Compared> all, Told told) {
        return all.stream()
                .flatMap(one -> of(one, told).moves().stream())
                .filter(move -> move.raise() && !move.right())
                .count();
    }

    private static double right(List<Compared> all, Told told) {
        long moves = moves(all, told, false);
        return moves == 0 ? 1 : 1 - moves(all, told, true) / (double) moves;
    }

    /** Of the campaigns that fall short and whose lever helps. */
    private static double mended(List<Compared> all, Told told) {
        double nobody = 0;
        double policy = 0;
        for (Compared one : all) {
            if (one.scenario().leverHelps() && one.scenario().fallsShort()) {
                nobody += one.nobody().shortfall();
                policy += of(one, told).shortfall();
            }
        }
        return nobody == 0 ? 0 : 1 - policy / nobody;
    }

    private static void difference(
            Report line, String name, List<Compared> all, ToDoubleFunction<List<Compared>> figure) {
        Random random = new Random(1);
        double[] drawn = new double[DRAWINGS];
        for (int i = 0; i < DRAWINGS; i++) {
            drawn[i] = figure.applyAsDouble(
                    random.ints(all.size(), 0, all.size()).mapToObj(all::get).toList());
        }
        Arrays.sort(drawn);
        line.value(name, figure.applyAsDouble(all));
        line.value(name + "_low", drawn[DRAWINGS / 20]);
        line.value(name + "_high", drawn[DRAWINGS - 1 - DRAWINGS / 20]);
    }
}
