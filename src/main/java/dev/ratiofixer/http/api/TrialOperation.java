package dev.ratiofixer.http.api;

import dev.ratiofixer.campaign.query.CampaignQueries;
import dev.ratiofixer.smm.api.OrderStatus;
import dev.ratiofixer.smm.order.Settlement.TrialResult;
import dev.ratiofixer.smm.order.TrialLog.TrialRecord;
import dev.ratiofixer.smm.order.TrialLog.TrialRecord.Block;
import dev.ratiofixer.smm.order.TrialLog.TrialRecord.Look;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code GET campaigns/{id}/trials}: the trials of a campaign's ads budget, with what they have told so far. */
final class TrialOperation implements Operation {
    private final CampaignQueries queries;

    TrialOperation(CampaignQueries queries) {
        this.queries = queries;
    }

    /** The answer. */
    record TrialsBody(List<TrialBody> items) {}

    /** The contract's {@code Trial}. A seed has 64 bits, more than a number of JSON is read with: it is text. */
    record TrialBody(
            String orderId,
            OrderStatus status,
            String counter,
            String own,
            String raised,
            String currency,
            String seed,
            String reserved,
            @Nullable String spent,
            Instant orderedAt,
            @Nullable Instant endedAt,
            String detail,
            @Nullable String result,
            List<Block> blocks,
            List<LookBody> looks) {
        static TrialBody of(TrialRecord trial) {
            List<Look> looks = trial.looks();
            return new TrialBody(
                    trial.orderId(),
                    trial.status(),
                    trial.counter(),
                    trial.own().amount(),
                    trial.step().amount(),
                    trial.own().currency(),
                    Long.toString(trial.seed()),
                    trial.reserved().amount(),
                    trial.spent() == null ? null : trial.spent().amount(),
                    trial.orderedAt(),
                    trial.endedAt(),
                    trial.detail(),
                    looks.isEmpty() ? null : looks.getLast().result().sentence(trial.counter()),
                    trial.blocks(),
                    looks.stream().map(LookBody::of).toList());
        }
    }

    /** The contract's {@code TrialLook}. */
    record LookBody(
            Instant at,
            int blocks,
            int raisedBlocks,
            @Nullable Double low,
            @Nullable Double high,
            @Nullable Double gainLow,
            @Nullable Double gainHigh) {
        static LookBody of(Look look) {
            TrialResult told = look.result();
            return new LookBody(
                    look.at(),
                    told.blocks(),
                    told.raisedBlocks(),
                    rounded(told.multipleLow()),
                    rounded(told.multipleHigh()),
                    rounded(told.gainLow()),
                    rounded(told.gainHigh()));
        }

        private static @Nullable Double rounded(@Nullable Double value) {
            return value == null ? null : Math.round(value * 100) / 100.0;
        }
    }

    @Override
    public Future<OperationResult> answer(ApiCall call) {
        return queries.trials(call.id())
                .map(trials -> OperationResult.ok(
                        new TrialsBody(trials.stream().map(TrialBody::of).toList())));
    }
}
