package dev.ratiofixer.http.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.ratiofixer.backtest.Backtest.Trial;
import dev.ratiofixer.backtest.BacktestReport;
import dev.ratiofixer.backtest.BacktestReport.AnswerRun;
import dev.ratiofixer.backtest.BacktestReport.BacktestOrder;
import dev.ratiofixer.backtest.BacktestReport.Sums;
import dev.ratiofixer.backtest.BacktestService;
import dev.ratiofixer.backtest.BacktestService.NotNowException;
import dev.ratiofixer.bus.Json;
import dev.ratiofixer.http.problem.ProblemException;
import dev.ratiofixer.http.problem.ProblemType;
import dev.ratiofixer.http.problem.ValidationErrors;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.OrderMode;
import dev.ratiofixer.smm.api.SpendLimits;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code campaigns/{id}/backtest}: what a policy would have ordered. Writes nothing. */
final class BacktestOperations {
    private final BacktestService backtests;
    private final Supplier<String> currency;

    BacktestOperations(BacktestService backtests, Supplier<String> currency) {
        this.backtests = backtests;
        this.currency = currency;
    }

    /** The contract's {@code BacktestProgress}. */
    record ProgressBody(boolean running, @Nullable Double share) {}

    /** The contract's {@code Backtest}. */
    record ReportBody(
            String campaignId,
            @Nullable Instant from,
            @Nullable Instant to,
            int looks,
            boolean complete,
            @Nullable String stopped,
            OrderMode mode,
            @Nullable String maxSpend,
            @Nullable String dailySpend,
            boolean otherPolicy,
            List<String> assumptions,
            List<OrderLine> orders,
            List<AnswerRun> answers,
            List<OrderLine> recorded,
            SumsBody sums,
            SumsBody recordedSums) {
        static ReportBody of(BacktestReport report) {
            SpendLimits limits = report.setting().limits();
            return new ReportBody(
                    report.campaignId(),
                    report.from(),
                    report.to(),
                    report.looks(),
                    report.complete(),
                    report.stopped(),
                    report.setting().mode(),
                    limits == null ? null : limits.maxSpend().amount(),
                    limits == null ? null : limits.dailySpend().amount(),
                    report.setting().otherPolicy(),
                    report.assumptions(),
                    report.orders().stream().map(OrderLine::of).toList(),
                    report.answers(),
                    report.recorded().stream().map(OrderLine::of).toList(),
                    SumsBody.of(report.sums()),
                    SumsBody.of(report.recordedSums()));
        }
    }

    /** The contract's {@code BacktestOrder}. */
    record OrderLine(
            Instant at,
            String orderType,
            String serviceId,
            String direction,
            String status,
            String reserved,
            @Nullable String cost,
            String currency,
            boolean costAssumed,
            long forecastLikes,
            long forecastComments,
            String summary,
            @Nullable String sameAs) {
        static OrderLine of(BacktestOrder order) {
            return new OrderLine(
                    order.at(),
                    word(order.orderType()),
                    order.serviceId(),
                    word(order.direction()),
                    word(order.status()),
                    order.reserved().amount(),
                    order.cost() == null ? null : order.cost().amount(),
                    order.reserved().currency(),
                    order.assumed(),
                    order.forecastLikes(),
                    order.forecastComments(),
                    order.summary(),
                    order.sameAs());
        }

        private static String word(Enum<?> constant) {
            return constant.name().toLowerCase(Locale.ROOT);
        }
    }

    /** The contract's {@code BacktestSums}. */
    record SumsBody(
            int budgets,
            int comments,
            int tasks,
            @Nullable String cost,
            @Nullable String currency) {
        static SumsBody of(Sums sums) {
            Money cost = sums.cost();
            return new SumsBody(
                    sums.budgets(),
                    sums.comments(),
                    sums.tasks(),
                    cost == null ? null : cost.amount(),
                    cost == null ? null : cost.currency());
        }
    }

    Future<OperationResult> run(ApiCall call) {
        ValidationErrors errors = new ValidationErrors();
        @Nullable Trial trial = trial(call.body(), errors);
        Instant from = instant(call.body(), "from", errors);
        Instant to = instant(call.body(), "to", errors);
        if (from != null && to != null && !from.isBefore(to)) {
            errors.add("to", "lies before from, or is the same: give a period");
        }
        if (trial != null) {
            trial.problems().forEach(problem -> errors.add(problem.path(), problem.value() + " " + problem.allowed()));
        }
        errors.throwIfAny();
        return backtests
                .run(call.id(), from, to, Objects.requireNonNull(trial))
                .recover(BacktestOperations::refused)
                .compose(found -> found.map(report -> Future.succeededFuture(OperationResult.ok(ReportBody.of(report))))
                        .orElseGet(() ->
                                ProblemException.failed(ProblemType.NOT_FOUND, "there is no campaign " + call.id())));
    }

    private static <T> Future<T> refused(Throwable failure) {
        return failure instanceof NotNowException || failure instanceof IllegalArgumentException
                ? ProblemException.failed(ProblemType.NOT_ALLOWED_NOW, String.valueOf(failure.getMessage()))
                : Future.failedFuture(failure);
    }

    Future<OperationResult> progress(ApiCall call) {
        var share = backtests.share(call.id());
        return Future.succeededFuture(OperationResult.ok(
                new ProgressBody(share.isPresent(), share.isPresent() ? share.getAsDouble() : null)));
    }

    Future<OperationResult> cancel(ApiCall call) {
        backtests.cancel(call.id());
        return progress(call);
    }

    private @Nullable Trial trial(JsonObject body, ValidationErrors errors) {
        JsonObject limits = body.getJsonObject("limits", new JsonObject());
        String mode = body.getString("mode");
        String unit = limits.getString("currency", currency.get());
        Money max = amount(limits, "max_spend", unit, errors);
        Money daily = amount(limits, "daily_spend", unit, errors);
        if ((max == null) != (daily == null)) {
            errors.add(
                    max == null ? "limits.max_spend" : "limits.daily_spend", "is missing: the two limits go together");
            return null;
        }
        return new Trial(
                mode == null ? null : OrderMode.valueOf(mode.toUpperCase(Locale.ROOT)),
                max == null || daily == null ? null : new SpendLimits(max, daily),
                amount(limits, "per_order", unit, errors),
                amount(limits, "per_day", unit, errors),
                tree(body.getJsonObject("policy", new JsonObject())));
    }

    private static JsonNode tree(JsonObject object) {
        try {
            return Json.mapper().readTree(object.encode());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static @Nullable Money amount(JsonObject limits, String field, String currency, ValidationErrors errors) {
        return errors.read(
                        "limits." + field,
                        limits.getString(field),
                        "give a decimal string such as \"20.00\", up to six decimals, not negative, with a currency",
                        text -> Money.parse(text, currency))
                .orElse(null);
    }

    private static @Nullable Instant instant(JsonObject body, String field, ValidationErrors errors) {
        return errors.read(
                        field,
                        body.getString(field),
                        "give an ISO 8601 instant, such as 2026-11-01T00:00:00Z",
                        Instants::parse)
                .orElse(null);
    }
}
