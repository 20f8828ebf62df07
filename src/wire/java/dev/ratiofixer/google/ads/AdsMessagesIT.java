package dev.ratiofixer.google.ads;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.ads.googleads.v23.errors.ErrorCode;
import com.google.ads.googleads.v23.errors.GoogleAdsFailure;
import com.google.ads.googleads.v23.services.GoogleAdsRow;
import com.google.ads.googleads.v23.services.MutateCampaignBudgetsRequest;
import com.google.ads.googleads.v23.services.MutateCampaignBudgetsResponse;
import com.google.ads.googleads.v23.services.MutateCampaignsRequest;
import com.google.ads.googleads.v23.services.MutateCampaignsResponse;
import com.google.ads.googleads.v23.services.SearchGoogleAdsStreamRequest;
import com.google.ads.googleads.v23.services.SearchGoogleAdsStreamResponse;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import dev.ratiofixer.google.FaultySandbox;
import dev.ratiofixer.google.ads.GoogleAdsClient.Account;
import dev.ratiofixer.google.ads.GoogleAdsClient.Mutate;
import dev.ratiofixer.google.ads.RecordingProxy.RecordedCall;
import dev.ratiofixer.google.ads.operations.OperationsAllowance;
import dev.ratiofixer.provider.FencingCheck;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Reads every request that the engine sends to Google Ads, and every answer of the sandbox, with Google's own message
 * classes, which refuse a field or an enum value that they do not know. {@code docs/sandbox.md} lists what is newer
 * than those classes, and so does {@link #NEWER}: a list that is too long fails, too.
 */
class AdsMessagesIT {
    private static final Account ACCOUNT = new Account("111", null);
    private static final String BUDGET = "customers/111/campaignBudgets/9301";
    private static final String OURS = "v26.errors.GoogleAdsFailure";

    /** Fields of queries that the classes do not have. */
    private static final Set<String> NEWER = Set.of("currency_constant.demand_gen_info.minimum_budget_per_day_micros");

    /** Codes that the engine knows and the classes do not: announced and then released otherwise. */
    private static final Set<String> ONLY_ANNOUNCED = Set.of("BUDGET_BELOW_DAILY_MINIMUM");

    private static List<RecordedCall> calls = List.of();

    @BeforeAll
    static void everyCallAndEveryRefusal() {
        try (FaultySandbox upstreams = new FaultySandbox()) {
            RecordingProxy proxy = new RecordingProxy(upstreams.vertx, upstreams.origin());
            GoogleAdsClient ads = new GoogleAdsClient(
                    upstreams.vertx,
                    upstreams.time,
                    upstreams.tokens(),
                    proxy.origin(),
                    "v26",
                    Optional::empty,
                    OperationsAllowance.unlimited());
            upstreams.time.advance(Duration.ofDays(1));
            everything(ads, upstreams);
            for (String rules : List.of(
                    "{'campaigns':{'2301':{'total_budget':true,'end':'2026-12-01 00:00:00'}}}",
                    "{'campaigns':{'2301':{'total_budget':false,'removed':true}}}",
                    "{'campaigns':{'2301':{'removed':false},'2362':{'undeclared':true}}}",
                    "{'campaigns':{'2362':{'undeclared':false}},'minimum_micros':900000000}",
                    "{'minimum_error':'UNPUBLISHED'}",
                    "{'minimum_micros':0,'unit_micros':7000000,'fields_of':20}",
                    "{'unit_micros':10000,'fields_of':26,'access':'READ_ONLY'}",
                    "{'access':'NONE'}",
                    "{'access':'STANDARD','campaigns':{'2301':{'primary_status':'NOT_ELIGIBLE',"
                            + "'primary_status_reasons':'HAS_ADS_DISAPPROVED,MOST_ADS_UNDER_REVIEW'}}}")) {
                upstreams.post("/sandbox/ads", new JsonObject(rules.replace('\'', '"')));
                everything(ads, upstreams);
            }
            calls = proxy.calls();
            ads.close();
        }
    }

    @AfterAll
    static void sawEnough() {
        assertThat(calls).hasSizeGreaterThan(50);
        assertThat(calls.stream().filter(call -> call.status() >= 400)).hasSizeGreaterThan(15);
    }

    private static void everything(GoogleAdsClient ads, FaultySandbox upstreams) {
        LocalDate day = LocalDate.parse("2026-11-23");
        Mutate apply = new Mutate.Apply(FencingCheck.OPEN);
        for (Future<?> call : List.of(
                ads.campaign(ACCOUNT, "2301"),
                ads.declarations(ACCOUNT),
                ads.currency(ACCOUNT, "USD"),
                ads.hours(ACCOUNT, "2301", day.minusDays(1), day),
                ads.videos(ACCOUNT, "2301"),
                ads.campaign(ACCOUNT, "2301")
                        .compose(campaign -> ads.changes(
                                ACCOUNT,
                                campaign,
                                upstreams.time.instant().minus(Duration.ofDays(3)),
                                upstreams.time.instant())),
                ads.setBudget(ACCOUNT, BUDGET, 6_000_000, new Mutate.ValidateOnly()),
                ads.setBudget(ACCOUNT, BUDGET, 6_000_000, apply),
                ads.setBudget(ACCOUNT, BUDGET, -1, apply),
                ads.setBudget(ACCOUNT, "customers/111/campaignBudgets/9362", 6_000_000, apply),
                ads.setBudget(ACCOUNT, "customers/111/campaignBudgets/1", 6_000_000, apply),
                ads.setServing(ACCOUNT, "2301", false, apply),
                ads.setServing(ACCOUNT, "2301", true, apply))) {
            FaultySandbox.await(call.map(true).otherwise(false));
        }
    }

    @Test
    void everyRequestIsOneOfGoogles() throws InvalidProtocolBufferException {
        for (RecordedCall call : calls) {
            strict(call.request(), request(call.method()));
        }
    }

    @Test
    void everyAnswerOfTheSandboxIsOneOfGoogles() throws InvalidProtocolBufferException {
        for (RecordedCall call : calls) {
            if (call.status() == 200) {
                for (JsonObject part : parts(call.response())) {
                    strict(withoutNewer(part).encode(), response(call.method()));
                }
            }
        }
    }

    @Test
    void everyRefusalOfTheSandboxIsOneOfGoogles() throws InvalidProtocolBufferException {
        Set<String> codes = new TreeSet<>();
        for (RecordedCall call : calls) {
            if (call.status() != 200) {
                for (JsonObject part : parts(call.response())) {
                    codes.addAll(codes(part.getJsonObject("error")));
                }
            }
        }
        assertThat(codes)
                .contains(
                        "EU_POLITICAL_ADVERTISING_DECLARATION_REQUIRED",
                        "BUDGET_BELOW_PER_DAY_MINIMUM",
                        "BUDGET_AMOUNT_MUST_BE_UNSET_FOR_CUSTOM_BUDGET_PERIOD",
                        "NON_MULTIPLE_OF_MINIMUM_CURRENCY_UNIT",
                        "USER_PERMISSION_DENIED",
                        "UNRECOGNIZED_FIELD");
    }

    /** Fails with a code, a field or a type of error that Google does not have. */
    private static List<String> codes(JsonObject error) throws InvalidProtocolBufferException {
        List<String> codes = new ArrayList<>();
        for (Object one : error.getJsonArray("details")) {
            JsonObject detail = (JsonObject) one;
            assertThat(detail.getString("@type")).endsWith(OURS);
            JsonObject failure = detail.copy();
            failure.remove("@type");
            strict(failure.encode(), GoogleAdsFailure.newBuilder());
            for (Object named : failure.getJsonArray("errors")) {
                JsonObject code = ((JsonObject) named).getJsonObject("errorCode");
                code.fieldNames().forEach(category -> codes.add(code.getString(category)));
            }
        }
        return codes;
    }

    @Test
    void everyFieldThatIsAskedForIsOneOfGoogles() {
        Set<String> unknown = Stream.of(
                        AdsQuery.CAMPAIGN,
                        AdsQuery.CAMPAIGN_TIMES,
                        AdsQuery.DECLARATIONS,
                        AdsQuery.CURRENCY,
                        AdsQuery.CURRENCY_MINIMUM,
                        AdsQuery.HOURS,
                        AdsQuery.NETWORKS,
                        AdsQuery.VIDEOS,
                        AdsQuery.CHANGES)
                .flatMap(query -> Stream.of(query.replaceFirst(" FROM .*", "")
                        .replaceFirst("^(SELECT |, )", "")
                        .split(", ", -1)))
                .filter(path -> !has(GoogleAdsRow.getDescriptor(), path))
                .collect(Collectors.toSet());
        assertThat(unknown).isEqualTo(NEWER);
    }

    @Test
    void everyCodeThatTheEngineKnowsIsOneOfGoogles() {
        Set<String> known = ErrorCode.getDescriptor().getFields().stream()
                .flatMap(category -> category.getEnumType().getValues().stream())
                .map(EnumValueDescriptor::getName)
                .collect(Collectors.toSet());
        Set<String> ours = Stream.of(AdsRefusal.MINIMUM, AdsRefusal.OVER, AdsRefusal.PERMISSION)
                .flatMap(Set::stream)
                .filter(code -> !known.contains(code))
                .collect(Collectors.toSet());
        assertThat(ours).isEqualTo(ONLY_ANNOUNCED);
    }

    private static boolean has(Descriptor type, String path) {
        int dot = path.indexOf('.');
        FieldDescriptor field = type.findFieldByName(dot < 0 ? path : path.substring(0, dot));
        return field != null && (dot < 0 || has(field.getMessageType(), path.substring(dot + 1)));
    }

    /** Unknown fields and unknown enum values are refused. */
    private static void strict(String json, Message.Builder into) throws InvalidProtocolBufferException {
        JsonFormat.parser().merge(json, into);
    }

    private static Message.Builder request(String method) {
        return switch (method) {
            case "googleAds:searchStream" -> SearchGoogleAdsStreamRequest.newBuilder();
            case "campaignBudgets:mutate" -> MutateCampaignBudgetsRequest.newBuilder();
            case "campaigns:mutate" -> MutateCampaignsRequest.newBuilder();
            default -> throw new AssertionError("no such method: " + method);
        };
    }

    private static Message.Builder response(String method) {
        return switch (method) {
            case "googleAds:searchStream" -> SearchGoogleAdsStreamResponse.newBuilder();
            case "campaignBudgets:mutate" -> MutateCampaignBudgetsResponse.newBuilder();
            case "campaigns:mutate" -> MutateCampaignsResponse.newBuilder();
            default -> throw new AssertionError("no such method: " + method);
        };
    }

    private static List<JsonObject> parts(String body) {
        return body.startsWith("[")
                ? new JsonArray(body).stream().map(JsonObject.class::cast).toList()
                : List.of(new JsonObject(body));
    }

    /** An answer without the one field that the classes do not have; its mask names it, too. */
    private static JsonObject withoutNewer(JsonObject answer) {
        JsonObject known = answer.copy();
        if (known.getValue("fieldMask") instanceof String mask) {
            known.put(
                    "fieldMask",
                    Stream.of(mask.split(",", -1))
                            .filter(path -> !path.contains("demandGenInfo"))
                            .collect(Collectors.joining(",")));
        }
        if (known.getValue("results") instanceof JsonArray rows) {
            for (Object row : rows) {
                if (((JsonObject) row).getValue("currencyConstant") instanceof JsonObject currency) {
                    currency.remove("demandGenInfo");
                }
            }
        }
        return known;
    }
}
