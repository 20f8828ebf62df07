package dev.ratiofixer.smm.execution;

import dev.ratiofixer.google.sheets.SheetId;
import dev.ratiofixer.provider.ProviderException;
import dev.ratiofixer.smm.api.Promotion;
import dev.ratiofixer.smm.api.PromotionRequest.PlaceOrder;
import dev.ratiofixer.smm.api.PromotionService;
import dev.ratiofixer.smm.api.PromotionService.AdBudgetService;
import dev.ratiofixer.smm.api.SmmSettings;
import dev.ratiofixer.smm.execution.adbudget.AdBudgetExecutor;
import dev.ratiofixer.smm.execution.comment.ApprovedCommentSheet;
import dev.ratiofixer.smm.order.CampaignOrderHistory;
import dev.ratiofixer.smm.order.OrderLedger;
import dev.ratiofixer.smm.policy.PolicyInput;
import dev.ratiofixer.smm.policy.PromotionPolicy;
import dev.ratiofixer.smm.policy.adbudget.AdsView;
import dev.ratiofixer.smm.policy.comment.ApprovedComments;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gathers all that the policy looks at, and asks providers only for what the decision needs. */
final class PolicyInputLoader {
    /** As far as readings are kept: paid views that are not asked for would be taken for organic ones. */
    private static final Duration LOOK_BACK = Duration.ofDays(60);

    private final OrderLedger ledger;
    private final ProviderClients channels;
    private final AdBudgetExecutor budgets;
    private final InstantSource clock;

    PolicyInputLoader(OrderLedger ledger, ProviderClients channels, InstantSource clock) {
        this.ledger = ledger;
        this.channels = channels;
        this.budgets = new AdBudgetExecutor(channels.ads());
        this.clock = clock;
    }

    Future<PolicyInput> of(PlaceOrder asked, SmmSettings settings) {
        Promotion promotion = asked.promotion();
        Future<Void> kept = CampaignReadings.of(asked.evidence(), settings.policy())
                .map(reading -> ledger.remember(promotion.campaignId(), reading))
                .orElse(Future.succeededFuture());
        return kept.compose(done ->
                        ledger.book(promotion.campaignId(), promotion.video().id(), clock.instant()))
                .map(book -> first(asked, settings, book))
                .compose(this::withAds)
                .compose(this::withPrompts);
    }

    private PolicyInput first(PlaceOrder asked, SmmSettings settings, CampaignOrderHistory book) {
        return new PolicyInput(
                clock.instant(),
                asked.promotion(),
                asked.evidence(),
                settings.policy(),
                settings.limits(),
                lever(settings, asked.promotion().likeServer()),
                lever(settings, asked.promotion().commentServer()),
                settings.team().orElse(null),
                book,
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
        return budgets.view(service.get(), from, now.now()).map(now::with);
    }

    private Future<PolicyInput> withPrompts(PolicyInput now) {
        if (!PromotionPolicy.needsPrompts(now)) {
            return Future.succeededFuture(now);
        }
        return prompts(now.promotion().commentsSheetUrl(), now.promotion().sheetTier())
                .map(now::with);
    }

    /** The owner's approved texts; never fails. */
    Future<ApprovedComments> prompts(@Nullable String sheetUrl, @Nullable String tier) {
        if (sheetUrl == null) {
            return Future.succeededFuture(new ApprovedComments.Unread("the campaign has no comments_sheet_url"));
        }
        return SheetId.parse(sheetUrl)
                .map(id -> channels.sheets()
                        .rows(id, ApprovedCommentSheet.RANGE)
                        .map(rows -> ApprovedCommentSheet.read(rows, tier))
                        .recover(cause ->
                                Future.succeededFuture(new ApprovedComments.Unread("the comments sheet cannot be read: "
                                        + ProviderException.of(cause).detail()))))
                .orElse(Future.succeededFuture(new ApprovedComments.Unread(
                        "comments_sheet_url must look like https://docs.google.com/spreadsheets/d/…")));
    }
}
