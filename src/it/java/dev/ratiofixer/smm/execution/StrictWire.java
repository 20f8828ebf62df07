package dev.ratiofixer.smm.execution;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What Google's published protos allow: fields, enum values, error codes and the shape of a mutate. It is read from a
 * digest of the protos of v25 (see its {@code _source}); what v26 adds stands in {@link #NEWER}.
 */
final class StrictWire {
    private static final Map<String, String> NEWER =
            Map.of("currency_constant.demand_gen_info.minimum_budget_per_day_micros", "int64");

    /** Of resources that the digest does not have whole. Source: reference pages of v26. */
    private static final Map<String, String> OTHERS = Map.ofEntries(
            Map.entry("customer.id", "int64"),
            Map.entry("customer.currency_code", "string"),
            Map.entry("customer.time_zone", "string"),
            Map.entry("segments.date", "string"),
            Map.entry("segments.hour", "int32"),
            Map.entry("segments.ad_network_type", "AdNetworkType"),
            Map.entry("segments.ad_sub_network_type", "AdSubNetworkType"),
            Map.entry("asset.type", "AssetType"),
            Map.entry("asset.youtube_video_asset.youtube_video_id", "string"),
            Map.entry("ad_group_ad_asset_view.enabled", "bool"),
            Map.entry("ad_group_ad.status", "AdGroupAdStatus"),
            Map.entry("ad_group.status", "AdGroupStatus"));

    private static final Pattern QUERY = Pattern.compile(
            "SELECT (?<select>.+?) FROM (?<from>[a-z_]+)(?: WHERE (?<where>.+?))?(?: ORDER BY (?<order>.+?))?(?: LIMIT (?<limit>\\d+))?");
    private static final Pattern CONDITION =
            Pattern.compile("(?<field>[a-z_.]+) (?<op>=|!=|>=|<=|IN|BETWEEN) (?<value>.+)", Pattern.CASE_INSENSITIVE);

    private final JsonObject digest;
    private final int version;
    private final Map<String, String> fields = new HashMap<>();

    /** @param version such as 26 */
    StrictWire(int version) {
        this.version = version;
        this.digest = digest();
        JsonObject messages = digest.getJsonObject("messages");
        fields(messages.getJsonObject("resources/campaign (part)"), "campaign.");
        fields(messages.getJsonObject("resources/campaign_budget").getJsonObject("CampaignBudget"), "campaign_budget.");
        fields(messages.getJsonObject("resources/change_event").getJsonObject("ChangeEvent"), "change_event.");
        fields(
                messages.getJsonObject("resources/currency_constant").getJsonObject("CurrencyConstant"),
                "currency_constant.");
        fields(messages.getJsonObject("common/metrics (part)"), "metrics.");
        fields.putAll(OTHERS);
        if (version >= 26) {
            fields.putAll(NEWER);
        }
    }

    private static JsonObject digest() {
        try (InputStream stream =
                Objects.requireNonNull(StrictWire.class.getResourceAsStream("/wire/googleads.v25.digest.json"))) {
            return new JsonObject(Buffer.buffer(stream.readAllBytes()));
        } catch (IOException gone) {
            throw new java.io.UncheckedIOException(gone);
        }
    }

    private void fields(JsonObject message, String prefix) {
        message.forEach(field ->
                fields.put(prefix + field.getKey(), field.getValue().toString().replace("optional ", "")));
    }

    int version() {
        return version;
    }

    /** A query that Google would read. */
    record Query(
            List<String> select,
            String from,
            List<Condition> where,
            @Nullable Integer limit) {
        List<Condition> of(String field) {
            return where.stream().filter(one -> one.field().equals(field)).toList();
        }
    }

    record Condition(String field, String op, List<String> values) {}

    /** What is wrong with a request: a code of Google's and why. */
    static final class Wrong extends Exception {
        private static final long serialVersionUID = 1;
        final String category;
        final String code;

        Wrong(String category, String code, String why) {
            super(why, null, false, false);
            this.category = category;
            this.code = code;
        }
    }

    Query query(String text) throws Wrong {
        Matcher parts = QUERY.matcher(text);
        if (!parts.matches()) {
            throw new Wrong("queryError", "UNEXPECTED_INPUT", "no query: " + text);
        }
        List<String> select = List.of(parts.group("select").split(", ", -1));
        List<Condition> where = new ArrayList<>();
        if (parts.group("where") != null) {
            for (String one : parts.group("where")
                    .replaceAll("BETWEEN ('[^']*') AND ", "BETWEEN $1;")
                    .split(" AND ", -1)) {
                where.add(condition(one));
            }
        }
        String order = parts.group("order");
        List<String> ordered = order == null
                ? List.of()
                : List.of(order.replaceAll(" (ASC|DESC)", "").split(", ", -1));
        Stream<String> all = Stream.of(
                        select, where.stream().map(Condition::field).toList(), ordered)
                .flatMap(List::stream);
        for (String field : (Iterable<String>) all::iterator) {
            if (!fields.containsKey(field)) {
                throw new Wrong(
                        "queryError", "UNRECOGNIZED_FIELD", "Unrecognized field in the query: '" + field + "'.");
            }
        }
        String limit = parts.group("limit");
        Query query = new Query(select, parts.group("from"), where, limit == null ? null : Integer.valueOf(limit));
        together(query);
        return query;
    }

    private static Condition condition(String text) throws Wrong {
        Matcher parts = CONDITION.matcher(text);
        if (!parts.matches()) {
            throw new Wrong("queryError", "UNEXPECTED_INPUT", "no condition: " + text);
        }
        List<String> values = Stream.of(
                        parts.group("value").replaceAll("[()' ]", "").split("[,;]", -1))
                .toList();
        return new Condition(parts.group("field"), parts.group("op").toUpperCase(Locale.ROOT), values);
    }

    /** Which fields go with which resource, and what a range needs. */
    private void together(Query query) throws Wrong {
        Set<String> allowed = switch (query.from()) {
            case "campaign" -> Set.of("campaign", "campaign_budget", "customer", "segments", "metrics");
            case "currency_constant" -> Set.of("currency_constant");
            case "change_event" -> Set.of("change_event", "campaign");
            case "ad_group_ad_asset_view" ->
                Set.of("campaign", "asset", "ad_group_ad_asset_view", "ad_group_ad", "ad_group");
            default -> throw new Wrong("queryError", "BAD_RESOURCE_TYPE_IN_FROM_CLAUSE", query.from());
        };
        for (String field : query.select()) {
            if (!allowed.contains(field.substring(0, field.indexOf('.')))) {
                throw new Wrong("queryError", "PROHIBITED_RESOURCE_TYPE_IN_SELECT_CLAUSE", field);
            }
        }
        if (query.select().contains("segments.ad_sub_network_type")
                && !query.select().contains("segments.ad_network_type")) {
            throw new Wrong(
                    "queryError", "PROHIBITED_SEGMENT_IN_SELECT_OR_WHERE_CLAUSE", "ad_network_type goes with it");
        }
        boolean dated =
                query.select().stream().anyMatch(field -> field.startsWith("segments.date") || field.endsWith(".hour"));
        if (dated && query.of("segments.date").isEmpty()) {
            throw new Wrong("queryError", "FILTER_HAS_TOO_MANY_VALUES", "a date range is needed");
        }
        if (query.from().equals("change_event")) {
            if (query.limit() == null || query.limit() > 10_000) {
                throw new Wrong("changeEventError", "LIMIT_NOT_SPECIFIED", "LIMIT is missing");
            }
            List<String> ends = query.of("change_event.change_date_time").stream()
                    .map(Condition::op)
                    .sorted()
                    .toList();
            if (!ends.equals(List.of("<=", ">="))) {
                throw new Wrong("changeEventError", "CHANGE_DATE_RANGE_INFINITE", "the range has an open end");
            }
        }
    }

    /** A value as JSON has it: 64 bits as a string. */
    @Nullable
    Object json(String field, @Nullable Object value) {
        String type = Objects.requireNonNull(fields.get(field), field);
        if (value == null) {
            return null;
        }
        @Nullable JsonObject known = type.startsWith("repeated ") ? null : enumOf(type);
        if (known != null && !known.containsKey(value.toString())) {
            throw new AssertionError("Google has no " + type + " " + value);
        }
        return type.equals("int64") ? value.toString() : value;
    }

    private @Nullable JsonObject enumOf(String type) {
        JsonObject enums = digest.getJsonObject("enums");
        return enums.fieldNames().stream()
                .filter(name -> name.endsWith("#" + type))
                .map(enums::getJsonObject)
                .findFirst()
                .orElse(null);
    }

    /** Fails for a code that Google does not have: the stand-in must not invent any. */
    void mustBeGoogles(String category, String code) {
        String field = snake(category);
        String type = digest.getJsonObject("messages")
                .getJsonObject("ErrorCode_oneof_field_to_enum")
                .getString(field);
        JsonObject known = type == null ? null : enumOf(type);
        if (known == null || !known.containsKey(code)) {
            throw new AssertionError("Google has no " + category + " " + code);
        }
    }

    /**
     * The one operation of a mutate.
     *
     * @param resource the snake case prefix of its fields, as {@code campaign_budget}
     */
    JsonObject operation(JsonObject body, String resource) throws Wrong {
        keys(body, Set.of("operations", "partialFailure", "validateOnly", "responseContentType"));
        JsonArray operations = body.getJsonArray("operations", new JsonArray());
        if (operations.size() != 1) {
            throw new Wrong("requestError", "REQUIRED_FIELD_MISSING", "one operation a call is what it should send");
        }
        JsonObject operation = operations.getJsonObject(0);
        keys(operation, Set.of("updateMask", "update"));
        JsonObject update = operation.getJsonObject("update");
        Set<String> masked =
                Stream.of(operation.getString("updateMask", "").split(",", -1)).collect(Collectors.toSet());
        for (String name : masked) {
            if (!fields.containsKey(resource + "." + snake(name))) {
                throw new Wrong("fieldMaskError", "FIELD_NOT_FOUND", "no field " + name);
            }
        }
        for (String name : update.fieldNames()) {
            if (!name.equals("resourceName") && !masked.contains(snake(name)) && !masked.contains(name)) {
                throw new Wrong("fieldMaskError", "FIELD_MASK_MISSING", name + " is not in the mask");
            }
        }
        if (!(update.getValue("resourceName") instanceof String)) {
            throw new Wrong("requestError", "RESOURCE_NAME_MISSING", "no resource name");
        }
        return update;
    }

    static void keys(JsonObject object, Set<String> known) throws Wrong {
        for (String name : object.fieldNames()) {
            if (!known.contains(name)) {
                throw new Wrong("requestError", "UNKNOWN", "Unknown name \"" + name + "\": Cannot find field.");
            }
        }
    }

    static String snake(String camel) {
        return camel.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    static String camel(String snake) {
        Matcher part = Pattern.compile("_([a-z0-9])").matcher(snake);
        return part.replaceAll(found -> found.group(1).toUpperCase(Locale.ROOT));
    }
}
