package dev.ratiofixer.campaign;

import dev.ratiofixer.bus.Addresses;
import dev.ratiofixer.bus.BusMessage;
import dev.ratiofixer.bus.LocalBus;
import dev.ratiofixer.bus.Mailbox;
import dev.ratiofixer.bus.Mailbox.BusReply;
import dev.ratiofixer.bus.Mailbox.ReplyFailureCode;
import dev.ratiofixer.bus.Traces;
import dev.ratiofixer.campaign.CampaignCounters.HourlyJudgements;
import dev.ratiofixer.campaign.CampaignEffect.Decision;
import dev.ratiofixer.campaign.CampaignLauncher.MessageQueue;
import dev.ratiofixer.campaign.CampaignMessage.TermsEdit;
import dev.ratiofixer.campaign.CampaignSnapshot.SnapshotMapper;
import dev.ratiofixer.campaign.SupervisorRequest.CampaignEnded;
import dev.ratiofixer.campaign.SupervisorRequest.CampaignRequest;
import dev.ratiofixer.campaign.SupervisorRequest.GetStatus;
import dev.ratiofixer.campaign.SupervisorRequest.ProposeOrders;
import dev.ratiofixer.campaign.SupervisorRequest.RulesAnnounced;
import dev.ratiofixer.campaign.SupervisorRequest.SteerCampaign;
import dev.ratiofixer.campaign.SupervisorRequest.StopCampaign;
import dev.ratiofixer.smm.api.Evidence;
import dev.ratiofixer.smm.api.OrderChanged;
import dev.ratiofixer.smm.api.PromotionRequest.CloseCampaign;
import dev.ratiofixer.time.Timers.Timer;
import dev.ratiofixer.video.ChannelKnowledge;
import dev.ratiofixer.video.VideoFacts;
import dev.ratiofixer.video.VideoId;
import dev.ratiofixer.youtube.WatchEvent;
import dev.ratiofixer.youtube.WatchEvent.Sampled;
import dev.ratiofixer.youtube.WatchEvent.SamplingInterrupted;
import dev.ratiofixer.youtube.YouTubeRequest.Unwatch;
import dev.ratiofixer.youtube.YouTubeRequest.Watch;
import dev.ratiofixer.youtube.YouTubeRequest.WatchPriority;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one campaign: converts what comes over the bus to messages of the {@link CampaignMachine} and carries its
 * effects out. It holds no rule of its own, and little else: there may be a million of them, so what only some need is
 * made when they do.
 *
 * <p>All runs on the verticle's context but {@link #view} and {@link #home}, which any thread may call. A decision with
 * a {@code Save} is written before it takes effect; what comes meanwhile waits in line.
 */
final class CampaignVerticle extends VerticleBase implements Mailbox.Recipient {
    private static final Logger LOG = LoggerFactory.getLogger(CampaignVerticle.class);

    /** A view, and what it is of: whoever reads it can tell whether it is still good. */
    private record Current(CampaignState state, CampaignMachine machine, CampaignView view) {}

    private final CampaignDependencies services;
    private volatile CampaignMachine machine;
    private volatile CampaignState state;
    private volatile @Nullable Current shown;
    private @Nullable Timer wakeUp;
    private @Nullable MessageQueue waiting;
    /** What {@link ProposeOrders} waits for, once somebody did. */
    private @Nullable PolicyReview review;

    /** Of the epoch; the last hour of which a judged sample was told. */
    private int judgedHour;

    private int inFlight;
    /** Whether it runs, so that it can be undeployed; set once. */
    volatile boolean deployed;

    /** Whether more has changed than what a tick changes since the last save; after a restart nobody knows. */
    private boolean changed = true;

    private boolean saving;
    private boolean unsaved;
    private boolean undeployed;

    CampaignVerticle(Campaign campaign, CampaignState start, CampaignRules rules, CampaignDependencies services) {
        this.machine = new CampaignMachine(campaign, rules);
        this.state = start;
        this.services = services;
        this.judgedHour = HourlyJudgements.hour(start.progress().reading().sample());
    }

    @Override
    public Future<?> start() {
        return apply(new CampaignMessage.Deployed());
    }

    @Override
    public Future<?> stop() {
        undeployed = true;
        reviewed();
        cancelWakeUp();
        if (state.status().isLive()) {
            unwatch();
        }
        return Future.succeededFuture();
    }

    @Override
    public @Nullable ContextInternal home() {
        return (ContextInternal) context;
    }

    @Override
    public int inFlight(int more) {
        inFlight += more;
        return inFlight;
    }

    /** The campaign as it is now; the same object again while it stays so. It is forgotten with the next change. */
    @SuppressWarnings("ReferenceEquality") // A changed state is another object; comparing all of it costs more.
    CampaignView view() {
        CampaignMachine by = machine;
        CampaignState now = state;
        Current known = shown;
        if (known != null && known.state() == now && known.machine() == by) {
            return known.view();
        }
        CampaignView fresh = new CampaignView(by.campaign(), SnapshotMapper.of(now, by.rules()));
        shown = new Current(now, by, fresh);
        return fresh;
    }

    private LocalBus bus() {
        return new LocalBus(vertx.eventBus());
    }

    private Campaign campaign() {
        return machine.campaign();
    }

    private VideoId videoId() {
        return campaign().video().id();
    }

    private Instant now() {
        return services.clock().instant();
    }

    /** One method and no table of handlers, which each of a million campaigns would hold. */
    @Override
    public Optional<BusReply> handle(BusMessage message) {
        if (undeployed) {
            return Optional.of(BusReply.gone("campaign " + campaign().id()));
        }
        if (message instanceof CampaignRequest<?> request) {
            return Optional.of(answer(request));
        }
        if (message instanceof WatchEvent event) {
            return Optional.of(BusReply.heard(watched(event)));
        }
        if (message instanceof OrderChanged news) {
            return Optional.of(BusReply.heard(apply(new CampaignMessage.OrderMoved(news))));
        }
        return message instanceof DisplayChanged news
                ? Optional.of(BusReply.heard(apply(new CampaignMessage.DisplayMoved(news.trouble()))))
                : Optional.empty();
    }

    private BusReply answer(CampaignRequest<?> request) {
        return switch (request) {
            case GetStatus ask -> BusReply.to(ask, view());
            case StopCampaign ask ->
                BusReply.to(ask, apply(new CampaignMessage.StopAsked()).map(stopped -> view()));
            case SteerCampaign ask -> steer(ask);
            case RulesAnnounced news -> {
                machine = new CampaignMachine(campaign(), news.rules());
                yield BusReply.done(news, apply(new CampaignMessage.RulesChanged()));
            }
        };
    }

    private BusReply steer(SteerCampaign ask) {
        if (ask instanceof ProposeOrders propose) {
            return propose(propose);
        }
        String refusal = CampaignSteering.refusal(ask, state);
        return refusal != null
                ? BusReply.refused(ask, ReplyFailureCode.NOT_NOW, refusal)
                : BusReply.to(ask, apply(CampaignSteering.message(ask, now())).map(done -> view()));
    }

    private BusReply propose(ProposeOrders ask) {
        String refusal = PolicyReview.refusal(campaign().terms().mode(), state);
        if (refusal != null) {
            return BusReply.refused(ask, ReplyFailureCode.NOT_NOW, refusal);
        }
        PolicyReview wanted = review == null ? new PolicyReview() : review;
        review = wanted;
        Future<Void> answered = wanted.await();
        return BusReply.to(ask, apply(new CampaignMessage.ReviewAsked()).compose(asked -> {
            if (!state.progress().ordering().asked()) {
                reviewed(); // What came before it has changed the campaign: there is nothing to wait for.
            }
            return answered.map(policy -> view());
        }));
    }

    private Future<Void> watched(WatchEvent event) {
        return switch (event) {
            case Sampled news -> {
                services.meters().sampled(state.progress().reading().sample(), news.sample(), machine.rules());
                yield read(news);
            }
            case SamplingInterrupted news -> apply(new CampaignMessage.WatchFailed(news));
        };
    }

    /** What a video is may have changed since the start: an upcoming one has come out. */
    private Future<Void> read(Sampled news) {
        Campaign known = campaign();
        VideoFacts facts = known.video().after(news.facts());
        if (facts.equals(known.video()) || undeployed) {
            machine = machine.sharing(news.facts());
            return apply(new CampaignMessage.SampleReceived(news));
        }
        Campaign now = known.with(facts);
        machine = new CampaignMachine(now, machine.rules());
        Future<Void> applied = apply(new CampaignMessage.SampleReceived(news));
        if (state.status().isLive()) {
            services.store().saveFactsBehind(now, SnapshotMapper.of(state, machine.rules()));
        }
        return applied;
    }

    private Future<Void> apply(CampaignMessage message) {
        if (undeployed) {
            return Future.succeededFuture();
        }
        if (saving) {
            MessageQueue line = waiting == null ? new MessageQueue() : waiting;
            waiting = line;
            return line.add(message);
        }
        if (message instanceof CampaignMessage.TermsEdited(TermsEdit edit)) {
            return edit(edit);
        }
        long began = System.nanoTime();
        Decision decision = machine.decide(state, message, now());
        services.meters().decided(System.nanoTime() - began);
        if (!decision.effects().contains(new CampaignEffect.Save())) {
            commit(decision);
            if (message instanceof CampaignMessage.Expected answer) {
                CampaignProgress.Observation reading = state.progress().reading();
                judgedHour = HourlyJudgements.judged(
                        judgedHour, services.meters(), campaign().video(), reading, answer);
            }
            return Future.succeededFuture();
        }
        saving = true;
        return services.store()
                .save(campaign(), SnapshotMapper.of(decision.state(), machine.rules()))
                .onSuccess(saved -> {
                    unsaved = false;
                    commit(decision);
                })
                .recover(this::notSaved)
                .eventually(this::saved);
    }

    /** The terms are written before they are followed; the store refuses what the client's limit does not leave. */
    private Future<Void> edit(TermsEdit edit) {
        if (!campaign().terms().equals(edit.before())) {
            return ReplyFailureCode.of(ReplyFailureCode.STALE, "the campaign was edited meanwhile: read it again");
        }
        String refusal = CampaignSteering.refusal(edit, state);
        if (refusal != null) {
            return ReplyFailureCode.of(ReplyFailureCode.NOT_NOW, refusal);
        }
        saving = true;
        return services.store()
                .edit(CampaignSteering.afterEdit(campaign(), edit), now())
                .compose(refused -> refused.isPresent()
                        ? ReplyFailureCode.of(ReplyFailureCode.NOT_NOW, refused.get())
                        : Future.<Void>succeededFuture())
                .onSuccess(written -> {
                    // Facts of the video may have come while it was written.
                    machine = new CampaignMachine(CampaignSteering.afterEdit(campaign(), edit), machine.rules());
                    commit(machine.decide(state, new CampaignMessage.TermsEdited(edit), now()));
                })
                .recover(failed -> failed instanceof ReplyException ? Future.failedFuture(failed) : notSaved(failed))
                .eventually(this::saved);
    }

    private Future<Void> saved() {
        saving = false;
        MessageQueue line = waiting;
        waiting = null;
        if (line != null) {
            line.applyAll(this::apply);
        }
        return Future.succeededFuture();
    }

    private Future<Void> notSaved(Throwable cause) {
        if (cause instanceof CampaignStore.StaleEpoch) {
            LOG.info("campaign={} is leased elsewhere, leaving", campaign().id());
            leave();
        } else if (!unsaved) {
            LOG.warn(
                    "campaign={} cannot be written, it stays as it was: {}",
                    campaign().id(),
                    cause.getMessage());
        }
        unsaved = true;
        return ReplyFailureCode.of(ReplyFailureCode.UNAVAILABLE, "not written, nothing changed: " + cause.getMessage());
    }

    private void commit(Decision decision) {
        changed |= !decision.state().differsByTick(state);
        state = decision.state();
        List<CampaignEffect> effects = decision.effects();
        for (int i = 0; i < effects.size(); i++) {
            carryOut(effects.get(i));
        }
        // Most are not asked for between two ticks; it is made anew for whoever asks.
        shown = null;
    }

    private void carryOut(CampaignEffect effect) {
        switch (effect) {
            case CampaignEffect.Save written -> {}
            case CampaignEffect.SaveBehind soon -> saveBehind();
            case CampaignEffect.WatchVideo(WatchPriority priority) -> watch(priority);
            case CampaignEffect.UnwatchVideo unwatch -> unwatch();
            case CampaignEffect.AskModel ask -> askModel(ask);
            case CampaignEffect.AskOrders(Evidence evidence) -> askOrders(evidence);
            case CampaignEffect.CloseOrders(String reason) ->
                bus().send(Addresses.SMM, new CloseCampaign(campaign().id(), reason));
            case CampaignEffect.Announce(String what) ->
                bus().publish(Addresses.CAMPAIGN_EVENTS, new CampaignChanged(what, view()));
            case CampaignEffect.WakeAt(Instant at) -> wakeAt(at);
            case CampaignEffect.CheckStartAgain check -> checkStart();
            case CampaignEffect.Leave over -> leave();
        }
    }

    private void saveBehind() {
        services.store().saveBehind(campaign(), view().snapshot(), changed);
        changed = false;
    }

    private void watch(WatchPriority priority) {
        ChannelKnowledge channel = state.progress().reading().channel();
        Duration interval = machine.rules().interval();
        bus().send(Addresses.YOUTUBE, new Watch(campaign().id(), videoId(), channel, interval, priority));
    }

    private void unwatch() {
        bus().send(Addresses.YOUTUBE, new Unwatch(campaign().id(), videoId()));
    }

    private void askModel(CampaignEffect.AskModel ask) {
        Traces.goOn(
                "tick", () -> services.asked(bus()).expectation(videoId(), ask).compose(this::apply));
    }

    private void askOrders(Evidence evidence) {
        services.asked(bus()).orders(campaign(), evidence).compose(this::apply).onComplete(answered -> reviewed());
    }

    private void reviewed() {
        if (review != null) {
            review.answered();
        }
    }

    private void checkStart() {
        services.asked(bus()).startCheck(campaign()).compose(this::apply);
    }

    private void wakeAt(Instant at) {
        cancelWakeUp();
        wakeUp = services.timers()
                .after(Duration.between(now(), at), () -> apply(new CampaignMessage.DeadlineReached()));
    }

    private void cancelWakeUp() {
        if (wakeUp != null) {
            wakeUp.cancel();
        }
    }

    private void leave() {
        bus().send(Addresses.SUPERVISOR, new CampaignEnded(campaign().id()));
    }
}
