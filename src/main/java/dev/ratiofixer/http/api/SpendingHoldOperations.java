package dev.ratiofixer.http.api;

import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.AdNetworks.NetworkReport;
import dev.ratiofixer.smm.api.PromotionRequest.GetSpendingHold;
import dev.ratiofixer.smm.api.PromotionRequest.ResumeSpending;
import dev.ratiofixer.smm.api.PromotionRequest.SpendingState;
import dev.ratiofixer.smm.api.SpendingHold;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tells whether a campaign waits for a person before it orders and where its ads were shown, and lets it go on. */
final class SpendingHoldOperations {
    private final EngineClient engine;

    SpendingHoldOperations(EngineClient engine) {
        this.engine = engine;
    }

    /** The contract's {@code CampaignSpending}. */
    record SpendingHoldBody(
            String campaignId,
            boolean held,
            @Nullable String reason,
            @Nullable String orderId,
            @Nullable String found,
            @Nullable String changedBy,
            @Nullable Instant since,
            @Nullable Instant releasedAt,
            @Nullable String releasedBy,
            @Nullable NetworksBody networks) {
        static SpendingHoldBody of(SpendingState state) {
            SpendingHold last = state.last();
            NetworksBody networks = state.networks() == null ? null : NetworksBody.of(state.networks());
            return last == null
                    ? new SpendingHoldBody(
                            state.campaignId(), false, null, null, null, null, null, null, null, networks)
                    : new SpendingHoldBody(
                            state.campaignId(),
                            state.held(),
                            last.reason(),
                            last.orderId(),
                            last.found(),
                            last.changedBy(),
                            last.since(),
                            last.releasedAt(),
                            last.releasedBy(),
                            networks);
        }
    }

    /** Where the campaign's ads were shown. */
    record NetworksBody(Instant from, Instant readAt, String currency, List<NetworkBody> items) {
        static NetworksBody of(NetworkReport report) {
            return new NetworksBody(
                    report.from(),
                    report.readAt(),
                    report.currency(),
                    report.networks().stream()
                            .map(one -> new NetworkBody(
                                    one.network(),
                                    one.views(),
                                    one.impressions(),
                                    new Money(one.costMicros(), report.currency()).amount()))
                            .toList());
        }

        /** One network's figures. */
        record NetworkBody(String network, long views, long impressions, String cost) {}
    }

    Future<OperationResult> show(ApiCall call) {
        return engine.spending(new GetSpendingHold(call.id()))
                .map(state -> OperationResult.ok(SpendingHoldBody.of(state)));
    }

    Future<OperationResult> resume(ApiCall call) {
        String note = Objects.requireNonNullElse(call.body().getString("note"), "");
        return engine.spending(new ResumeSpending(call.id(), call.caller().name(), note))
                .map(state -> OperationResult.ok(SpendingHoldBody.of(state)));
    }
}
