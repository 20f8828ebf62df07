package dev.ratiofixer.http.report;

import dev.ratiofixer.campaign.CampaignSnapshot.Spend;
import dev.ratiofixer.campaign.CampaignView;
import dev.ratiofixer.campaign.query.EffectCosts;
import dev.ratiofixer.campaign.query.EffectCosts.EffectGroup;
import dev.ratiofixer.campaign.query.ExpectedSample;
import dev.ratiofixer.campaign.query.OrderTrail;
import dev.ratiofixer.campaign.query.OrderTrail.EffectHours;
import dev.ratiofixer.campaign.query.OrderTrail.Measured;
import dev.ratiofixer.http.report.ReportChart.HtmlWriter;
import dev.ratiofixer.http.report.ReportRoutes.ReportReader.ReportContent;
import dev.ratiofixer.http.report.ReportWords.ReportFile;
import dev.ratiofixer.model.Expectation;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.stats.Quantiles;
import dev.ratiofixer.video.Counters;
import dev.ratiofixer.video.Sample;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes a report as one HTML page, in plain words and without a script. Pure. */
final class ReportPage {
    private static final String WATCH = "https://www.youtube.com/watch?v=";
    private static final int FEWEST_FOR_CHART = 3;

    private final ReportContent report;
    private final HtmlWriter html = new HtmlWriter();

    private ReportPage(ReportContent report) {
        this.report = report;
    }

    /**
     * The link by which a report is read.
     *
     * @param token the last part of its address, to which its files are relative
     */
    record ReportAccess(String token, Instant until) {}

    /** @param link by which it is read, {@code null} where it is read by a key */
    static String of(ReportContent report, @Nullable ReportAccess link) {
        ReportPage page = new ReportPage(report);
        String title = report.campaign().campaign().terms().campaignName();
        return document("Report: " + title, page.html, () -> page.body(title, link));
    }

    /** A page that says one thing. */
    static String saying(String title, String sentence) {
        HtmlWriter html = new HtmlWriter();
        return document(title, html, () -> html.element("h1", title).element("p", sentence));
    }

    static String document(String title, HtmlWriter html, Runnable body) {
        html.element(
                "html",
                List.of("lang", "en"),
                () -> html.element(
                                "head",
                                () -> html.single("meta", List.of("charset", "utf-8"))
                                        .single(
                                                "meta",
                                                List.of(
                                                        "name",
                                                        "viewport",
                                                        "content",
                                                        "width=device-width, initial-scale=1"))
                                        .single("meta", List.of("name", "robots", "content", "noindex, nofollow"))
                                        .element("title", title)
                                        .single("link", List.of("rel", "icon", "href", "/assets/icon.svg"))
                                        .single("link", List.of("rel", "stylesheet", "href", "/assets/report.css")))
                        .element("body", () -> html.element("main", body)));
        return html.text();
    }

    private void body(String title, @Nullable ReportAccess link) {
        head(title);
        counters();
        orders();
        spend();
        effects();
        foot(html, report.madeAt(), link);
    }

    static void foot(HtmlWriter html, Instant madeAt, @Nullable ReportAccess link) {
        html.element("footer", () -> {
            html.element(
                    "p",
                    "Made on " + ReportWords.minute(madeAt)
                            + ". All times are UTC. Ratio Fixer buys no likes, comments, views or subscribers.");
            html.element(
                    "p",
                    "Counters come from YouTube through YouTube API Services. YouTube is a trademark of Google LLC.");
            if (link != null) {
                html.element("p", "This page can be opened until " + ReportWords.minute(link.until()) + ".");
                files(html, link);
            }
        });
    }

    /** Links are relative, as the page may be served under another address than it knows. */
    private static void files(HtmlWriter html, ReportAccess link) {
        html.element("p", List.of("class", "files"), () -> {
            html.words("For a spreadsheet (CSV): ");
            for (ReportFile file : ReportFile.values()) {
                html.element("a", List.of("href", link.token() + "/" + file.path(), "download", ""), file.title())
                        .words(file == ReportFile.NUMBERS ? "." : ", ");
            }
        });
    }

    private void head(String title) {
        CampaignView view = report.campaign();
        html.element("h1", title);
        html.element(
                "p",
                () -> html.element(
                        "a",
                        List.of("href", watch(view), "rel", "noreferrer"),
                        view.campaign().video().title()));
        html.element(
                "p",
                List.of("class", "soft"),
                ReportWords.day(report.from()) + " to " + ReportWords.day(report.to()) + ". The campaign is "
                        + ReportWords.campaign(view.snapshot().status()) + ".");
    }

    static String watch(CampaignView view) {
        return WATCH + view.campaign().video().id().value();
    }

    private void counters() {
        html.element("h2", "Views, likes and comments");
        Sample last = last();
        if (last == null) {
            html.element("p", "YouTube was not read in this period, so there is nothing to show yet.");
            return;
        }
        Long views = last.counters().views();
        html.element(
                "p",
                views == null
                        ? "YouTube does not show the views of this video."
                        : "The video has " + ReportWords.count(views) + " views, read on "
                                + ReportWords.minute(last.at()) + ".");
        counter("likes", Counters::likes, ExpectedSample::likes, Expectation::likes);
        counter("comments", Counters::comments, ExpectedSample::comments, Expectation::comments);
        notes();
    }

    private void notes() {
        Expectation expectation = report.campaign().snapshot().expectation();
        if (expectation != null && !expectation.inDomain()) {
            html.element(
                    "p",
                    List.of("class", "soft"),
                    "This video is unlike those that the comparison was learned from. Take it as a rough guide.");
        }
        long ways = report.samples().stream()
                .map(read -> read.sample().countingRegime())
                .distinct()
                .count();
        if (ways > 1) {
            html.element(
                    "p",
                    List.of("class", "soft"),
                    "YouTube changed how it counts views within this period. Views before and after do not compare.");
        }
    }

    private void counter(
            String name,
            Function<Counters, @Nullable Long> counter,
            Function<ExpectedSample, @Nullable Quantiles> band,
            Function<Expectation, Quantiles> expected) {
        ExpectedSample end =
                report.samples().isEmpty() ? null : report.samples().getLast();
        Sample last = last();
        Long now = last == null ? null : counter.apply(last.counters());
        Quantiles usual = end == null ? null : band.apply(end);
        Expectation current = report.campaign().snapshot().expectation();
        if (usual == null && end == null && current != null) {
            usual = expected.apply(current);
        }
        html.element("p", ReportWords.standing(name, now, usual, report.compared()) + growth(name, counter));
        if (report.samples().size() >= FEWEST_FOR_CHART && now != null) {
            new ReportChart(report.samples(), counter, band)
                    .write(html, "Course of the " + name + " in this period, with what is usual for such videos");
            if (usual != null) {
                html.element(
                        "p",
                        List.of("class", "soft"),
                        "Black: counted. Dashed: the typical video. Dark band: half of such videos. Light band: eight of"
                                + " ten.");
            }
        }
    }

    private String growth(String name, Function<Counters, @Nullable Long> counter) {
        if (report.samples().size() < 2) {
            return "";
        }
        Long before = counter.apply(report.samples().getFirst().sample().counters());
        Long after = counter.apply(report.samples().getLast().sample().counters());
        return before == null || after == null
                ? ""
                : " In this period: " + ReportWords.signed((double) (after - before)) + " " + name + ".";
    }

    /** The period's last reading, or the campaign's where the period has none of it that is kept. */
    private @Nullable Sample last() {
        if (!report.samples().isEmpty()) {
            return report.samples().getLast().sample();
        }
        Sample newest = report.campaign().snapshot().lastSample();
        return newest != null && report.within(newest.at()) ? newest : null;
    }

    private List<OrderTrail> ofPeriod() {
        return report.orders().stream()
                .filter(trail -> report.within(trail.order().orderedAt()))
                .toList();
    }

    private void orders() {
        html.element("h2", "What was done");
        List<OrderTrail> done = ofPeriod();
        if (done.isEmpty()) {
            html.element("p", "Nothing was ordered in this period.");
            return;
        }
        table(html, List.of("Day", "What", "State", "Cost"), () -> done.forEach(this::order));
        if (!report.allOrders()) {
            html.element(
                    "p", List.of("class", "soft"), "There are more orders than a page can show: the newest are here.");
        }
    }

    private void order(OrderTrail trail) {
        html.element("tr", () -> {
            html.element("td", ReportWords.day(trail.order().orderedAt()));
            html.element(
                    "td",
                    () -> html.element("strong", ReportWords.type(trail.order().orderType()))
                            .single("br", List.of())
                            .words(trail.order().summary()));
            html.element("td", ReportWords.order(trail.order().status()));
            html.element(
                    "td",
                    List.of("class", "n"),
                    trail.order().cost().isPositive()
                            ? ReportWords.money(trail.order().cost())
                            : "none");
        });
    }

    private void spend() {
        html.element("h2", "What it cost");
        html.element(
                "p",
                "Orders of this period: " + ReportWords.sums(sums(ofPeriod()).values()) + ".");
        Spend spend = report.campaign().snapshot().spend();
        if (spend == null) {
            html.element("p", "No limit was given for this campaign, so nothing that costs money is ordered.");
            return;
        }
        String limit = spend.max() == null ? "" : " The limit is " + ReportWords.money(spend.max()) + ".";
        html.element(
                "p",
                "Since the campaign began: " + ReportWords.money(spend.spent()) + " spent, and "
                        + ReportWords.money(spend.reserved()) + " set aside for orders that are running." + limit);
    }

    /** What orders cost, by currency: amounts of two are never added. */
    static Map<String, Money> sums(List<OrderTrail> orders) {
        Map<String, Money> sums = new TreeMap<>();
        orders.stream()
                .map(trail -> trail.order().cost())
                .filter(Money::isPositive)
                .forEach(cost -> sums.merge(cost.currency(), cost, Money::plus));
        return sums;
    }

    private void effects() {
        html.element("h2", "What it brought");
        List<EffectGroup> groups = EffectCosts.groups(report.orders()).stream()
                .filter(group -> group.hours() != null)
                .filter(group -> group.orders().stream()
                        .anyMatch(trail -> report.within(trail.order().orderedAt())))
                .toList();
        if (ofPeriod().isEmpty() && groups.isEmpty()) {
            html.element("p", "Nothing was ordered, so there is nothing to measure.");
            return;
        }
        long unmeasured = ofPeriod().stream()
                .filter(trail ->
                        groups.stream().noneMatch(group -> group.orders().contains(trail)))
                .count();
        if (unmeasured > 0) {
            html.element(
                    "p",
                    "Not measured yet: " + unmeasured + (unmeasured == 1 ? " order. " : " orders. ")
                            + "What an order brought is measured some time after it has come to its end.");
        }
        if (groups.isEmpty()) {
            return;
        }
        html.element(
                "p",
                "What came above what would have come without the orders. In nine cases of ten the truth lies between the"
                        + " two figures given.");
        table(
                html,
                List.of(
                        "Hours",
                        "Orders",
                        "Likes",
                        "Comments",
                        "Cost of one more like",
                        "Cost of one more engaged view"),
                () -> groups.forEach(this::effect));
        engagedViews(html);
    }

    static void engagedViews(HtmlWriter html) {
        html.element(
                "p",
                List.of("class", "soft"),
                "An engaged view goes on after the first frame. YouTube counts those that come by ads, about three days later,"
                        + " where the channel's analytics are connected.");
    }

    private void effect(EffectGroup group) {
        EffectHours hours = group.hours();
        html.element("tr", () -> {
            html.element(
                    "td",
                    hours == null
                            ? "not kept"
                            : ReportWords.minute(hours.from()) + " to " + ReportWords.minute(hours.to()));
            html.element("td", names(group));
            html.element("td", ReportWords.effect("likes", group.likes(), group.noLikes()));
            html.element("td", ReportWords.effect("comments", group.comments(), group.noComments()));
            html.element("td", cost(group, group.likes()));
            html.element("td", ReportWords.engaged(report.engaged(), group.orders()));
        });
    }

    private static String names(EffectGroup group) {
        String types = group.orders().stream()
                .collect(Collectors.groupingBy(
                        trail -> ReportWords.type(trail.order().orderType()), TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(each -> each.getValue() == 1 ? each.getKey() : each.getValue() + " × " + each.getKey())
                .collect(Collectors.joining(", "));
        return group.orders().size() > 1 ? types + " (together, as they ran in the same hours)" : types;
    }

    private static String cost(EffectGroup group, @Nullable Measured likes) {
        Money cost = group.cost();
        if (cost != null && !cost.isPositive()) {
            return "no cost";
        }
        if (likes == null || cost == null) {
            return likes == null
                    ? "cannot be told: the gain is not measurable"
                    : "cannot be told: the costs do not add up in one currency";
        }
        return ReportWords.cost(EffectCosts.perGain(cost, likes), cost.currency());
    }

    static void table(HtmlWriter html, List<String> heads, Runnable rows) {
        html.element(
                "div",
                List.of("class", "scroll"),
                () -> html.element(
                        "table",
                        () -> html.element(
                                        "thead",
                                        () -> html.element(
                                                "tr",
                                                () -> heads.forEach(
                                                        head -> html.element("th", List.of("scope", "col"), head))))
                                .element("tbody", rows)));
    }
}
