package dev.ratiofixer.smm.simulation;

import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.Consent;
import dev.ratiofixer.smm.api.Evidence;
import dev.ratiofixer.smm.api.OrderMode;
import dev.ratiofixer.smm.api.Promotion;
import dev.ratiofixer.smm.api.PromotionService.TeamTaskService;
import dev.ratiofixer.smm.api.SmmSettings.PolicySettings;
import dev.ratiofixer.smm.order.CampaignOrderHistory.CampaignReading;
import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.smm.order.OrderAction.AskTeam;
import dev.ratiofixer.smm.order.OrderAction.DailyBudget;
import dev.ratiofixer.smm.order.OrderAction.SetDailyBudget;
import dev.ratiofixer.smm.policy.Plan;
import dev.ratiofixer.smm.policy.Plan.PlannedOrder;
import dev.ratiofixer.smm.policy.PolicyInput;
import dev.ratiofixer.smm.policy.PromotionPolicy;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight.AdsView;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight.AdsView.AdsFacts;
import dev.ratiofixer.smm.policy.comment.ApprovedComments;
import dev.ratiofixer.stats.Quantiles;
import dev.ratiofixer.video.Category;
import dev.ratiofixer.video.Counters;
import dev.ratiofixer.video.CountingRegime;
import dev.ratiofixer.video.Sample;
import dev.ratiofixer.video.VideoFacts;
import dev.ratiofixer.video.VideoForm;
import dev.ratiofixer.video.VideoId;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Eight weeks of one campaign. */
final class SimulatedCampaign {
    /** Who decides on the budget. */
    enum Hand {
        /** Nobody: the owner's own budget stays. */
        NOBODY,
        POLICY,
        /** The policy, told on the first day how often paid viewers like. */
        TOLD,
        /** Somebody who knows the truth from the first day and has no limit but the step and the highest budget. */
        KNOWING
    }

    private static final TeamTaskService TEAM = new TeamTaskService("team", "Team", URI.create("https://example.org/"));
    private static final int LOOK_HOURS = 6;
    private static final int SETTLED_HOURS = 72;
    private static final Duration REVIEW = Duration.ofDays(1);

    private final Scenario scenario;
    private final Expecting model;
    private final SimulatedVideo video;
    private final SimulatedLedger ledger;
    private final Consumer<PolicyInput> asked;
    private final List<SimulationOutcome.Move> moves = new ArrayList<>();
    private int tasks;
    private int flags;
    private Instant askAgain = Expecting.START;
    private Instant lastAsked = Instant.EPOCH;

    private SimulatedCampaign(Scenario scenario, Expecting model, Consumer<PolicyInput> asked) {
        this.asked = asked;
        this.scenario = scenario;
        this.model = model;
        video = new SimulatedVideo(scenario);
        ledger = new SimulatedLedger(scenario, video);
    }

    static SimulationOutcome run(Scenario scenario, Expecting model, Hand hand) {
        return new SimulatedCampaign(scenario, model, input -> {}).run(hand);
    }

    /** What the policy was asked, and what became of its orders, both oldest first. */
    record RecordedCampaign(List<PolicyInput> asked, List<Order> orders) {}

    static RecordedCampaign recorded(Scenario scenario, Expecting model) {
        List<PolicyInput> asked = new ArrayList<>();
        SimulatedCampaign campaign = new SimulatedCampaign(scenario, model, asked::add);
        campaign.run(Hand.POLICY);
        return new RecordedCampaign(
                List.copyOf(asked), campaign.ledger.history().orders().reversed());
    }

    private SimulationOutcome run(Hand hand) {
        List<Double> missing = new ArrayList<>();
        List<Double> budget = new ArrayList<>();
        for (int hour = 0; hour < Scenario.DAYS * 24; hour++) {
            Instant now = Expecting.START.plus(Duration.ofHours(hour));
            video.advance(now);
            ledger.advance(now);
            if (hour % LOOK_HOURS == 0) {
                missing.add(look(now, hour, hand));
                budget.add((double) video.budget().effective().micros()
                        / scenario.opening().micros());
            } else if (asks(hand) && !now.isBefore(askAgain)) {
                ask(now, believed(now), hand);
            }
        }
        settle();
        return new SimulationOutcome(
                scenario,
                List.copyOf(moves),
                List.copyOf(missing),
                List.copyOf(budget),
                ledger.spent(),
                tasks,
                flags,
                ledger.refused());
    }

    private static boolean asks(Hand hand) {
        return hand == Hand.POLICY || hand == Hand.TOLD;
    }

    /** What is still in force goes back, and its cost is read. */
    private void settle() {
        for (int hour = 0; hour < SETTLED_HOURS; hour++) {
            Instant now = Expecting.START.plus(Duration.ofDays(Scenario.DAYS)).plus(Duration.ofHours(hour));
            video.advance(now);
            ledger.advance(now);
        }
    }

    /** What the target is. */
    private Expecting.Bands bands(Instant now) {
        return bands(now, video.targetViews());
    }

    /** What the engine believes it to be. */
    private Expecting.Bands believed(Instant now) {
        return bands(now, video.believedViews(now));
    }

    private Expecting.Bands bands(Instant now, double views) {
        return model.bands(scenario.video(), scenario.channel(), video.released(), now, views);
    }

    private double look(Instant now, int hour, Hand hand) {
        Expecting.Bands bands = bands(now);
        double target = bands.likes().p50();
        video.answer(now, target / video.targetViews());
        switch (hand) {
            case NOBODY -> {}
            case POLICY, TOLD -> {
                if (!now.isBefore(askAgain)) {
                    ask(now, believed(now), hand);
                }
            }
            case KNOWING -> {
                if (hour % 24 == 0 && hour > 0) {
                    know(bands.likes());
                }
            }
        }
        return video.likes() < bands.likes().p25() ? (target - video.likes()) / target : 0;
    }

    private void know(Quantiles likes) {
        Money current = video.budget().daily();
        Money most = scenario.service().maxDaily();
        long stepped = Math.round(current.micros() * (1 + PolicySettings.DEFAULT.maxStep()));
        if (video.likes() >= likes.p50() || !scenario.leverHelps()) {
            video.set(new DailyBudget(scenario.opening(), true));
        } else if (video.likes() < likes.p25()) {
            video.set(new DailyBudget(new Money(Math.min(stepped, most.micros()), Scenario.CURRENCY), true));
        }
    }

    private void ask(Instant now, Expecting.Bands bands, Hand hand) {
        Counters counters = video.counters();
        boolean isShort = video.likes() < bands.likes().p25();
        if (!isShort && now.isBefore(lastAsked.plus(REVIEW))) {
            return;
        }
        lastAsked = now;
        Sample sample = new Sample(now, counters, CountingRegime.ORIGINAL, false);
        ledger.remember(new CampaignReading(
                now,
                (long) video.views(),
                counters.likes(),
                counters.comments(),
                bands.likes().p50(),
                bands.comments().p50(),
                CountingRegime.ORIGINAL));
        Evidence evidence =
                new Evidence(sample, scenario.channel(), bands.likes(), bands.comments(), true, "simulated", 0, 0);
        PolicyInput situation = new PolicyInput(
                now,
                promotion(),
                evidence,
                PolicySettings.DEFAULT,
                SimulatedLedger.ENGINE,
                scenario.service(),
                null,
                TEAM,
                ledger.history(),
                new AdsView.NotNeeded(),
                new ApprovedComments.NotNeeded());
        if (PromotionPolicy.needsAds(situation).isPresent()) {
            AdsFacts ads = video.ads(now);
            situation = situation.with(new AdsView.Known(hand == Hand.TOLD ? ads.told(scenario.multiple()) : ads));
        }
        asked.accept(situation);
        Plan plan = PromotionPolicy.decide(situation);
        for (PlannedOrder order : plan.orders()) {
            if (ledger.place(situation, order)) {
                note(now, order);
            }
        }
        askAgain = plan.askAgainAt();
    }

    private void note(Instant now, PlannedOrder order) {
        if (!(order.action() instanceof SetDailyBudget set)) {
            tasks++;
            flags += order.action() instanceof AskTeam ask && ask.ask().startsWith("Unusual") ? 1 : 0;
            return;
        }
        if (!set.keeps()) {
            boolean raise = set.after().effective().compareTo(set.before().effective()) > 0;
            moves.add(new SimulationOutcome.Move(now, raise, raise == scenario.leverHelps(), order.summary()));
        }
    }

    private Promotion promotion() {
        VideoFacts facts = new VideoFacts(
                new VideoId(scenario.video().id()),
                scenario.video().title(),
                scenario.video().channelId(),
                video.released(),
                Duration.ofSeconds(scenario.video().durationSeconds()),
                VideoForm.VIDEO,
                Category.MUSIC);
        return new Promotion(
                "campaign-" + scenario.number(),
                1,
                facts,
                OrderMode.AUTO,
                scenario.service().id(),
                null,
                null,
                null,
                scenario.limits(),
                new Consent("simulation", Expecting.START, Expecting.START.plus(Duration.ofDays(365))),
                Expecting.START);
    }
}
