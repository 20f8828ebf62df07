package dev.ratiofixer.campaign;

import dev.ratiofixer.campaign.CampaignEffect.Announce;
import dev.ratiofixer.campaign.CampaignEffect.AskModel;
import dev.ratiofixer.campaign.CampaignEffect.AskOrders;
import dev.ratiofixer.campaign.CampaignEffect.CloseOrders;
import dev.ratiofixer.campaign.CampaignEffect.Decision;
import dev.ratiofixer.campaign.CampaignEffect.Leave;
import dev.ratiofixer.campaign.CampaignEffect.Save;
import dev.ratiofixer.campaign.CampaignEffect.SaveBehind;
import dev.ratiofixer.campaign.CampaignEffect.UnwatchVideo;
import dev.ratiofixer.campaign.CampaignEffect.WakeAt;
import dev.ratiofixer.campaign.CampaignEffect.WatchVideo;
import dev.ratiofixer.campaign.CampaignMessage.TermsEdit;
import dev.ratiofixer.campaign.CampaignProgress.Observation;
import dev.ratiofixer.campaign.CampaignProgress.Ordering;
import dev.ratiofixer.campaign.CampaignProgress.ReadingProblems;
import dev.ratiofixer.campaign.CampaignSnapshot.OrderTotals;
import dev.ratiofixer.campaign.CampaignSnapshot.PersonPause;
import dev.ratiofixer.campaign.CampaignSnapshot.Problem;
import dev.ratiofixer.campaign.CampaignSnapshot.Shortfall;
import dev.ratiofixer.campaign.CampaignSnapshot.Spend;
import dev.ratiofixer.campaign.CampaignState.Ended;
import dev.ratiofixer.campaign.CampaignState.Held;
import dev.ratiofixer.campaign.CampaignState.Paused;
import dev.ratiofixer.campaign.CampaignState.Running;
import dev.ratiofixer.campaign.CampaignState.Scheduled;
import dev.ratiofixer.campaign.CampaignSteering.ScheduledStart;
import dev.ratiofixer.campaign.CampaignTerms.CompleteWhen;
import dev.ratiofixer.model.Expectation;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.OrderChanged;
import dev.ratiofixer.smm.api.OrderChanged.CampaignSpend;
import dev.ratiofixer.smm.api.OrderMode;
import dev.ratiofixer.smm.api.OrderView;
import dev.ratiofixer.smm.api.PromotionRequest.PlaceOrderOutcome;
import dev.ratiofixer.smm.api.SpendLimits;
import dev.ratiofixer.video.ChannelKnowledge;
import dev.ratiofixer.video.Sample;
import dev.ratiofixer.video.VideoFacts;
import dev.ratiofixer.youtube.WatchEvent.Sampled;
import dev.ratiofixer.youtube.WatchEvent.SamplingInterrupted;
import dev.ratiofixer.youtube.WatchEvent.WatchError;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decides what one campaign does. Pure: no I/O, no clock, no Vert.x; the same state, message and time always give the
 * same decision. {@link CampaignVerticle} carries decisions out.
 */
record CampaignMachine(Campaign campaign, CampaignRules rules) {
    private static final Duration RETRY_ORDERS = Duration.ofMinutes(5);
    static final String NO_MODEL = "model_unavailable";
    static final String ORDERS_HELD = "orders_held";
    static final String ORDERS_UNAVAILABLE = "orders_unavailable";

    /** The same with the facts that polling keeps of its video, if they are equal: there is no need of both. */
    @SuppressWarnings("ReferenceEquality")
    CampaignMachine sharing(VideoFacts polled) {
        Campaign c = campaign;
        return c.video() == polled || !c.video().equals(polled)
                ? this
                : new CampaignMachine(new Campaign(c.id(), c.epoch(), polled, c.terms(), c.startedAt()), rules);
    }

    Decision decide(CampaignState state, CampaignMessage message, Instant now) {
        return switch (state) {
            case Ended ended -> Decision.of(ended);
            case Scheduled scheduled -> new ScheduledStart(campaign).decide(scheduled, message, now);
            case Held held -> live(held, message, now);
            case Running running -> live(running, message, now);
            case Paused paused -> live(paused, message, now);
        };
    }

    private Decision live(CampaignState state, CampaignMessage message, Instant now) {
        return switch (message) {
            case CampaignMessage.Deployed deployed -> deployed(state);
            case CampaignMessage.SampleReceived(Sampled news) -> sampled(state, news, now);
            case CampaignMessage.WatchFailed(SamplingInterrupted news) -> troubled(state, news);
            case CampaignMessage.Expected answer -> expected(state, answer, now);
            case CampaignMessage.ModelFailed(Instant sampledAt, String reason) ->
                tick(CampaignState.with(state, state.progress().with(new Problem(NO_MODEL, reason, now))));
            case CampaignMessage.OrdersAnswered(PlaceOrderOutcome outcome) -> answered(state, outcome, now);
            case CampaignMessage.OrdersFailed(String reason) -> unanswered(state, reason, now);
            case CampaignMessage.OrderMoved(OrderChanged news) -> orderMoved(state, news, now);
            case CampaignMessage.DisplayMoved(String trouble) -> displayMoved(state, trouble, now);
            case CampaignMessage.ReviewAsked asked -> reviewed(state, now);
            case CampaignMessage.StopAsked asked -> end(CampaignState.stop(state, now), "stopped");
            case CampaignMessage.PauseAsked(PersonPause pause) -> CampaignSteering.pause(state, pause);
            case CampaignMessage.ResumeAsked asked -> CampaignSteering.resume(state, now);
            case CampaignMessage.TermsEdited(TermsEdit edit) -> new CampaignSteering(campaign).edited(state, edit, now);
            case CampaignMessage.StartChecked checked -> Decision.of(state);
            case CampaignMessage.StartNotChecked failed -> Decision.of(state);
            case CampaignMessage.DeadlineReached woken -> woken(state, now);
            case CampaignMessage.RulesChanged changed -> rulesChanged(state, now);
        };
    }

    private Decision deployed(CampaignState state) {
        List<CampaignEffect> effects = new ArrayList<>();
        effects.add(new WatchVideo(state.progress().priority()));
        Instant until = campaign.terms().completeWhen().until();
        if (until != null) {
            effects.add(new WakeAt(until));
        }
        return new Decision(state, effects);
    }

    private Decision sampled(CampaignState state, Sampled news, Instant now) {
        boolean wasPaused = state instanceof Paused;
        CampaignState seen = CampaignState.seen(state);
        CampaignProgress before = seen.progress().withoutTrouble();
        Observation reading = before.reading().next(news);
        CampaignState running = CampaignState.with(seen, before.withReading(reading));
        List<CampaignEffect> effects = new ArrayList<>();
        if (wasPaused) {
            effects.add(new Save());
            effects.add(new Announce("resumed"));
        }
        if (reached(news.sample(), now)) {
            return end(CampaignState.complete(running, now), "completed");
        }
        CampaignProgress told = running.progress().spendingTold(campaign, rules, now);
        CampaignState read = CampaignState.with(running, new ReadingProblems(campaign.video(), rules).told(told, now));
        if (!mayExpect(reading)) {
            return unexpected(read, effects, now);
        }
        effects.add(new AskModel(
                news.sample().at(),
                reading.channel(),
                CampaignFeatures.of(
                        campaign.video(),
                        news.sample(),
                        Objects.requireNonNull(news.sample().counters().views()),
                        reading.channel().history())));
        return new Decision(read, effects);
    }

    private boolean mayExpect(Observation reading) {
        Sample sample = reading.sample();
        return sample != null
                && sample.counters().views() != null
                && rules.allowExpecting(campaign.video())
                && !(reading.channel() instanceof ChannelKnowledge.Unread);
    }

    /** A tick without an expectation: raw counters only. */
    private Decision unexpected(CampaignState read, List<CampaignEffect> effects, Instant now) {
        CampaignProgress before = read.progress();
        CampaignProgress after = before.withPriority(CampaignFeatures.priority(campaign.video(), before, now));
        if (after.priority() != before.priority()) {
            effects.add(new WatchVideo(after.priority()));
        }
        effects.add(new SaveBehind());
        effects.add(new Announce("sampled"));
        return new Decision(CampaignState.with(read, after), effects);
    }

    private Decision troubled(CampaignState state, SamplingInterrupted news) {
        Problem problem = new Problem(pauseCode(news.trouble()), news.detail(), news.since());
        return switch (news.trouble()) {
            case VIDEO_GONE, VIDEO_PRIVATE ->
                Decision.of(CampaignState.pause(state, problem), new Save(), new Announce("paused"));
            case READING_UNREADABLE, QUOTA_EXHAUSTED, KEY_INVALID, UPSTREAM_DOWN ->
                Decision.of(
                        CampaignState.with(
                                state, state.progress().withoutTrouble().with(problem)),
                        new SaveBehind(),
                        new Announce("troubled"));
        };
    }

    /** The code of the problem that tells of such a trouble. */
    static String pauseCode(WatchError trouble) {
        return trouble.name().toLowerCase(Locale.ROOT);
    }

    private Decision expected(CampaignState state, CampaignMessage.Expected answer, Instant now) {
        Observation asked = state.progress().reading();
        Sample sample = asked.sample();
        Expectation expectation = answer.expectation();
        if (sample == null
                || !sample.at().equals(answer.sampledAt())
                || !asked.channel().equals(answer.channel())) {
            return Decision.of(state);
        }
        // It may have been asked before compliance was declined or the owner took the authorization back.
        if (!rules.allowExpecting(campaign.video())) {
            return Decision.of(state);
        }
        CampaignProgress before = state.progress();
        Observation reading = asked.expecting(expectation);
        CampaignProgress after = assess(before.without(NO_MODEL).withReading(reading), sample, expectation, now);
        if (healthyLongEnough(after, now)) {
            return end(CampaignState.complete(CampaignState.with(state, after), now), "completed");
        }
        List<CampaignEffect> effects = new ArrayList<>();
        if (after.priority() != before.priority()) {
            effects.add(new WatchVideo(after.priority()));
        }
        if (!(state instanceof Held)) {
            after = askOrders(after, sample, expectation, now, effects);
        }
        effects.add(new SaveBehind());
        effects.add(new Announce("expected"));
        return new Decision(CampaignState.with(state, after), effects);
    }

    private CampaignProgress assess(CampaignProgress progress, Sample sample, Expectation expectation, Instant now) {
        Assessment assessment = Assessment.of(
                sample.counters(), expectation, progress.ordering().totals(), rules);
        // A guess neither orders nor completes anything.
        boolean healthy = assessment.healthy() && progress.surelyExpected(campaign.video());
        Instant healthySince =
                !healthy ? null : progress.healthySince() == null ? sample.at() : progress.healthySince();
        CampaignProgress assessed = progress.assessed(assessment.shortfall(), progress.priority(), healthySince);
        return assessed.withPriority(CampaignFeatures.priority(campaign.video(), assessed, now));
    }

    private CampaignProgress askOrders(
            CampaignProgress progress,
            Sample sample,
            Expectation expectation,
            Instant now,
            List<CampaignEffect> effects) {
        Ordering ordering = progress.ordering();
        boolean due = rules.asksPolicy(progress.shortfall(), ordering.lastAsked(), ordering.askAgainAt(), now);
        if (campaign.terms().mode() == OrderMode.OBSERVE
                || !progress.surelyExpected(campaign.video())
                || ordering.asked()
                || !due) {
            return progress;
        }
        effects.add(new AskOrders(CampaignFeatures.evidence(sample, progress, expectation)));
        return progress.withOrdering(ordering.asking(now));
    }

    /** Asks the policy before its next review is due. An answer that is awaited already is enough. */
    private Decision reviewed(CampaignState state, Instant now) {
        CampaignProgress progress = state.progress();
        Sample sample = progress.reading().sample();
        Expectation expectation = progress.reading().expectation();
        if (PolicyReview.refusal(campaign.terms().mode(), state) != null
                || progress.ordering().asked()
                || sample == null
                || expectation == null) {
            return Decision.of(state);
        }
        CampaignProgress asking = progress.withOrdering(progress.ordering().asking(now));
        return Decision.of(
                CampaignState.with(state, asking),
                new AskOrders(CampaignFeatures.evidence(sample, progress, expectation)));
    }

    private Decision answered(CampaignState state, PlaceOrderOutcome outcome, Instant now) {
        CampaignProgress progress = state.progress();
        CampaignProgress heard = progress.withOrdering(
                        progress.ordering().answered(outcome.askAgainAt(), outcome.answer()))
                .without(ORDERS_UNAVAILABLE);
        return switch (outcome) {
            case PlaceOrderOutcome.Ordered ordered ->
                Decision.of(CampaignState.with(state, heard.without(ORDERS_HELD)), new SaveBehind());
            case PlaceOrderOutcome.Held held ->
                Decision.of(
                        CampaignState.with(
                                state,
                                progress.shortfall().isNone()
                                        ? heard.without(ORDERS_HELD)
                                        : heard.with(new Problem(ORDERS_HELD, held.reason(), now))),
                        new SaveBehind());
        };
    }

    private Decision unanswered(CampaignState state, String reason, Instant now) {
        CampaignProgress progress = state.progress();
        Ordering again = progress.ordering().answered(now.plus(RETRY_ORDERS), null);
        return Decision.of(
                CampaignState.with(
                        state, progress.withOrdering(again).with(new Problem(ORDERS_UNAVAILABLE, reason, now))),
                new SaveBehind());
    }

    private Decision orderMoved(CampaignState state, OrderChanged news, Instant now) {
        if (news.change() < state.progress().ordering().change()) {
            return Decision.of(state);
        }
        OrderTotals totals = new OrderTotals(
                news.orderedLikes(), news.orderedComments(), news.pendingLikes(), news.pendingComments());
        CampaignProgress before = state.progress();
        Ordering ordering = before.ordering()
                .moved(totals, spend(news.spend(), before.ordering().spend()), news.change());
        CampaignProgress after = reassessed(noLongerHeld(before.withOrdering(ordering), news.order(), now), now);
        List<CampaignEffect> effects = new ArrayList<>();
        if (after.priority() != before.priority()) {
            effects.add(new WatchVideo(after.priority()));
        }
        effects.add(new SaveBehind());
        effects.add(new Announce("ordered"));
        return new Decision(CampaignState.with(state, after), effects);
    }

    /** What was held until an order is placed is no longer once it is, or never will be: it is asked for anew soon. */
    private static CampaignProgress noLongerHeld(CampaignProgress progress, OrderView order, Instant now) {
        boolean underWay = switch (order.status()) {
            case PROPOSED, APPROVED, PLACING -> true;
            case PENDING, COMPLETED, FAILED, REJECTED, EXPIRED, CANCELLED -> false;
        };
        boolean held = progress.problems().stream()
                .anyMatch(problem ->
                        problem.code().equals(ORDERS_HELD) && problem.detail().contains(order.orderId()));
        return underWay || !held
                ? progress
                : progress.without(ORDERS_HELD).withOrdering(progress.ordering().askingBy(now.plus(RETRY_ORDERS)));
    }

    /** It is written with the next tick, not at once: each write tries the dashboard again. */
    private static Decision displayMoved(CampaignState state, @Nullable String trouble, Instant now) {
        CampaignProgress progress = state.progress();
        return Decision.of(
                CampaignState.with(
                        state,
                        trouble == null
                                ? progress.without(Problem.NOT_SHOWN)
                                : progress.with(new Problem(Problem.NOT_SHOWN, trouble, now))),
                new Announce("display"));
    }

    private CampaignProgress reassessed(CampaignProgress progress, Instant now) {
        Sample sample = progress.reading().sample();
        Expectation expectation = progress.reading().expectation();
        return sample == null || expectation == null ? progress : assess(progress, sample, expectation, now);
    }

    /** As the ledger has it: where it holds nothing, there is nothing in the currency that is known. */
    private @Nullable Spend spend(@Nullable CampaignSpend spend, @Nullable Spend known) {
        SpendLimits limits = campaign.terms().limits();
        Money max = limits == null ? null : limits.maxSpend();
        if (spend != null) {
            return new Spend(spend.reserved(), spend.spent(), max);
        }
        String currency =
                max != null ? max.currency() : known != null ? known.reserved().currency() : null;
        return currency == null ? null : new Spend(Money.zero(currency), Money.zero(currency), max);
    }

    private Decision woken(CampaignState state, Instant now) {
        Instant until = campaign.terms().completeWhen().until();
        if (until == null) {
            return Decision.of(state);
        }
        return now.isBefore(until)
                ? Decision.of(state, new WakeAt(until))
                : end(CampaignState.complete(state, now), "completed");
    }

    private Decision rulesChanged(CampaignState state, Instant now) {
        CampaignProgress progress = state.progress();
        Observation reading = progress.reading();
        CampaignProgress allowed = rules.allowExpecting(campaign.video())
                ? reassessed(progress, now)
                : progress.withReading(reading.expecting(null)).assessed(Shortfall.NONE, progress.priority(), null);
        CampaignProgress told = allowed.spendingTold(campaign, rules, now);
        return Decision.of(CampaignState.with(state, told), new WatchVideo(told.priority()), new SaveBehind());
    }

    private boolean reached(Sample sample, Instant now) {
        CompleteWhen when = campaign.terms().completeWhen();
        Long views = sample.counters().views();
        return (when.views() != null && views != null && views >= when.views())
                || (when.until() != null && !now.isBefore(when.until()));
    }

    private boolean healthyLongEnough(CampaignProgress progress, Instant now) {
        Duration wanted = campaign.terms().completeWhen().healthyFor();
        Instant since = progress.healthySince();
        return wanted != null && since != null && !now.isBefore(since.plus(wanted));
    }

    static Decision end(Ended ended, String what) {
        return Decision.of(
                ended,
                new Save(),
                new UnwatchVideo(),
                new CloseOrders("campaign " + what),
                new Announce(what),
                new Leave());
    }

    private static Decision tick(CampaignState state) {
        return Decision.of(state, new SaveBehind(), new Announce("sampled"));
    }
}
