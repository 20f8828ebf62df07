package dev.ratiofixer.http.api;

import dev.ratiofixer.campaign.CampaignSnapshot.Attention;
import dev.ratiofixer.campaign.CampaignSnapshot.CampaignStatus;
import dev.ratiofixer.campaign.CampaignView;
import dev.ratiofixer.campaign.SupervisorRequest.GetStatus;
import dev.ratiofixer.campaign.SupervisorRequest.NoSuchCampaign;
import dev.ratiofixer.campaign.SupervisorRequest.PauseCampaign;
import dev.ratiofixer.campaign.SupervisorRequest.ProposeOrders;
import dev.ratiofixer.campaign.SupervisorRequest.ResumeCampaign;
import dev.ratiofixer.campaign.SupervisorRequest.StatusOutcome;
import dev.ratiofixer.campaign.SupervisorRequest.SteerCampaign;
import dev.ratiofixer.campaign.SupervisorRequest.StopCampaign;
import dev.ratiofixer.campaign.query.CampaignFilter;
import dev.ratiofixer.campaign.query.CampaignFilter.CampaignSort;
import dev.ratiofixer.campaign.query.CampaignFilter.Owned;
import dev.ratiofixer.campaign.query.CampaignFilter.SortKey;
import dev.ratiofixer.campaign.query.CampaignQueries;
import dev.ratiofixer.campaign.query.KeptDecision;
import dev.ratiofixer.campaign.query.ListedCampaign;
import dev.ratiofixer.campaign.query.ListedCampaign.CampaignTotals;
import dev.ratiofixer.campaign.query.OrderFilter;
import dev.ratiofixer.campaign.query.Page;
import dev.ratiofixer.campaign.query.PageRequest;
import dev.ratiofixer.campaign.query.SampleRange;
import dev.ratiofixer.http.api.ApprovalOperations.OrderBody;
import dev.ratiofixer.http.api.CampaignBodies.StatusBody;
import dev.ratiofixer.http.problem.ApiProblem;
import dev.ratiofixer.http.problem.FieldError;
import dev.ratiofixer.http.problem.ProblemException;
import dev.ratiofixer.http.problem.ProblemType;
import dev.ratiofixer.smm.api.OrderMode;
import dev.ratiofixer.smm.api.OrderView.OrderStatus;
import dev.ratiofixer.smm.api.PolicyDecision.AnswerOutcome;
import dev.ratiofixer.smm.api.ReasonCode;
import dev.ratiofixer.smm.order.Settlement.TrialResult;
import dev.ratiofixer.smm.order.TrialLog.TrialRecord;
import dev.ratiofixer.smm.order.TrialLog.TrialRecord.Block;
import dev.ratiofixer.smm.order.TrialLog.TrialRecord.Look;
import io.vertx.core.Future;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads campaigns, and stops them. */
final class CampaignOperations {
    private static final int MOST_WITH_SPARKLINE = 100;

    private final EngineClient engine;
    private final CampaignQueries queries;

    CampaignOperations(EngineClient engine, CampaignQueries queries) {
        this.engine = engine;
        this.queries = queries;
    }

    Future<OperationResult> status(ApiCall call) {
        return view(call.id()).map(view -> OperationResult.ok(StatusBody.of(view)));
    }

    Future<OperationResult> details(ApiCall call) {
        return view(call.id())
                .map(view -> OperationResult.versioned(CampaignBodies.Details.of(view), EditOperation.version(view)));
    }

    Future<OperationResult> stop(ApiCall call) {
        return engine.stop(new StopCampaign(call.id(), call.caller().name()))
                .compose(CampaignOperations::found)
                .map(view -> OperationResult.ok(StatusBody.of(view)));
    }

    Future<OperationResult> pause(ApiCall call) {
        String reason = call.body().getString("reason");
        return steer(new PauseCampaign(call.id(), call.caller().name(), reason == null ? "" : reason.strip()));
    }

    Future<OperationResult> resume(ApiCall call) {
        return steer(new ResumeCampaign(call.id(), call.caller().name()));
    }

    Future<OperationResult> propose(ApiCall call) {
        return steer(new ProposeOrders(call.id(), call.caller().name()));
    }

    private Future<OperationResult> steer(SteerCampaign asked) {
        return engine.steer(asked)
                .compose(CampaignOperations::found)
                .map(view -> OperationResult.ok(StatusBody.of(view)));
    }

    Future<OperationResult> list(ApiCall call) {
        CampaignFilter filter = filter(call);
        if (isOfAnother(call)) {
            return Future.succeededFuture(OperationResult.ok(new CampaignBodies.Items<>(List.of(), null)));
        }
        PageRequest page = call.page();
        PageRequest bounded = filter.sparkline() == 0
                ? page
                : new PageRequest(page.after(), Math.min(page.limit(), MOST_WITH_SPARKLINE));
        Future<Page<ListedCampaign>> listed = found(() -> queries.campaigns(filter, bounded));
        if (!call.flag("totals")) {
            return listed.map(items -> OperationResult.ok(CampaignBodies.CampaignPage.of(items, null)));
        }
        Future<CampaignTotals> totals = queries.totals(filter);
        return Future.all(listed, totals)
                .map(both -> OperationResult.ok(CampaignBodies.CampaignPage.of(listed.result(), totals.result())));
    }

    Future<OperationResult> samples(ApiCall call) {
        SampleRange range = range(call);
        return view(call.id())
                .compose(known ->
                        page(() -> queries.samples(call.id(), range, call.page()), CampaignBodies.SampleBody::of));
    }

    Future<OperationResult> orders(ApiCall call) {
        return view(call.id())
                .compose(known -> page(() -> queries.orders(ordersOf(call), call.page()), OrderBody.Trail::of));
    }

    static SampleRange range(ApiCall call) {
        return new SampleRange(
                instant(call, "from"),
                instant(call, "to"),
                call.number("points").orElse(null));
    }

    static OrderFilter ordersOf(ApiCall call) {
        return OrderFilter.ofCampaign(call.id());
    }

    Future<OperationResult> decisions(ApiCall call) {
        return view(call.id())
                .compose(known -> page(() -> queries.decisions(call.id(), call.page()), DecisionBody::of));
    }

    /** Fails with a problem if there is no such campaign. */
    Future<CampaignView> view(String id) {
        return engine.status(new GetStatus(id)).compose(CampaignOperations::found);
    }

    static Future<CampaignView> found(StatusOutcome outcome) {
        return switch (outcome) {
            case CampaignView view -> Future.succeededFuture(view);
            case NoSuchCampaign none ->
                ProblemException.failed(ProblemType.NOT_FOUND, "there is no campaign " + none.campaignId());
        };
    }

    static <T, B> Future<OperationResult> page(Supplier<Future<Page<T>>> query, Function<T, B> body) {
        return found(query)
                .map(page -> OperationResult.ok(new CampaignBodies.Items<>(
                        page.items().stream().map(body).toList(), page.next())));
    }

    private static <T> Future<Page<T>> found(Supplier<Future<Page<T>>> query) {
        Future<Page<T>> found;
        try {
            found = query.get();
        } catch (IllegalArgumentException unknownPage) {
            found = Future.failedFuture(unknownPage);
        }
        return found.recover(CampaignOperations::unknownPage);
    }

    static <T> Future<T> unknownPage(Throwable failure) {
        return failure instanceof IllegalArgumentException
                ? Future.failedFuture(inParameter("after", "is not the next of a page of this list"))
                : Future.failedFuture(failure);
    }

    /** Whether a held caller asks for another client's: of those there are none. */
    static boolean isOfAnother(ApiCall call) {
        return call.text("client").filter(client -> !call.caller().sees(client)).isPresent();
    }

    /** The client that a list is held to, by the caller or by the filter. */
    static @Nullable String client(ApiCall call) {
        return call.caller().heldTo().or(() -> call.text("client")).orElse(null);
    }

    static CampaignFilter filter(ApiCall call) {
        return new CampaignFilter(
                call.text("status").map(CampaignOperations::statuses).orElse(Set.of()),
                call.text("mode")
                        .map(mode -> OrderMode.valueOf(mode.toUpperCase(Locale.ROOT)))
                        .orElse(null),
                call.text("video_id").orElse(null),
                stripped(call, "q"),
                stripped(call, "service"),
                stripped(call, "owner"),
                call.text("problem")
                        .map(name -> Attention.valueOf(name.toUpperCase(Locale.ROOT)))
                        .orElse(null),
                instant(call, "since"),
                call.text("sort").map(CampaignOperations::sort).orElse(CampaignSort.NEWEST),
                call.number("sparkline").orElse(0),
                new Owned(
                        client(call),
                        call.text("artist").orElse(null),
                        call.text("tag").orElse(null)));
    }

    private static @Nullable String stripped(ApiCall call, String name) {
        return call.text(name)
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .orElse(null);
    }

    /** A key, with a minus before it for the greatest first. */
    private static CampaignSort sort(String name) {
        boolean descending = name.startsWith("-");
        return new CampaignSort(
                SortKey.valueOf(name.substring(descending ? 1 : 0).toUpperCase(Locale.ROOT)), descending);
    }

    private static Set<CampaignStatus> statuses(String names) {
        Set<CampaignStatus> statuses = EnumSet.noneOf(CampaignStatus.class);
        for (String name : names.split(",", -1)) {
            if (name.equals("live")) {
                statuses.addAll(CampaignFilter.LIVE.statuses());
            } else {
                statuses.add(status(name));
            }
        }
        return statuses;
    }

    private static CampaignStatus status(String name) {
        try {
            return CampaignStatus.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw inParameter(
                    "status",
                    "'" + name + "' is none of idle, scheduled, running, paused, stopped, completed, failed, live");
        }
    }

    static @Nullable Instant instant(ApiCall call, String name) {
        String text = call.text(name).orElse(null);
        try {
            return text == null ? null : Instants.parse(text);
        } catch (DateTimeException unreadable) {
            throw inParameter(name, "give an ISO 8601 instant, such as 2026-11-01T00:00:00Z");
        }
    }

    static ProblemException inParameter(String name, String detail) {
        return ApiProblem.ofFields(ProblemType.INVALID_PARAMETER, List.of(FieldError.inParameter(name, detail)))
                .toException();
    }

    /** {@code GET campaigns/{id}/trials}: the trials of a campaign's ads budget, with what they have told so far. */
    static final class TrialOperation implements Operation {
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

    /** The contract's {@code PolicyDecision}. */
    record DecisionBody(
            Instant at,
            Instant lastAt,
            int times,
            String counter,
            @Nullable String standing,
            AnswerOutcome outcome,
            ReasonCode reasonCode,
            String reason,
            String detail,
            Instant nextLookAt) {
        static DecisionBody of(KeptDecision kept) {
            return new DecisionBody(
                    kept.answer().at(),
                    kept.lastAt(),
                    kept.times(),
                    kept.answer().counter(),
                    kept.answer().standing(),
                    kept.answer().outcome(),
                    kept.answer().code(),
                    kept.answer().code().sentence(),
                    kept.answer().detail(),
                    kept.answer().nextLookAt());
        }
    }
}
