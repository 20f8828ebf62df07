package dev.ratiofixer.smm.api;

import dev.ratiofixer.bus.BusMessage;
import dev.ratiofixer.bus.BusMessage.BusRequest;
import dev.ratiofixer.bus.BusMessage.Done;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.video.VideoId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the SMM verticle is asked at {@code Addresses.SMM}, with the answers.
 *
 * @param <R> the answer
 */
public sealed interface PromotionRequest<R extends BusMessage> extends BusRequest<R> {
    /**
     * A campaign's regular request: here is where it stands, order what the policy finds right. Also sent without a
     * shortfall (about once a day), as a budget may have to be lowered. Answered by a {@link PlaceOrderOutcome}.
     */
    record PlaceOrder(Promotion promotion, Evidence evidence) implements PromotionRequest<PlaceOrderOutcome> {}

    /** The answer to {@link PlaceOrder}. */
    sealed interface PlaceOrderOutcome extends BusMessage {
        /** When asking again makes sense. */
        Instant askAgainAt();

        /** What the policy said, of its answers that which says most; {@code null} where it is not told. */
        @Nullable
        PolicyDecision answer();

        /** Orders were written; in {@code propose} mode they wait for a person. Their further life comes as news. */
        record Ordered(
                List<OrderView> orders,
                Instant askAgainAt,
                @Nullable PolicyDecision answer) implements PlaceOrderOutcome {
            /** Where the policy's answer is not told. */
            public Ordered(List<OrderView> orders, Instant askAgainAt) {
                this(orders, askAgainAt, null);
            }
        }

        /** Nothing was ordered. {@code reason} is one sentence for people. */
        record Held(
                String reason, Instant askAgainAt, @Nullable PolicyDecision answer) implements PlaceOrderOutcome {
            /** Where the policy's answer is not told. */
            public Held(String reason, Instant askAgainAt) {
                this(reason, askAgainAt, null);
            }
        }
    }

    /**
     * A person's decision on an order. Answered by a {@link DecideOutcome}.
     *
     * @param actor name of the key that decided; kept in the audit trail
     * @param note free text, may be empty
     */
    record DecideOrder(String orderId, PersonDecision verdict, String actor, String note)
            implements PromotionRequest<DecideOutcome> {
        /** What was decided. */
        public enum PersonDecision {
            APPROVE,
            REJECT,
            COMPLETE,
            /** A raised budget that the engine could not set back is back, by hand. */
            RETURNED
        }
    }

    /** The answer to {@link DecideOrder}. */
    sealed interface DecideOutcome extends BusMessage {
        /** Done; this is the order now. */
        record Decided(OrderView order) implements DecideOutcome {}

        /** No such order. */
        record NoSuchOrder(String orderId) implements DecideOutcome {}

        /** Its state does not allow that, or a limit or the spending switch does not. {@code reason} is for people. */
        record NotAllowed(OrderView order, String reason) implements DecideOutcome {}
    }

    /** The campaign has ended: cancel what is only proposed or approved. Answered by {@code Done}. */
    record CloseCampaign(String campaignId, String reason) implements PromotionRequest<Done> {}

    /** Orders may have become due for this node: it took campaigns over, or somebody decided on another node. */
    record ResumeOrders() implements PromotionRequest<Done> {}

    /**
     * Asks whether a campaign with these services and this sheet could order. Answered by {@link PrerequisitesChecked}.
     *
     * @param terms what else is known of the start
     */
    record CheckPrerequisites(
            @Nullable String likeServer,
            @Nullable String commentServer,
            @Nullable String commentsSheetUrl,
            @Nullable String sheetTier,
            StartTerms terms)
            implements PromotionRequest<PrerequisitesChecked> {
        /** With nothing else known. */
        public CheckPrerequisites(
                @Nullable String likeServer,
                @Nullable String commentServer,
                @Nullable String commentsSheetUrl,
                @Nullable String sheetTier) {
            this(likeServer, commentServer, commentsSheetUrl, sheetTier, StartTerms.NONE);
        }
    }

    /**
     * Claims the ads campaigns of a campaign's services for it, right before it is stored or edited: of two starts at
     * the same time one is refused. Answered by {@link PrerequisitesChecked} with what stands in the way, nothing if
     * they are its.
     */
    record ClaimAdsCampaigns(
            String campaignId,
            VideoId video,
            @Nullable String likeServer,
            @Nullable String commentServer) implements PromotionRequest<PrerequisitesChecked> {}

    /**
     * Gives back what a campaign had claimed but for what its services name now: none, where it came to nothing.
     * Answered by {@code Done}.
     */
    record ReleaseAdsCampaigns(
            String campaignId,
            @Nullable String likeServer,
            @Nullable String commentServer) implements PromotionRequest<Done> {}

    /** The answer to {@link CheckPrerequisites}: each line of the check list. */
    record PrerequisitesChecked(List<Prerequisite> prerequisites) implements BusMessage {}

    /**
     * One line of the check list before a start.
     *
     * @param name stable name, such as {@code comments_sheet_readable}
     * @param field the field of the start request that it is about, empty for none
     * @param met whether it holds
     * @param required whether a start is refused without it
     * @param detail one sentence for people: what was found, and what to do if it is not met
     */
    record Prerequisite(String name, String field, boolean met, boolean required, String detail) {}

    /** Asks whether a campaign waits for a person before it orders. Answered by {@link SpendingState}. */
    record GetSpendingHold(String campaignId) implements PromotionRequest<SpendingState> {}

    /**
     * A person lets a campaign order again, with the budget as it is now. Answered by {@link SpendingState}.
     *
     * @param actor name of the key that asks
     * @param note free text, may be empty
     */
    record ResumeSpending(String campaignId, String actor, String note) implements PromotionRequest<SpendingState> {}

    /**
     * The answer to both.
     *
     * @param held whether nothing is ordered for now
     * @param last the newest hold, released or not, {@code null} if there never was one
     * @param networks where its ads were shown, {@code null} if they were never read
     */
    record SpendingState(
            String campaignId, boolean held, @Nullable SpendingHold last, AdNetworks.@Nullable NetworkReport networks)
            implements BusMessage {}

    /** Asks for the configured levers. Answered by {@link ServiceList}. */
    record ListServices() implements PromotionRequest<ServiceList> {}

    /** The configured levers, without secrets. */
    record ServiceList(List<ServiceView> services) implements BusMessage {
        /**
         * One lever. The bounds are those of an {@code ad_budget}, else {@code null}.
         *
         * @param preflight the last look at its ads campaign, {@code null} if there was none
         */
        public record ServiceView(
                String id,
                OrderType type,
                String name,
                @Nullable Money minDaily,
                @Nullable Money maxDaily,
                @Nullable ServicePreflight preflight) {}
    }

    /** Asks how promotion is. Answered by {@link PromotionHealth}. */
    record GetPromotionHealth() implements PromotionRequest<PromotionHealth> {}

    /** The answer to {@link GetPromotionHealth}: a line for each provider in use, and the spending switch. */
    record PromotionHealth(List<ServicePart> parts) implements BusMessage {
        /**
         * One line.
         *
         * @param name stable, such as {@code google_ads}
         * @param detail one sentence for people: what is so
         * @param remedy what to do about it, empty while it is healthy
         * @param accessRefused whether it is the credentials that are missing or refused
         */
        public record ServicePart(String name, boolean healthy, String detail, String remedy, boolean accessRefused) {
            /** A line that is not about credentials. */
            public ServicePart(String name, boolean healthy, String detail, String remedy) {
                this(name, healthy, detail, remedy, false);
            }
        }
    }
}
