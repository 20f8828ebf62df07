package dev.ratiofixer.smm.execution;

import dev.ratiofixer.smm.api.AdNetworks;
import dev.ratiofixer.smm.api.AdNetworks.NetworkReport;
import dev.ratiofixer.smm.api.Evidence;
import dev.ratiofixer.smm.api.PolicySettings;
import dev.ratiofixer.smm.api.Promotion;
import dev.ratiofixer.smm.api.PromotionRequest.PlaceOrder;
import dev.ratiofixer.smm.api.PromotionService;
import dev.ratiofixer.smm.api.PromotionService.AdBudgetService;
import dev.ratiofixer.smm.api.SmmSettings;
import dev.ratiofixer.smm.order.CampaignOrderHistory;
import dev.ratiofixer.smm.order.CampaignOrderHistory.CampaignReading;
import dev.ratiofixer.smm.order.OrderLedger;
import dev.ratiofixer.smm.policy.PolicyInput;
import dev.ratiofixer.smm.policy.PromotionPolicy;
import dev.ratiofixer.smm.policy.adbudget.AdsView;
import dev.ratiofixer.smm.policy.comment.ApprovedComments;
import dev.ratiofixer.stats.Quantiles;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gathers all that the policy looks at, and asks providers only for what the decision needs. */
final class PolicyInputLoader {
    /** As far as readings are kept: paid views that are not asked for would be taken for organic ones. */
    private static final Duration LOOK_BACK = Duration.ofDays(60);

    private static final Logger LOG = LoggerFactory.getLogger(PolicyInputLoader.class);

    private final OrderLedger ledger;
    private final OrderExecutors executors;
    private final AdNetworks networks;
    private final OwnerDayReader owner;
    private final InstantSource clock;

    PolicyInputLoader(
            OrderLedger ledger,
            OrderExecutors executors,
            AdNetworks networks,
            OwnerDayReader owner,
            InstantSource clock) {
        this.networks = networks;
        this.owner = owner;
        this.ledger = ledger;
        this.executors = executors;
        this.clock = clock;
    }

    Future<PolicyInput> of(PlaceOrder asked, SmmSettings settings) {
        Promotion promotion = asked.promotion();
        Future<Void> kept = reading(asked.evidence(), settings.policy())
                .map(reading -> ledger.remember(promotion.campaignId(), reading))
                .orElse(Future.succeededFuture());
        return kept.compose(done ->
                        ledger.history(promotion.campaignId(), promotion.video().id(), clock.instant()))
                .map(history -> first(asked, settings, history))
                .compose(this::withAds)
                .compose(this::withPrompts);
    }

    private PolicyInput first(PlaceOrder asked, SmmSettings settings, CampaignOrderHistory history) {
        return new PolicyInput(
                clock.instant(),
                asked.promotion(),
                asked.evidence(),
                settings.policy(),
                settings.limits(),
                lever(settings, asked.promotion().likeServer()),
                lever(settings, asked.promotion().commentServer()),
                settings.team().orElse(null),
                history,
                new AdsView.NotNeeded(),
                new ApprovedComments.NotNeeded());
    }

    private static @Nullable PromotionService lever(SmmSettings settings, @Nullable String id) {
        return id == null ? null : settings.service(id).orElse(null);
    }

    private Future<PolicyInput> withAds(PolicyInput now) {
        Optional<AdBudgetService> service = PromotionPolicy.needsAds(now);
        if (service.isEmpty()) {
            return Future.succeededFuture(now);
        }
        Instant earliest = now.now().minus(LOOK_BACK);
        Instant from =
                now.promotion().startedAt().isAfter(earliest) ? now.promotion().startedAt() : earliest;
        return executors
                .budgets()
                .view(service.get(), from, now.now())
                .compose(view -> owner.added(view, now.promotion().video().id()))
                .map(view -> {
                    keepNetworks(now, view, from);
                    return now.with(view);
                });
    }

    /** For people; nothing waits for it. */
    private void keepNetworks(PolicyInput now, AdsView view, Instant from) {
        if (view instanceof AdsView.Known known && !known.facts().hours().isEmpty()) {
            String campaign = now.promotion().campaignId();
            networks.keep(
                            campaign,
                            new NetworkReport(
                                    from,
                                    now.now(),
                                    known.facts().budget().daily().currency(),
                                    known.facts().networks().named()))
                    .onFailure(cause -> LOG.warn(
                            "campaign={} where its ads were shown cannot be kept: {}", campaign, cause.toString()));
        }
    }

    private Future<PolicyInput> withPrompts(PolicyInput now) {
        if (!PromotionPolicy.needsPrompts(now)) {
            return Future.succeededFuture(now);
        }
        return executors
                .comments()
                .texts(
                        now.promotion().video().channelId(),
                        now.promotion().commentsSheetUrl(),
                        now.promotion().sheetTier())
                .map(now::with);
    }

    /** What is kept of a campaign's evidence; nothing when the views are missing. */
    private static Optional<CampaignReading> reading(Evidence evidence, PolicySettings settings) {
        Long views = evidence.sample().counters().views();
        if (views == null) {
            return Optional.empty();
        }
        return Optional.of(new CampaignReading(
                evidence.sample().at(),
                views,
                evidence.sample().counters().likes(),
                evidence.sample().counters().comments(),
                target(evidence.likes(), settings),
                target(evidence.comments(), settings),
                evidence.sample().countingRegime()));
    }

    private static @Nullable Double target(@Nullable Quantiles band, PolicySettings settings) {
        return band == null ? null : band.at(settings.target());
    }
}
