package dev.ratiofixer.smm.simulation;

import dev.ratiofixer.bench.Report;
import dev.ratiofixer.model.ModelFile;
import dev.ratiofixer.model.NetworkModel;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.sandbox.audience.AudienceKind;
import dev.ratiofixer.sandbox.audience.ReplayData;
import dev.ratiofixer.sandbox.audience.ReplayedVideo;
import dev.ratiofixer.smm.api.SmmSettings.PolicySettings;
import dev.ratiofixer.smm.order.CampaignOrderHistory.CampaignReading;
import dev.ratiofixer.smm.order.OrderAction.DailyBudget;
import dev.ratiofixer.smm.order.Settlement.TrialResult;
import dev.ratiofixer.smm.policy.PolicyInput.CounterAssessment.AssessedCounter;
import dev.ratiofixer.smm.policy.adbudget.BudgetTrial;
import dev.ratiofixer.video.Counters;
import dev.ratiofixer.video.CountingRegime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * How often randomised trials of a budget claim an effect, looked at after every day: on campaigns whose paid viewers
 * do nothing, and on others. Prints a JSON line for each multiple.
 *
 * <p>Arguments: campaigns (300), seed (1), audience (even, rhythm, hostile), one multiple (all).
 */
public final class TrialFigures {
    private static final int BLOCKS = 42;
    private static final double[] MULTIPLES = {0, 0.5, 1, 2, 3};

    private TrialFigures() {}

    public static void main(String[] arguments) {
        int campaigns = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 300;
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1;
        AudienceKind kind = arguments.length > 2 ? AudienceKind.of(arguments[2]) : AudienceKind.EVEN;
        if (kind == null) {
            throw new IllegalArgumentException("the third argument: even, rhythm or hostile");
        }
        List<ReplayedVideo> videos = ReplayData.load();
        try (NetworkModel network = new NetworkModel(ModelFile.shipped())) {
            Expecting model = new Expecting(network);
            double[] multiples = arguments.length > 3 ? new double[] {Double.parseDouble(arguments[3])} : MULTIPLES;
            for (double multiple : multiples) {
                Counts counts = new Counts();
                for (int number = 0; number < campaigns; number++) {
                    Scenario.Setting setting = new Scenario.Setting(seed, kind);
                    run(Scenario.draw(setting, number, videos, model).answering(multiple), model, counts);
                }
                new Report("trials")
                        .setting("campaigns", campaigns)
                        .setting("seed", seed)
                        .setting("audience", kind.word())
                        .setting("multiple", multiple)
                        .value("trials", counts.trials)
                        .value("claim_a_gain", counts.gains)
                        .value("claim_a_loss", counts.losses)
                        .value("claim_an_effect", counts.claims)
                        .value("say_it_helps", counts.helps)
                        .value("say_it_does_not_help", counts.harms)
                        .value("hold_the_multiple_throughout", counts.holds)
                        .value("low_at_the_end_mean", counts.low / Math.max(1, counts.trials))
                        .value("high_at_the_end_mean", counts.high / Math.max(1, counts.trials))
                        .print();
            }
        }
    }

    private static final class Counts {
        private int trials;
        private int gains;
        private int losses;
        private int claims;
        private int helps;
        private int harms;
        private int holds;
        private double low;
        private double high;
    }

    private static void run(Scenario scenario, Expecting model, Counts counts) {
        Money own = scenario.opening();
        Money raised = new Money(Math.round(own.micros() * (1 + PolicySettings.DEFAULT.maxStep())), Scenario.CURRENCY);
        int blocks = BudgetTrial.affordable(own, raised, scenario.limits().maxSpend(), 1, BLOCKS);
        if (blocks == 0) {
            return;
        }
        counts.trials++;
        BudgetTrial trial = new BudgetTrial(
                BudgetTrial.draw(scenario.setting().seed() * 1_000 + scenario.number(), blocks),
                LocalDate.ofInstant(Expecting.START.plus(PolicySettings.DEFAULT.warmUp()), ZoneOffset.UTC)
                        .plusDays(1),
                ZoneOffset.UTC,
                1,
                BudgetTrial.WASHOUT,
                own,
                raised);
        SimulatedVideo video = new SimulatedVideo(scenario);
        List<CampaignReading> readings = new ArrayList<>();
        TrialResult last = null;
        boolean gains = false;
        boolean losses = false;
        boolean helps = false;
        boolean harms = false;
        boolean holds = true;
        double truth = scenario.multiple() * video.publicPaid();
        for (int hour = 0; hour < (BLOCKS + 4) * 24; hour++) {
            Instant now = Expecting.START.plus(Duration.ofHours(hour));
            video.advance(now);
            video.set(new DailyBudget(trial.budget(now), true));
            if (hour % 6 == 0) {
                readings.add(reading(scenario, model, video, now));
            }
            if (hour % 24 == 0) {
                last = trial.estimate(readings, video.ads(now).hours(), AssessedCounter.LIKES, now, null);
                gains |= last.claimsAGain();
                losses |= high(last) < 0;
                helps |= last.helps();
                harms |= last.doesNotHelp();
                holds &= low(last) - 0.05 <= truth && truth <= high(last) + 0.05;
            }
        }
        counts.gains += gains ? 1 : 0;
        counts.losses += losses ? 1 : 0;
        counts.claims += gains || losses ? 1 : 0;
        counts.helps += helps ? 1 : 0;
        counts.harms += harms ? 1 : 0;
        counts.holds += holds ? 1 : 0;
        counts.low += last == null ? -10 : low(last);
        counts.high += last == null ? 10 : high(last);
    }

    private static double low(TrialResult told) {
        return told.multipleLow() == null ? -10 : told.multipleLow();
    }

    private static double high(TrialResult told) {
        return told.multipleHigh() == null ? 10 : told.multipleHigh();
    }

    private static CampaignReading reading(Scenario scenario, Expecting model, SimulatedVideo video, Instant now) {
        Expecting.Bands bands = model.bands(scenario.video(), scenario.channel(), video.released(), now, video.views());
        video.answer(now, bands.likes().p50() / video.views());
        Counters counters = video.counters();
        return new CampaignReading(
                now,
                (long) video.views(),
                counters.likes(),
                counters.comments(),
                bands.likes().p50(),
                bands.comments().p50(),
                CountingRegime.ORIGINAL);
    }
}
