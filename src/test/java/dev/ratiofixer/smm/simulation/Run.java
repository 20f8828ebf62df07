package dev.ratiofixer.smm.simulation;

import dev.ratiofixer.model.ModelFile;
import dev.ratiofixer.model.NetworkModel;
import dev.ratiofixer.sandbox.audience.AudienceKind;
import dev.ratiofixer.sandbox.audience.ReplayData;
import dev.ratiofixer.sandbox.audience.ReplayedVideo;
import dev.ratiofixer.smm.simulation.Scenario.Setting;
import dev.ratiofixer.smm.simulation.SimulatedCampaign.Hand;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** A campaign under every hand; under one that was not asked for as under nobody's. */
record Run(
        Scenario scenario,
        SimulationOutcome nobody,
        SimulationOutcome policy,
        SimulationOutcome told,
        SimulationOutcome knowing) {

    /** So many campaigns of an even audience, without those that are told or know the truth. */
    static List<Run> ofPolicy(int campaigns, long seed) throws InterruptedException, ExecutionException {
        return all(campaigns, new Setting(seed, AudienceKind.EVEN), Set.of(Hand.POLICY));
    }

    /** So many campaigns under every hand, in order, on all processors. */
    static List<Run> all(int campaigns, Setting setting) throws InterruptedException, ExecutionException {
        return all(campaigns, setting, Set.of(Hand.values()));
    }

    private static List<Run> all(int campaigns, Setting setting, Set<Hand> hands)
            throws InterruptedException, ExecutionException {
        int workers = Runtime.getRuntime().availableProcessors();
        try (ExecutorService pool = Executors.newFixedThreadPool(workers)) {
            List<Callable<List<Run>>> parts = new ArrayList<>();
            for (int worker = 0; worker < workers; worker++) {
                int first = worker;
                parts.add(() -> part(campaigns, setting, hands, first, workers));
            }
            List<Run> all = new ArrayList<>();
            for (Future<List<Run>> part : pool.invokeAll(parts)) {
                all.addAll(part.get());
            }
            all.sort(Comparator.comparingInt(run -> run.scenario().number()));
            return all;
        }
    }

    /** Each thread has a model of its own. */
    private static List<Run> part(int campaigns, Setting setting, Set<Hand> hands, int first, int step) {
        List<ReplayedVideo> videos = ReplayData.load();
        List<Run> runs = new ArrayList<>();
        try (NetworkModel network = new NetworkModel(ModelFile.shipped())) {
            Expecting model = new Expecting(network);
            for (int number = first; number < campaigns; number += step) {
                Scenario scenario = Scenario.draw(setting, number, videos, model);
                SimulationOutcome nobody = SimulatedCampaign.run(scenario, model, Hand.NOBODY);
                Function<Hand, SimulationOutcome> under =
                        hand -> hands.contains(hand) ? SimulatedCampaign.run(scenario, model, hand) : nobody;
                runs.add(new Run(
                        scenario, nobody, under.apply(Hand.POLICY), under.apply(Hand.TOLD), under.apply(Hand.KNOWING)));
            }
        }
        return runs;
    }

    /** The shortfall over the eight weeks, as a share of the target: the mean of some campaigns. */
    static double shortfall(List<Run> runs, Function<Run, SimulationOutcome> hand) {
        return runs.stream()
                .mapToDouble(run -> hand.apply(run).shortfall())
                .average()
                .orElse(0);
    }

    /** By what share a hand's shortfall is smaller than nobody's. */
    static double mended(List<Run> runs, Function<Run, SimulationOutcome> hand) {
        double nobody = shortfall(runs, Run::nobody);
        return nobody == 0 ? 0 : 1 - shortfall(runs, hand) / nobody;
    }
}
