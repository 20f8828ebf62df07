package dev.ratiofixer.http.report;

import dev.ratiofixer.campaign.CampaignSnapshot.CampaignStatus;
import dev.ratiofixer.campaign.CampaignSnapshot;
import dev.ratiofixer.campaign.CampaignView;
import dev.ratiofixer.campaign.query.EffectCosts.Cost;
import dev.ratiofixer.campaign.query.EffectCosts.EffectGroup;
import dev.ratiofixer.campaign.query.EffectCosts.Grouping;
import dev.ratiofixer.campaign.query.EffectCosts;
import dev.ratiofixer.campaign.query.ListedCampaign.CampaignTotals;
import dev.ratiofixer.campaign.query.ListedCampaign.CurrencyTotal;
import dev.ratiofixer.campaign.query.OrderTrail;
import dev.ratiofixer.http.api.CostOperation.EngagedViewCosts;
import dev.ratiofixer.http.report.ReportChart.HtmlWriter;
import dev.ratiofixer.http.report.ReportPage.ReportAccess;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.OrderType;
import dev.ratiofixer.stats.Quantiles;
import dev.ratiofixer.video.Counters;
import dev.ratiofixer.video.Sample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes the report of all campaigns of a client as one HTML page, as {@link ReportPage} does one campaign's: what they
 * cost by currency, where each stands, what was done and what it brought. Pure.
 */
final class ClientReportPage {
    private final ClientReport report;
    private final HtmlWriter html = new HtmlWriter();
    private final Map<String, List<OrderTrail>> ofCampaign = new LinkedHashMap<>();

    private ClientReportPage(ClientReport report) {
        this.report = report;
        report.orders()
                .forEach(trail -> ofCampaign
                        .computeIfAbsent(trail.order().campaignId(), first -> new ArrayList<>())
                        .add(trail));
    }

    /**
     * What the page shows.
     *
     * @param from not older than this
     * @param to older than this
     * @param madeAt by the engine's clock
     * @param campaigns those that were under way in the period, newest first
     * @param allCampaigns whether there are no more of these
     * @param totals of all campaigns of the client since they began
     * @param orders all that were placed, oldest first: those of the period share effects with others
     * @param allOrders whether there are no more
     * @param engaged what engaged views of the orders cost
     * @param compared whether this installation may compare videos at all
     */
    record ClientReport(
            String clientName,
            Instant from,
            Instant to,
            Instant madeAt,
            List<CampaignView> campaigns,
            boolean allCampaigns,
            CampaignTotals totals,
            List<OrderTrail> orders,
            boolean allOrders,
            EngagedViewCosts engaged,
            boolean compared) {
        boolean within(Instant at) {
            return !at.isBefore(from) && at.isBefore(to);
        }
    }

    /** @param link by which it is read, {@code null} where it is read by a key */
    static String of(ClientReport report, @Nullable ReportAccess link) {
        ClientReportPage page = new ClientReportPage(report);
        return ReportPage.document("Report: " + report.clientName(), page.html, () -> page.body(link));
    }

    private void body(@Nullable ReportAccess link) {
        head();
        money();
        campaigns();
        done();
        ReportPage.foot(html, report.madeAt(), link);
    }

    private void head() {
        html.element("h1", report.clientName());
        html.element(
                "p",
                List.of("class", "soft"),
                ReportWords.day(report.from()) + " to " + ReportWords.day(report.to()) + ". "
                        + states(report.campaigns()) + ".");
        if (!report.allCampaigns()) {
            html.element(
                    "p",
                    List.of("class", "soft"),
                    "There are more campaigns than a page can show: the newest are here, and the sums are of all.");
        }
    }

    /** {@code 3 campaigns: 2 running, 1 completed}. */
    private static String states(List<CampaignView> campaigns) {
        if (campaigns.isEmpty()) {
            return "No campaign was under way in this period";
        }
        String states = campaigns.stream()
                .collect(Collectors.groupingBy(
                        view -> view.snapshot().status(), TreeMap<CampaignStatus, Long>::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(each -> each.getValue() + " " + ReportWords.campaign(each.getKey()))
                .collect(Collectors.joining(", "));
        return campaigns.size() + (campaigns.size() == 1 ? " campaign: " : " campaigns: ") + states;
    }

    private void money() {
        html.element("h2", "What it cost");
        Map<String, Money> period = ReportPage.sums(ofPeriod());
        Map<String, CurrencyTotal> since = report.totals().byCurrency().stream()
                .collect(Collectors.toMap(
                        total -> total.spent().currency(), Function.identity(), (one, other) -> one, TreeMap::new));
        period.keySet()
                .forEach(currency ->
                        since.putIfAbsent(currency, new CurrencyTotal(Money.zero(currency), Money.zero(currency))));
        if (since.isEmpty()) {
            html.element("p", "Nothing was spent.");
            return;
        }
        ReportPage.table(
                html,
                List.of(
                        "Currency",
                        "Orders of this period",
                        "Spent since the campaigns began",
                        "Set aside for running orders"),
                () -> since.forEach((currency, total) -> html.element("tr", () -> {
                    html.element("td", currency);
                    amount(period.getOrDefault(currency, Money.zero(currency)));
                    amount(total.spent());
                    amount(new Money(
                            Math.max(
                                    0, total.reserved().micros() - total.spent().micros()),
                            currency));
                })));
        html.element("p", List.of("class", "soft"), "Amounts of two currencies are never added.");
    }

    private void amount(Money money) {
        html.element("td", List.of("class", "n"), ReportWords.money(money));
    }

    private List<OrderTrail> ofPeriod() {
        return report.orders().stream()
                .filter(trail -> report.within(trail.order().orderedAt()))
                .toList();
    }

    private void campaigns() {
        html.element("h2", "Campaigns");
        if (report.campaigns().isEmpty()) {
            html.element("p", "There is nothing to show yet.");
            return;
        }
        html.element("p", together());
        html.element("p", List.of("class", "soft"), "Views, likes and comments are those of the newest reading.");
        ReportPage.table(
                html,
                List.of(
                        "Campaign",
                        "Views",
                        "Likes",
                        "Comments",
                        "Done in this period",
                        "What it brought",
                        "Cost of one more like",
                        "Cost of one more engaged view"),
                () -> report.campaigns().forEach(this::campaign));
        ReportPage.engagedViews(html);
        html.element(
                "p",
                List.of("class", "soft"),
                report.compared()
                        ? "More or fewer than usual is against videos like it, as old and with as many views. What orders"
                                + " brought is what came above what would have come without them; in nine cases of ten the"
                                + " truth lies between the two figures given."
                        : "Likes and comments are not compared with other videos: YouTube has not given this installation the"
                                + " right to derive figures from its counters.");
    }

    /** Each video once, though two campaigns may have promoted it. */
    private String together() {
        Map<String, Counters> videos = new LinkedHashMap<>();
        for (CampaignView view : report.campaigns()) {
            Sample last = view.snapshot().lastSample();
            if (last != null) {
                videos.putIfAbsent(view.campaign().video().id().value(), last.counters());
            }
        }
        return "Together the videos have " + sum(videos.values(), Counters::views) + " views, "
                + sum(videos.values(), Counters::likes) + " likes and " + sum(videos.values(), Counters::comments)
                + " comments, as far as YouTube shows them.";
    }

    private static String sum(Collection<Counters> videos, Function<Counters, @Nullable Long> counter) {
        return ReportWords.count(videos.stream()
                .map(counter)
                .filter(Objects::nonNull)
                .mapToDouble(Long::doubleValue)
                .sum());
    }

    private void campaign(CampaignView view) {
        CampaignSnapshot now = view.snapshot();
        Sample last = now.lastSample();
        Counters counters = last == null ? null : last.counters();
        html.element("tr", () -> {
            html.element("td", () -> named(view));
            counter(counters == null ? null : counters.views(), null);
            counter(
                    counters == null ? null : counters.likes(),
                    now.expectation() == null ? null : now.expectation().likes());
            counter(
                    counters == null ? null : counters.comments(),
                    now.expectation() == null ? null : now.expectation().comments());
            effects(ofCampaign.getOrDefault(view.campaign().id(), List.of()));
        });
    }

    private void named(CampaignView view) {
        html.element("strong", view.campaign().terms().campaignName())
                .single("br", List.of())
                .element(
                        "a",
                        List.of("href", ReportPage.watch(view), "rel", "noreferrer"),
                        view.campaign().video().title())
                .single("br", List.of())
                .words(ReportWords.campaign(view.snapshot().status()));
    }

    private void counter(@Nullable Long count, @Nullable Quantiles usual) {
        html.element("td", () -> {
            html.words(count == null ? "not shown" : ReportWords.count((double) count));
            if (count != null && usual != null) {
                html.single("br", List.of()).element("small", ReportWords.place(count, usual));
            }
        });
    }

    /** What was done of a campaign in the period, and what that brought with what worked in the same hours. */
    private void effects(List<OrderTrail> orders) {
        List<OrderTrail> done = orders.stream()
                .filter(trail -> report.within(trail.order().orderedAt()))
                .toList();
        html.element("td", done.isEmpty() ? "nothing" : orders(done.size()) + ", " + cost(done));
        List<OrderTrail> measured = EffectCosts.groups(orders).stream()
                .filter(group -> group.orders().stream().anyMatch(done::contains))
                .map(EffectGroup::orders)
                .flatMap(List::stream)
                .toList();
        List<Cost> costs = EffectCosts.of(measured.reversed(), Grouping.CAMPAIGN);
        html.element("td", costs.isEmpty() ? unmeasured(done) : lines(costs, ClientReportPage::gain));
        html.element("td", costs.isEmpty() ? "" : lines(costs, ClientReportPage::oneMore));
        html.element("td", ReportWords.engaged(report.engaged(), done));
    }

    private static String orders(int count) {
        return count == 1 ? "1 order" : count + " orders";
    }

    private static String cost(List<OrderTrail> orders) {
        Map<String, Money> sums = ReportPage.sums(orders);
        return sums.isEmpty() ? "no cost" : ReportWords.sums(sums.values());
    }

    private static String unmeasured(List<OrderTrail> done) {
        return done.isEmpty() ? "" : "Not measured yet: that comes some time after an order has ended.";
    }

    private static String lines(List<Cost> costs, Function<Cost, String> words) {
        return costs.stream().map(words).distinct().collect(Collectors.joining("; "));
    }

    private static String gain(Cost cost) {
        return ReportWords.effect("likes", cost.extraLikes(), cost.why());
    }

    private static String oneMore(Cost cost) {
        if (cost.extraLikes() == null) {
            return "cannot be told: the gain is not measurable";
        }
        return cost.spent().isPositive()
                ? ReportWords.cost(cost.costPerLike(), cost.spent().currency())
                : "no cost";
    }

    /** By kind of order. */
    private void done() {
        html.element("h2", "What was done");
        Map<OrderType, List<OrderTrail>> kinds = ofPeriod().stream()
                .collect(Collectors.groupingBy(
                        trail -> trail.order().orderType(),
                        TreeMap<OrderType, List<OrderTrail>>::new,
                        Collectors.toList()));
        if (kinds.isEmpty()) {
            html.element("p", "Nothing was ordered in this period.");
            return;
        }
        ReportPage.table(
                html,
                List.of("What", "Orders", "Cost"),
                () -> kinds.forEach((type, orders) -> html.element(
                        "tr",
                        () -> html.element("td", ReportWords.type(type))
                                .element("td", List.of("class", "n"), Integer.toString(orders.size()))
                                .element("td", List.of("class", "n"), cost(orders)))));
        if (!report.allOrders()) {
            html.element(
                    "p",
                    List.of("class", "soft"),
                    "There are more orders than a page can show: the newest are counted.");
        }
    }
}
