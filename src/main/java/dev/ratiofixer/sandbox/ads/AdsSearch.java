package dev.ratiofixer.sandbox.ads;

import dev.ratiofixer.sandbox.ads.GaqlParser.Gaql;
import dev.ratiofixer.sandbox.ads.GaqlParser.Unreadable;
import dev.ratiofixer.sandbox.ads.Report.Field;
import dev.ratiofixer.sandbox.wire.Reply;
import dev.ratiofixer.sandbox.wire.Route.Endpoint;
import dev.ratiofixer.sandbox.wire.SandboxGoogleError.RefusedException;
import dev.ratiofixer.sandbox.wire.WireRequest;
import dev.ratiofixer.sandbox.world.AdAccount;
import dev.ratiofixer.sandbox.world.AdAccount.AdCampaign;
import dev.ratiofixer.sandbox.world.World;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@code POST /v26/customers/{id}/googleAds:searchStream}: an array of chunks; an error comes in an array as
 * well.
 */
public final class AdsSearch implements Endpoint {
    private final AdsAuthorizer authorizer;
    private final Report report;
    private final AssetViews assets;
    private final ChangeEvents changes;

    public AdsSearch(AdsAuthorizer authorizer, Report report, World world) {
        this.assets = new AssetViews(world);
        this.changes = new ChangeEvents(world);
        this.authorizer = authorizer;
        this.report = report;
    }

    @Override
    public Reply answer(WireRequest call) {
        try {
            return searched(call);
        } catch (RefusedException refused) {
            throw new RefusedException(streamed(refused.reply()));
        }
    }

    private Reply searched(WireRequest call) {
        String requestId = authorizer.admit(call);
        JsonObject body = AdsAuthorizer.body(call, Set.of("query", "summaryRowSetting"));
        if (!(body.getValue("query") instanceof String query)) {
            throw AdsFailure.invalid("requestError", "REQUIRED_FIELD_MISSING", "A query is required.", "", "query")
                    .refused(requestId);
        }
        try {
            Gaql gaql = GaqlParser.parse(query);
            if (gaql.from().equals(ChangeEvents.RESOURCE)) {
                return Reply.ok(new JsonArray().add(chunk(changes.rows(gaql), requestId)))
                        .with("request-id", requestId);
            }
            if (gaql.from().equals(AssetViews.RESOURCE)) {
                return Reply.ok(new JsonArray().add(chunk(assets.rows(gaql), requestId)))
                        .with("request-id", requestId);
            }
            List<Field> select = report.check(gaql);
            return Reply.ok(new JsonArray().add(chunk(select, report.rows(gaql, select), requestId)))
                    .with("request-id", requestId);
        } catch (Unreadable unreadable) {
            throw unreadable.failure().refused(requestId);
        }
    }

    private static JsonObject chunk(JsonArray rows, String requestId) {
        JsonObject chunk = new JsonObject();
        if (!rows.isEmpty()) {
            chunk.put("results", rows);
        }
        return chunk.put("requestId", requestId);
    }

    private static JsonObject chunk(List<Field> select, List<Row> rows, String requestId) {
        JsonObject chunk = new JsonObject();
        if (!rows.isEmpty()) {
            JsonArray results = new JsonArray();
            rows.forEach(row -> results.add(result(select, row)));
            chunk.put("results", results);
        }
        String mask = select.stream().map(Field::jsonPath).collect(Collectors.joining(","));
        return chunk.put("fieldMask", mask).put("requestId", requestId);
    }

    private static JsonObject result(List<Field> select, Row row) {
        JsonObject result = new JsonObject();
        for (Field field : select) {
            put(result, field.jsonPath(), field.value(row));
        }
        // Resource names come along unasked.
        name(result, "campaign", Names.campaign(row.campaign().id()));
        name(result, "campaignBudget", Names.budget(row.budget().id()));
        name(result, "customer", Names.customer());
        name(result, "currencyConstant", "currencyConstants/" + row.account().currency());
        return result;
    }

    /** The resource is there even if the field has no value. */
    private static void put(JsonObject into, String path, @Nullable Object value) {
        int dot = path.indexOf('.');
        if (dot >= 0) {
            JsonObject resource = into.getJsonObject(path.substring(0, dot), new JsonObject());
            into.put(path.substring(0, dot), resource);
            put(resource, path.substring(dot + 1), value);
        } else if (value != null) {
            into.put(path, value instanceof Long number ? number.toString() : value);
        }
    }

    private static void name(JsonObject result, String resource, String name) {
        if (result.getValue(resource) instanceof JsonObject named) {
            named.put("resourceName", name);
        }
    }

    private static Reply streamed(Reply error) {
        String type = error.headers().getOrDefault("Content-Type", "");
        if (!type.startsWith("application/json")) {
            return error;
        }
        Buffer body = Buffer.buffer("[").appendBuffer(error.body()).appendString("]");
        return new Reply(error.status(), error.headers(), body);
    }

    /**
     * Answers what is asked {@code FROM change_event}: who changed budgets and campaigns, newest first. As Google does,
     * it wants both ends of a range within the last 30 days and a limit, and knows a change three minutes late.
     */
    static final class ChangeEvents {
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
                    .map(condition ->
                            LocalDate.parse(condition.values().getFirst().substring(0, 10)))
                    .orElseThrow(
                            () -> refused("CHANGE_DATE_RANGE_INFINITE", "The change_date_time range is infinite."));
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

    /** Answers what is asked {@code FROM ad_group_ad_asset_view}: the videos that the ads of each campaign show. */
    static final class AssetViews {
        static final String RESOURCE = "ad_group_ad_asset_view";

        private static final Set<String> FIELDS = Set.of(
                "campaign.id",
                "asset.type",
                "asset.youtube_video_asset.youtube_video_id",
                "ad_group_ad_asset_view.enabled",
                "ad_group_ad.status",
                "ad_group.status");

        private final World world;

        AssetViews(World world) {
            this.world = world;
        }

        /** The rows as JSON. */
        JsonArray rows(Gaql gaql) throws Unreadable {
            for (String field : gaql.select()) {
                known(field);
            }
            for (Gaql.Condition condition : gaql.where()) {
                known(condition.field());
            }
            JsonArray rows = new JsonArray();
            for (AdCampaign campaign : world.ads().campaigns()) {
                for (String video : world.ads().videosOf(campaign)) {
                    Map<String, Object> row = values(campaign, video);
                    if (gaql.where().stream().allMatch(condition -> passes(condition, row))) {
                        rows.add(json(gaql.select(), row));
                    }
                }
            }
            return rows;
        }

        private static void known(String field) throws Unreadable {
            if (!FIELDS.contains(field)) {
                throw new Unreadable(
                        AdsFailure.query("UNRECOGNIZED_FIELD", "Unrecognized field in the query: '" + field + "'."));
            }
        }

        private static Map<String, Object> values(AdCampaign campaign, String video) {
            return Map.of(
                    "campaign.id",
                    campaign.id(),
                    "asset.type",
                    "YOUTUBE_VIDEO",
                    "asset.youtube_video_asset.youtube_video_id",
                    video,
                    "ad_group_ad_asset_view.enabled",
                    true,
                    "ad_group_ad.status",
                    "ENABLED",
                    "ad_group.status",
                    "ENABLED");
        }

        private static boolean passes(Gaql.Condition condition, Map<String, Object> row) {
            String value = String.valueOf(row.get(condition.field())).toUpperCase(Locale.ROOT);
            List<String> wanted = condition.values().stream()
                    .map(text -> text.toUpperCase(Locale.ROOT))
                    .toList();
            return switch (condition.operator()) {
                case EQUALS, IN -> wanted.contains(value);
                case DIFFERS, NOT_IN -> !wanted.contains(value);
                case LESS, AT_MOST, MORE, AT_LEAST, BETWEEN, DURING -> false;
            };
        }

        private static JsonObject json(List<String> select, Map<String, Object> row) {
            JsonObject json = new JsonObject();
            for (String path : select) {
                JsonObject at = json;
                String[] parts = path.split("\\.", -1);
                for (int i = 0; i < parts.length - 1; i++) {
                    String name = camel(parts[i]);
                    JsonObject next = at.getJsonObject(name, new JsonObject());
                    at.put(name, next);
                    at = next;
                }
                Object value = row.get(path);
                at.put(camel(parts[parts.length - 1]), value instanceof Long number ? number.toString() : value);
            }
            return json;
        }

        private static String camel(String name) {
            StringBuilder camel = new StringBuilder();
            for (String word : name.split("_", -1)) {
                camel.append(camel.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
            }
            return camel.toString();
        }
    }
}
