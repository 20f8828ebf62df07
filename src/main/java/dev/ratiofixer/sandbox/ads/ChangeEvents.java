package dev.ratiofixer.sandbox.ads;

import dev.ratiofixer.sandbox.ads.GaqlParser.Unreadable;
import dev.ratiofixer.sandbox.world.AdAccount;
import dev.ratiofixer.sandbox.world.World;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * Answers what is asked {@code FROM change_event}: who changed budgets and campaigns, newest first. As Google does, it
 * wants both ends of a range within the last 30 days and a limit, and knows a change three minutes late.
 */
final class ChangeEvents {
    static final String RESOURCE = "change_event";

    private static final String TIME = "change_event.change_date_time";
    private static final int MOST = 10_000;
    private static final int DAYS = 30;
    private static final Duration LATE = Duration.ofMinutes(3);
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);

    private final World world;

    ChangeEvents(World world) {
        this.world = world;
    }

    JsonArray rows(Gaql gaql) throws Unreadable {
        if (gaql.limit() == Integer.MAX_VALUE) {
            throw refused("LIMIT_NOT_SPECIFIED", "The limit must be specified.");
        }
        if (gaql.limit() > MOST) {
            throw refused("INVALID_LIMIT_CLAUSE", "The LIMIT has to be at most 10000.");
        }
        Instant now = Instant.ofEpochMilli(world.nowMillis());
        LocalDate from = day(gaql, List.of(Gaql.Operator.AT_LEAST, Gaql.Operator.MORE));
        LocalDate to = day(gaql, List.of(Gaql.Operator.AT_MOST, Gaql.Operator.LESS));
        if (from.isBefore(LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(DAYS))) {
            throw refused("START_DATE_TOO_OLD", "The requested start date is too old.");
        }
        if (to.isBefore(from)) {
            throw refused("CHANGE_DATE_RANGE_NEGATIVE", "The change_date_time range is negative.");
        }
        JsonArray rows = new JsonArray();
        for (AdAccount.AdChange change : world.ads().changes().reversed()) {
            Instant at = Instant.ofEpochMilli(change.atMillis());
            LocalDate on = LocalDate.ofInstant(at, ZoneOffset.UTC);
            boolean known = !at.isAfter(now.minus(LATE));
            if (known && !on.isBefore(from) && !on.isAfter(to) && rows.size() < gaql.limit()) {
                rows.add(row(change, at));
            }
        }
        return rows;
    }

    private static LocalDate day(Gaql gaql, List<Gaql.Operator> ends) throws Unreadable {
        return gaql.where().stream()
                .filter(condition -> condition.field().equals(TIME) && ends.contains(condition.operator()))
                .findFirst()
                .map(condition -> LocalDate.parse(condition.values().getFirst().substring(0, 10)))
                .orElseThrow(() -> refused("CHANGE_DATE_RANGE_INFINITE", "The change_date_time range is infinite."));
    }

    private static JsonObject row(AdAccount.AdChange change, Instant at) {
        JsonObject now = change.budgetMicros() < 0
                ? new JsonObject().put("campaign", new JsonObject().put("status", change.status()))
                : new JsonObject()
                        .put(
                                "campaignBudget",
                                new JsonObject().put("amountMicros", Long.toString(change.budgetMicros())));
        return new JsonObject()
                .put(
                        "changeEvent",
                        new JsonObject()
                                .put("changeDateTime", FORMAT.format(at))
                                .put(
                                        "changeResourceName",
                                        change.budgetMicros() < 0
                                                ? Names.campaign(change.id())
                                                : Names.budget(change.id()))
                                .put("clientType", change.clientType())
                                .put("userEmail", change.userEmail())
                                .put("newResource", now));
    }

    private static Unreadable refused(String code, String message) {
        return new Unreadable(AdsFailure.invalid("changeEventError", code, message, "", ""));
    }
}
