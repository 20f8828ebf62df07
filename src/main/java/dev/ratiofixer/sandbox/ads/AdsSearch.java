package dev.ratiofixer.sandbox.ads;

import dev.ratiofixer.sandbox.ads.GaqlParser.Unreadable;
import dev.ratiofixer.sandbox.wire.Endpoint;
import dev.ratiofixer.sandbox.wire.RefusedException;
import dev.ratiofixer.sandbox.wire.Reply;
import dev.ratiofixer.sandbox.wire.WireRequest;
import dev.ratiofixer.sandbox.world.World;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
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
}
