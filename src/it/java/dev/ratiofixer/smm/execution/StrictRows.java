package dev.ratiofixer.smm.execution;

import dev.ratiofixer.smm.execution.StrictAccount.Change;
import dev.ratiofixer.smm.execution.StrictWire.Condition;
import dev.ratiofixer.smm.execution.StrictWire.Query;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rows that {@link StrictAds} answers a query with, by field. */
final class StrictRows {
    private static final Duration REPORT_LAG = Duration.ofHours(3);
    private static final Duration EVENTS_LAG = Duration.ofMinutes(3);
    private static final DateTimeFormatter EVENT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS");

    /** Shares of an hour's views and cost. */
    private static final Map<String, Integer> NETWORKS =
            Map.of("YOUTUBE_INSTREAM", 60, "YOUTUBE_INFEED", 25, "YOUTUBE_SHORTS", 15);

    private final StrictAccount account;
    private final Map<String, Long> minimums;
    private final InstantSource clock;

    StrictRows(StrictAccount account, InstantSource clock, Map<String, Long> minimums) {
        this.minimums = minimums;
        this.account = account;
        this.clock = clock;
    }

    List<Map<String, Object>> of(Query query) {
        return switch (query.from()) {
            case "currency_constant" -> currency(query);
            case "change_event" -> events(query);
            case "ad_group_ad_asset_view" -> List.of();
            default ->
                query.select().stream().anyMatch(field -> field.startsWith("metrics."))
                        ? hours(query)
                        : campaigns(query);
        };
    }

    private List<Map<String, Object>> campaigns(Query query) {
        List<Map<String, Object>> rows = new ArrayList<>();
        boolean all = query.of("campaign.id").isEmpty();
        if (all || query.of("campaign.id").getFirst().values().contains(account.campaign)) {
            rows.add(campaign());
        }
        if (all && account.undeclaredVideo) {
            Map<String, Object> video = new HashMap<>();
            video.put("campaign.id", "77" + account.campaign);
            video.put("campaign.name", "An old video campaign");
            video.put("campaign.advertising_channel_type", "VIDEO");
            video.put("campaign.missing_eu_political_advertising_declaration", true);
            rows.add(video);
        }
        return rows;
    }

    private Map<String, Object> campaign() {
        Map<String, Object> row = new HashMap<>();
        row.put("campaign.id", account.campaign);
        row.put("campaign.name", "Campaign " + account.campaign);
        row.put("campaign.status", account.removed ? "REMOVED" : account.serving() ? "ENABLED" : "PAUSED");
        row.put("campaign.advertising_channel_type", "DEMAND_GEN");
        row.put("campaign.primary_status", account.serving() ? account.primary : "PAUSED");
        if (!account.reason.isEmpty()) {
            row.put("campaign.primary_status_reasons", new JsonArray().add(account.reason));
        }
        row.put("campaign.start_date_time", "2026-01-01 00:00:00");
        if (account.end != null) {
            row.put("campaign.end_date_time", account.end);
        }
        if (account.undeclared) {
            row.put("campaign.missing_eu_political_advertising_declaration", true);
        }
        row.put(
                "campaign_budget.resource_name",
                "customers/" + account.customer + "/campaignBudgets/9" + account.campaign);
        row.put("campaign_budget.period", account.total ? "CUSTOM_PERIOD" : "DAILY");
        row.put(
                account.total ? "campaign_budget.total_amount_micros" : "campaign_budget.amount_micros",
                account.amount());
        row.put("campaign_budget.status", account.removed ? "REMOVED" : "ENABLED");
        row.put("campaign_budget.explicitly_shared", account.sharedWith > 1);
        row.put("campaign_budget.reference_count", account.sharedWith);
        row.put("customer.currency_code", account.currency);
        row.put("customer.time_zone", account.zone.getId());
        return row;
    }

    private List<Map<String, Object>> currency(Query query) {
        Map<String, Object> row = new HashMap<>();
        row.put("currency_constant.code", account.currency);
        row.put("currency_constant.billable_unit_micros", account.unit);
        Long minimum = minimums.get(account.currency);
        if (minimum != null) {
            row.put("currency_constant.demand_gen_info.minimum_budget_per_day_micros", minimum);
        }
        return query.of("currency_constant.code").getFirst().values().contains(account.currency)
                ? List.of(row)
                : List.of();
    }

    private List<Map<String, Object>> hours(Query query) {
        Condition days = query.of("segments.date").getFirst();
        LocalDate from = LocalDate.parse(days.values().get(0));
        LocalDate to = LocalDate.parse(days.values().get(1));
        Instant seen = clock.instant().minus(REPORT_LAG);
        Instant first = account.ledger().getFirst().at();
        boolean networks = query.select().contains("segments.ad_sub_network_type");
        List<Map<String, Object>> rows = new ArrayList<>();
        for (ZonedDateTime hour = from.atStartOfDay(account.zone);
                hour.toLocalDate().compareTo(to) <= 0 && hour.toInstant().isBefore(seen);
                hour = hour.plusHours(1)) {
            Instant end = hour.plusHours(1).toInstant();
            Instant start = hour.toInstant().isBefore(first) ? first : hour.toInstant();
            double cost = account.cost(start, end.isAfter(seen) ? seen : end);
            if (!start.isBefore(end) || cost < 1) {
                continue;
            }
            if (networks) {
                for (Map.Entry<String, Integer> network : NETWORKS.entrySet()) {
                    Map<String, Object> row = hour(hour, cost * network.getValue() / 100);
                    row.put("segments.ad_network_type", "YOUTUBE");
                    row.put("segments.ad_sub_network_type", network.getKey());
                    rows.add(row);
                }
            } else {
                rows.add(hour(hour, cost));
            }
        }
        return rows;
    }

    private Map<String, Object> hour(ZonedDateTime hour, double cost) {
        Map<String, Object> row = new HashMap<>();
        row.put("campaign.id", account.campaign);
        row.put("segments.date", hour.toLocalDate().toString());
        row.put("segments.hour", hour.getHour());
        row.put("metrics.cost_micros", Math.round(cost));
        row.put("metrics.impressions", Math.round(cost / account.price()) * 3);
        row.put("metrics.video_trueview_views", Math.round(cost / account.price()));
        return row;
    }

    /** Newest first, three minutes late, in the account's own time. */
    private List<Map<String, Object>> events(Query query) {
        List<Map<String, Object>> rows = new ArrayList<>();
        Instant known = clock.instant().minus(EVENTS_LAG);
        LocalDate oldest = LocalDate.ofInstant(clock.instant(), account.zone).minusDays(30);
        for (Condition end : query.of("change_event.change_date_time")) {
            if (end.op().equals(">=")
                    && !LocalDate.parse(end.values().getFirst()).isAfter(oldest)) {
                throw new AssertionError("START_DATE_TOO_OLD: " + end);
            }
        }
        List<Change> changes = account.ledger();
        for (int i = changes.size() - 1; i > 0; i--) {
            Change change = changes.get(i);
            if (change.at().isAfter(known)) {
                continue;
            }
            Map<String, Object> row = new HashMap<>();
            boolean budget = change.before() != change.micros();
            row.put("change_event.change_date_time", EVENT.format(change.at().atZone(account.zone)));
            row.put(
                    "change_event.change_resource_name",
                    "customers/" + account.customer + (budget ? "/campaignBudgets/9" : "/campaigns/")
                            + account.campaign);
            row.put("change_event.client_type", change.client());
            row.put("change_event.user_email", change.user());
            row.put("change_event.new_resource", resource(budget, change.micros(), change.serving()));
            row.put("change_event.old_resource", resource(budget, change.before(), !change.serving()));
            rows.add(row);
        }
        return rows;
    }

    private static JsonObject resource(boolean budget, long micros, boolean serving) {
        return budget
                ? new JsonObject().put("campaignBudget", new JsonObject().put("amountMicros", Long.toString(micros)))
                : new JsonObject().put("campaign", new JsonObject().put("status", serving ? "ENABLED" : "PAUSED"));
    }
}
