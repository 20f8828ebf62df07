package dev.ratiofixer.http.report;

import static dev.ratiofixer.http.api.CsvTable.real;
import static dev.ratiofixer.http.api.CsvTable.text;
import static dev.ratiofixer.http.api.CsvTable.time;

import dev.ratiofixer.campaign.CampaignSnapshot.CampaignStatus;
import dev.ratiofixer.campaign.CampaignView;
import dev.ratiofixer.campaign.query.EffectCosts;
import dev.ratiofixer.campaign.query.EffectCosts.CostInterval;
import dev.ratiofixer.campaign.query.EffectCosts.EffectGroup;
import dev.ratiofixer.campaign.query.ExpectedSample;
import dev.ratiofixer.campaign.query.OrderTrail;
import dev.ratiofixer.campaign.query.OrderTrail.Measured;
import dev.ratiofixer.http.api.CostOperation.EngagedViewCosts;
import dev.ratiofixer.http.api.CostOperation.EngagedViewCosts.EngagedCost;
import dev.ratiofixer.http.api.CsvTable;
import dev.ratiofixer.http.api.CsvTable.Column;
import dev.ratiofixer.http.report.ClientReportPage.ClientReport;
import dev.ratiofixer.http.report.ReportRoutes.ReportReader.ReportContent;
import dev.ratiofixer.model.Expectation;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.OrderType;
import dev.ratiofixer.smm.api.OrderView.OrderStatus;
import dev.ratiofixer.stats.Quantiles;
import dev.ratiofixer.video.Sample;
import io.vertx.core.buffer.Buffer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says figures in the words of somebody who markets music. Times are UTC, as the page says. */
final class ReportWords {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm", Locale.ENGLISH);
    private static final BigDecimal CENT = new BigDecimal("0.01");

    private ReportWords() {}

    static String day(Instant at) {
        return DAY.format(at.atOffset(ZoneOffset.UTC));
    }

    static String minute(Instant at) {
        return MINUTE.format(at.atOffset(ZoneOffset.UTC));
    }

    static String count(double value) {
        return String.format(Locale.ENGLISH, "%,d", Math.round(value));
    }

    /** Two decimals, or as many as a small amount needs to be seen. */
    static String money(Money money) {
        BigDecimal exact = BigDecimal.valueOf(money.micros(), 6);
        boolean small = exact.signum() != 0 && exact.abs().compareTo(CENT) < 0;
        BigDecimal shown = exact.setScale(small ? 4 : 2, RoundingMode.HALF_UP);
        return String.format(Locale.ENGLISH, "%," + (small ? ".4f" : ".2f"), shown) + " " + money.currency();
    }

    static String sums(Collection<Money> all) {
        return all.isEmpty() ? "nothing" : all.stream().map(ReportWords::money).collect(Collectors.joining(" and "));
    }

    static String type(OrderType type) {
        return switch (type) {
            case AD_BUDGET -> "Ads budget";
            case OWNER_COMMENT -> "Comment by the channel";
            case TEAM_TASK -> "Task for the team";
        };
    }

    static String order(OrderStatus status) {
        return switch (status) {
            case PENDING, PLACING -> "running";
            case COMPLETED -> "done";
            case PROPOSED -> "waiting for approval";
            case APPROVED -> "approved";
            case REJECTED -> "rejected";
            case FAILED -> "failed";
            case CANCELLED -> "called off";
            case EXPIRED -> "not approved in time";
        };
    }

    static String campaign(CampaignStatus status) {
        return switch (status) {
            case SCHEDULED -> "scheduled";
            case IDLE -> "not started yet";
            case RUNNING -> "running";
            case PAUSED -> "paused";
            case STOPPED -> "stopped";
            case COMPLETED -> "completed";
            case FAILED -> "ended by a failure";
        };
    }

    /** Where a count lies, against videos like it. */
    static String place(long count, Quantiles expected) {
        if (count < expected.p10()) {
            return "far fewer than usual";
        }
        if (count < expected.p25()) {
            return "fewer than usual";
        }
        if (count <= expected.p75()) {
            return "as many as usual";
        }
        return count <= expected.p90() ? "more than usual" : "far more than usual";
    }

    /** A sentence about a counter now; what cannot be said says why. */
    static String standing(String name, @Nullable Long count, @Nullable Quantiles expected, boolean compared) {
        if (count == null) {
            return "YouTube does not show how many " + name + " this video has, so nothing can be said about them.";
        }
        String counted = "The video has " + count(count) + " " + name + ". ";
        if (expected != null) {
            return counted + "That is " + place(count, expected)
                    + ": half of the videos like it, as old and with as many"
                    + " views, have between " + count(expected.p25()) + " and " + count(expected.p75())
                    + ", and the typical one has " + count(expected.p50()) + ".";
        }
        return counted
                + (compared
                        ? "They are not compared yet: the first comparison comes after a few readings."
                        : "They are not compared with other videos: YouTube has not given this installation the right to"
                                + " derive figures from its counters.");
    }

    /** What came of orders, with the interval that holds it in nine cases of ten. */
    static String effect(String name, @Nullable Measured measured, @Nullable String why) {
        if (measured == null) {
            return "Not measurable: " + (why == null ? "it was not looked for" : why) + ".";
        }
        String range = "between " + signed(measured.low()) + " and " + signed(measured.high());
        String about = signed(measured.estimate()) + " " + name + " (" + range + ")";
        if (measured.low() > 0) {
            return about;
        }
        return about + (measured.high() < 0 ? ": fewer than without" : ": this could be chance");
    }

    static String signed(double value) {
        long whole = Math.round(value);
        return (whole > 0 ? "+" : whole < 0 ? "\u2212" : "") + count((double) Math.abs(whole));
    }

    /** What one more cost. */
    static String cost(@Nullable CostInterval cost, String currency) {
        if (cost == null) {
            return "cannot be told: no gain was measured";
        }
        String low = money(cost.low(), currency);
        Double estimate = cost.estimate();
        Double high = cost.high();
        return estimate == null || high == null
                ? "at least " + low + "; it cannot be told how much more, as it may have brought none"
                : "about " + money(estimate, currency) + " (between " + low + " and " + money(high, currency) + ")";
    }

    /** What one more engaged view of some orders cost, by currency, or why that is not known. */
    static String engaged(EngagedViewCosts costs, List<OrderTrail> orders) {
        return orders.stream()
                .collect(Collectors.groupingBy(
                        trail -> trail.order().cost().currency(), TreeMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(each -> engaged(costs.of(each.getValue()), each.getKey()))
                .distinct()
                .collect(Collectors.joining("; "));
    }

    private static String engaged(EngagedCost known, String currency) {
        CostInterval cost = known.cost();
        String note = known.note();
        if (cost == null) {
            return note == null ? "not known" : note;
        }
        return cost(cost, currency) + (note == null || cost.high() == null ? "" : "; " + note);
    }

    private static String money(double amount, String currency) {
        return money(new Money(Math.round(amount * 1e6), currency));
    }

    /** A file that a share link gives beside its page. */
    enum ReportFile {
        ORDERS("orders.csv", "what was done and what it brought"),
        NUMBERS("numbers.csv", "views, likes and comments");

        private final String path;
        private final String title;

        ReportFile(String path, String title) {
            this.path = path;
            this.title = title;
        }

        String path() {
            return path;
        }

        String title() {
            return title;
        }
    }

    /**
     * Writes what a report shows as CSV: the same rows, so that sums in a spreadsheet are the page's. What orders
     * brought together stands in the first one's row only. Pure.
     */
    static final class ReportCsv {
        private record PeriodOrder(
                OrderTrail trail, String campaign, @Nullable EffectGroup effect) {
            Money cost() {
                return trail.order().cost();
            }
        }

        private static final CsvTable<PeriodOrder> ORDERS = new CsvTable<>("orders", orderColumns());
        private static final CsvTable<ExpectedSample> READINGS = new CsvTable<>("numbers", readingColumns());
        private static final CsvTable<CampaignView> CAMPAIGNS = new CsvTable<>("numbers", campaignColumns());

        private ReportCsv() {}

        static Buffer of(ReportFile file, ReportContent report) {
            String name = report.campaign().campaign().terms().campaignName();
            return switch (file) {
                case ORDERS -> whole(ORDERS, rows(report.orders(), any -> name, report::within));
                case NUMBERS -> whole(READINGS, report.samples());
            };
        }

        static Buffer of(ReportFile file, ClientReport report) {
            Map<String, String> names = new HashMap<>();
            report.campaigns()
                    .forEach(view -> names.put(
                            view.campaign().id(), view.campaign().terms().campaignName()));
            return switch (file) {
                case ORDERS -> {
                    List<PeriodOrder> rows = new ArrayList<>();
                    report.orders().stream()
                            .collect(Collectors.groupingBy(
                                    trail -> trail.order().campaignId(), LinkedHashMap::new, Collectors.toList()))
                            .forEach((id, orders) ->
                                    rows.addAll(rows(orders, any -> names.getOrDefault(id, ""), report::within)));
                    yield whole(ORDERS, rows);
                }
                case NUMBERS -> whole(CAMPAIGNS, report.campaigns());
            };
        }

        private static <T> Buffer whole(CsvTable<T> table, List<T> rows) {
            return table.head().appendBuffer(table.rows(rows));
        }

        /** The orders of the period, of one campaign; all of its orders are needed to tell which worked together. */
        private static List<PeriodOrder> rows(
                List<OrderTrail> all, Function<OrderTrail, String> campaign, Predicate<Instant> within) {
            Map<OrderTrail, EffectGroup> effects = new HashMap<>();
            EffectCosts.groups(all).stream()
                    .filter(group -> group.hours() != null)
                    .forEach(group -> group.orders().stream()
                            .filter(trail -> within.test(trail.order().orderedAt()))
                            .findFirst()
                            .ifPresent(first -> effects.put(first, group)));
            return all.stream()
                    .filter(trail -> within.test(trail.order().orderedAt()))
                    .map(trail -> new PeriodOrder(trail, campaign.apply(trail), effects.get(trail)))
                    .toList();
        }

        private static List<Column<PeriodOrder>> orderColumns() {
            return List.of(
                    time("ordered_at", row -> row.trail().order().orderedAt()),
                    text("campaign", PeriodOrder::campaign),
                    text("what", row -> type(row.trail().order().orderType())),
                    text("summary", row -> row.trail().order().summary()),
                    text("state", row -> order(row.trail().order().status())),
                    CsvTable.money("cost", PeriodOrder::cost),
                    text("currency", row -> row.cost().currency()),
                    CsvTable.whole(
                            "orders_measured_together",
                            row -> row.effect() == null
                                    ? null
                                    : (long) row.effect().orders().size()),
                    gain("more_likes", EffectGroup::likes, Measured::estimate),
                    gain("more_likes_low", EffectGroup::likes, Measured::low),
                    gain("more_likes_high", EffectGroup::likes, Measured::high),
                    gain("more_comments", EffectGroup::comments, Measured::estimate),
                    gain("more_comments_low", EffectGroup::comments, Measured::low),
                    gain("more_comments_high", EffectGroup::comments, Measured::high));
        }

        private static Column<PeriodOrder> gain(
                String name,
                Function<EffectGroup, @Nullable Measured> of,
                Function<Measured, @Nullable Double> figure) {
            return real(name, row -> {
                Measured measured = row.effect() == null ? null : of.apply(row.effect());
                return measured == null ? null : figure.apply(measured);
            });
        }

        private static List<Column<ExpectedSample>> readingColumns() {
            return List.of(
                    time("read_at", read -> read.sample().at()),
                    CsvTable.whole("views", read -> read.sample().counters().views()),
                    CsvTable.whole("likes", read -> read.sample().counters().likes()),
                    CsvTable.whole("comments", read -> read.sample().counters().comments()),
                    real("typical_likes", read -> typical(read.likes())),
                    real("typical_comments", read -> typical(read.comments())));
        }

        private static List<Column<CampaignView>> campaignColumns() {
            return List.of(
                    text("campaign", view -> view.campaign().terms().campaignName()),
                    text("video_url", ReportPage::watch),
                    text("video", view -> view.campaign().video().title()),
                    text("state", view -> campaign(view.snapshot().status())),
                    time("read_at", view -> newest(view, Sample::at)),
                    CsvTable.whole(
                            "views",
                            view -> newest(view, last -> last.counters().views())),
                    CsvTable.whole(
                            "likes",
                            view -> newest(view, last -> last.counters().likes())),
                    CsvTable.whole(
                            "comments",
                            view -> newest(view, last -> last.counters().comments())),
                    real("typical_likes", view -> typical(expected(view, Expectation::likes))),
                    real("typical_comments", view -> typical(expected(view, Expectation::comments))));
        }

        private static <R> @Nullable R newest(CampaignView view, Function<Sample, @Nullable R> of) {
            Sample last = view.snapshot().lastSample();
            return last == null ? null : of.apply(last);
        }

        private static @Nullable Quantiles expected(CampaignView view, Function<Expectation, Quantiles> of) {
            Expectation expectation = view.snapshot().expectation();
            return expectation == null ? null : of.apply(expectation);
        }

        private static @Nullable Double typical(@Nullable Quantiles usual) {
            return usual == null ? null : (Double) usual.p50();
        }
    }
}
