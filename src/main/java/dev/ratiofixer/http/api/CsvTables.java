package dev.ratiofixer.http.api;

import static dev.ratiofixer.http.api.CsvTable.decimal;
import static dev.ratiofixer.http.api.CsvTable.money;
import static dev.ratiofixer.http.api.CsvTable.real;
import static dev.ratiofixer.http.api.CsvTable.text;
import static dev.ratiofixer.http.api.CsvTable.time;
import static dev.ratiofixer.http.api.CsvTable.whole;
import static dev.ratiofixer.http.api.CsvTable.word;

import dev.ratiofixer.access.AuditReader.AuditLine;
import dev.ratiofixer.access.AuditReader.ChangedSetting;
import dev.ratiofixer.campaign.CampaignSnapshot.Problem;
import dev.ratiofixer.campaign.CampaignSnapshot.Spend;
import dev.ratiofixer.campaign.CampaignView;
import dev.ratiofixer.campaign.query.EffectCosts.CostInterval;
import dev.ratiofixer.campaign.query.ExpectedSample;
import dev.ratiofixer.campaign.query.KeptDecision;
import dev.ratiofixer.campaign.query.OrderTrail;
import dev.ratiofixer.campaign.query.OrderTrail.Basis;
import dev.ratiofixer.campaign.query.OrderTrail.EffectHours;
import dev.ratiofixer.campaign.query.OrderTrail.Measured;
import dev.ratiofixer.campaign.query.OrderTrail.UpliftView;
import dev.ratiofixer.http.api.CostOperation.CostBody;
import dev.ratiofixer.http.api.CsvTable.Column;
import dev.ratiofixer.model.Expectation;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.OrderView;
import dev.ratiofixer.stats.Quantiles;
import dev.ratiofixer.video.Counters;
import dev.ratiofixer.video.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Declares the columns of each list. A video is named by its address: an id may begin with a minus. */
final class CsvTables {
    private static final String WATCH = "https://www.youtube.com/watch?v=";
    private static final Counters NOT_READ = new Counters(null, null, null);

    static final CsvTable<CampaignView> CAMPAIGNS = new CsvTable<>("campaigns", campaigns());
    static final CsvTable<ExpectedSample> SAMPLES = new CsvTable<>("samples", samples());
    static final CsvTable<OrderTrail> ORDERS = new CsvTable<>("orders", orders());
    static final CsvTable<KeptDecision> DECISIONS = new CsvTable<>("decisions", decisions());
    static final CsvTable<CostBody> COSTS = new CsvTable<>("costs", costs());
    static final CsvTable<AuditLine> AUDIT = new CsvTable<>("audit", audit());

    private CsvTables() {}

    private static List<Column<CampaignView>> campaigns() {
        List<Column<CampaignView>> columns = new ArrayList<>(List.of(
                text("campaign_id", view -> view.campaign().id()),
                text("campaign_name", view -> view.campaign().terms().campaignName()),
                text("video_url", view -> WATCH + view.campaign().video().id().value()),
                text("title", view -> view.campaign().video().title()),
                text("channel_id", view -> view.campaign().video().channelId()),
                text("client", view -> view.campaign().terms().labels().client()),
                text("artist", view -> view.campaign().terms().labels().artist()),
                text(
                        "tags",
                        view -> String.join(
                                ", ", view.campaign().terms().labels().tags())),
                word("ratio_fixer_status", view -> view.snapshot().status()),
                word("mode", view -> view.campaign().terms().mode())));
        counters(columns, view -> counters(view.snapshot().lastSample()));
        quantiles(columns, "expected_likes", view -> expected(view, Expectation::likes));
        quantiles(columns, "expected_comments", view -> expected(view, Expectation::comments));
        columns.addAll(List.of(
                whole("short_likes", view -> view.snapshot().shortfall().likes()),
                whole("short_comments", view -> view.snapshot().shortfall().comments()),
                whole("ordered_likes", view -> view.snapshot().orders().orderedLikes()),
                whole("ordered_comments", view -> view.snapshot().orders().orderedComments()),
                money("spent", view -> spend(view, Spend::spent)),
                money("reserved", view -> spend(view, Spend::reserved)),
                money("max_spend", view -> spend(view, Spend::max)),
                text("currency", view -> {
                    Spend spend = view.snapshot().spend();
                    return spend == null ? null : spend.spent().currency();
                }),
                time("started_at", view -> view.campaign().startedAt()),
                time("stopped_at", view -> view.snapshot().stoppedAt()),
                time("last_check", view -> view.snapshot().lastCheck()),
                text(
                        "problems",
                        view -> view.snapshot().problems().stream()
                                .map(Problem::detail)
                                .collect(Collectors.joining(" / ")))));
        return columns;
    }

    private static List<Column<ExpectedSample>> samples() {
        List<Column<ExpectedSample>> columns =
                new ArrayList<>(List.of(time("at", read -> read.sample().at())));
        counters(columns, read -> read.sample().counters());
        columns.add(word("counting_regime", read -> read.sample().countingRegime()));
        columns.add(text("corrected", read -> read.sample().corrected() ? "yes" : "no"));
        quantiles(columns, "expected_likes", ExpectedSample::likes);
        quantiles(columns, "expected_comments", ExpectedSample::comments);
        return columns;
    }

    private static List<Column<OrderTrail>> orders() {
        List<Column<OrderTrail>> columns = new ArrayList<>(List.of(
                order("order_id", OrderView::orderId),
                order("campaign_id", OrderView::campaignId),
                basis("campaign_name", Basis::campaignName),
                basis("video_url", basis -> WATCH + basis.videoId()),
                basis("title", Basis::videoTitle),
                word("order_type", trail -> trail.order().orderType()),
                order("service_id", OrderView::serviceId),
                word("status", trail -> trail.order().status()),
                order("summary", OrderView::summary)));
        columns.addAll(List.of(
                money("cost", trail -> trail.order().cost()),
                text("currency", trail -> trail.order().cost().currency()),
                whole("forecast_likes", trail -> trail.order().forecastLikes()),
                whole("forecast_comments", trail -> trail.order().forecastComments()),
                time("ordered_at", trail -> trail.order().orderedAt()),
                time("completed_at", trail -> trail.order().completedAt()),
                order("approved_by", OrderView::approvedBy),
                order("problem", OrderView::problem),
                basis("comment_text", Basis::commentText)));
        effect(columns, "likes", UpliftView::likes, EffectHours::noLikes);
        effect(columns, "comments", UpliftView::comments, EffectHours::noComments);
        columns.add(text("measured_together_with", trail -> {
            EffectHours hours = trail.uplift() == null ? null : trail.uplift().window();
            return hours == null ? null : String.join(" ", hours.together());
        }));
        return columns;
    }

    private static List<Column<KeptDecision>> decisions() {
        return List.of(
                time("at", kept -> kept.answer().at()),
                time("last_at", KeptDecision::lastAt),
                whole("times", kept -> (long) kept.times()),
                text("counter", kept -> kept.answer().counter()),
                text("standing", kept -> kept.answer().standing()),
                word("outcome", kept -> kept.answer().outcome()),
                word("reason_code", kept -> kept.answer().code()),
                text("reason", kept -> kept.answer().code().sentence()),
                text("detail", kept -> kept.answer().detail()),
                time("next_look_at", kept -> kept.answer().nextLookAt()));
    }

    private static List<Column<CostBody>> costs() {
        return List.of(
                text("by", CostBody::by),
                text("id", CostBody::id),
                text("name", CostBody::name),
                whole("orders", cost -> (long) cost.orders()),
                whole("measured", cost -> (long) cost.measured()),
                // A decimal as the API has it: no text, so that it is summed.
                new Column<>("spent", CostBody::spent),
                text("currency", CostBody::currency),
                extra("extra_likes", Measured::estimate),
                extra("extra_likes_low", Measured::low),
                extra("extra_likes_high", Measured::high),
                perLike("cost_per_like", CostInterval::estimate),
                perLike("cost_per_like_low", CostInterval::low),
                perLike("cost_per_like_high", CostInterval::high),
                text("likes_unknown", CostBody::likesUnknown),
                perView("cost_per_engaged_view", CostInterval::estimate),
                perView("cost_per_engaged_view_low", CostInterval::low),
                perView("cost_per_engaged_view_high", CostInterval::high),
                text("engaged_views_unknown", CostBody::engagedViewsUnknown));
    }

    private static Column<CostBody> perView(String name, Function<CostInterval, @Nullable Double> part) {
        return decimal(
                name, 6, cost -> cost.costPerEngagedView() == null ? null : part.apply(cost.costPerEngagedView()));
    }

    private static Column<CostBody> extra(String name, Function<Measured, Double> part) {
        return real(name, cost -> cost.extraLikes() == null ? null : part.apply(cost.extraLikes()));
    }

    /** A like may cost less than a cent. */
    private static Column<CostBody> perLike(String name, Function<CostInterval, @Nullable Double> part) {
        return decimal(name, 6, cost -> cost.costPerLike() == null ? null : part.apply(cost.costPerLike()));
    }

    private static List<Column<AuditLine>> audit() {
        return List.of(
                time("at", AuditLine::at),
                text("who", AuditLine::actor),
                word("role", AuditLine::role),
                text("via", AuditLine::via),
                text("action", AuditLine::action),
                text("subject", AuditLine::subject),
                text("subject_name", AuditLine::subjectName),
                text("detail", AuditLine::detail),
                text("reason", AuditLine::reason),
                text("outcome", AuditLine::outcome),
                text(
                        "changes",
                        line -> line.changes().stream()
                                .map(ChangedSetting::sentence)
                                .collect(Collectors.joining("; "))));
    }

    private static <T> void counters(List<Column<T>> columns, Function<T, Counters> of) {
        columns.add(whole("views", row -> of.apply(row).views()));
        columns.add(whole("likes", row -> of.apply(row).likes()));
        columns.add(whole("comments", row -> of.apply(row).comments()));
    }

    private static Counters counters(@Nullable Sample sample) {
        return sample == null ? NOT_READ : sample.counters();
    }

    private static <T> void quantiles(List<Column<T>> columns, String name, Function<T, @Nullable Quantiles> of) {
        quantile(columns, name + "_p10", of, Quantiles::p10);
        quantile(columns, name + "_p25", of, Quantiles::p25);
        quantile(columns, name + "_p50", of, Quantiles::p50);
        quantile(columns, name + "_p75", of, Quantiles::p75);
        quantile(columns, name + "_p90", of, Quantiles::p90);
    }

    private static <T> void quantile(
            List<Column<T>> columns,
            String name,
            Function<T, @Nullable Quantiles> of,
            Function<Quantiles, Double> quantile) {
        columns.add(real(name, row -> {
            Quantiles all = of.apply(row);
            return all == null ? null : quantile.apply(all);
        }));
    }

    private static @Nullable Quantiles expected(CampaignView view, Function<Expectation, Quantiles> of) {
        Expectation expectation = view.snapshot().expectation();
        return expectation == null ? null : of.apply(expectation);
    }

    private static @Nullable Money spend(CampaignView view, Function<Spend, @Nullable Money> of) {
        Spend spend = view.snapshot().spend();
        return spend == null ? null : of.apply(spend);
    }

    private static Column<OrderTrail> order(String name, Function<OrderView, @Nullable String> of) {
        return text(name, trail -> of.apply(trail.order()));
    }

    private static Column<OrderTrail> basis(String name, Function<Basis, @Nullable String> of) {
        return text(name, trail -> trail.basis() == null ? null : of.apply(trail.basis()));
    }

    private static void effect(
            List<Column<OrderTrail>> columns,
            String counter,
            Function<UpliftView, @Nullable Measured> of,
            Function<EffectHours, @Nullable String> none) {
        columns.add(measured("effect_" + counter, of, Measured::estimate));
        columns.add(measured("effect_" + counter + "_low", of, Measured::low));
        columns.add(measured("effect_" + counter + "_high", of, Measured::high));
        columns.add(text("effect_" + counter + "_not_measurable", trail -> {
            EffectHours hours = trail.uplift() == null ? null : trail.uplift().window();
            return hours == null ? null : none.apply(hours);
        }));
    }

    private static Column<OrderTrail> measured(
            String name, Function<UpliftView, @Nullable Measured> of, Function<Measured, Double> part) {
        return real(name, trail -> {
            Measured measured = trail.uplift() == null ? null : of.apply(trail.uplift());
            return measured == null ? null : part.apply(measured);
        });
    }
}
