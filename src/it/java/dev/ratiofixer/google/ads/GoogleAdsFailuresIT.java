package dev.ratiofixer.google.ads;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.google.FaultySandbox;
import dev.ratiofixer.google.ads.GoogleAdsClient.Account;
import dev.ratiofixer.google.ads.GoogleAdsClient.Mutate;
import dev.ratiofixer.google.ads.GoogleAdsClient.MutateReceipt;
import dev.ratiofixer.google.ads.operations.OperationsAllowance;
import dev.ratiofixer.provider.FencingCheck;
import dev.ratiofixer.provider.ProviderFailure;
import dev.ratiofixer.provider.ProviderFailure.ProviderException;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each way to fail means: whether Google may have made the change all the same. */
class GoogleAdsFailuresIT {
    private static final Account ACCOUNT = new Account("111", null);
    private static final String BUDGET = "customers/111/campaignBudgets/9301";
    private static final String MUTATE = "ads.campaignBudgets.mutate";

    private static FaultySandbox upstreams;
    private static GoogleAdsClient ads;

    @BeforeAll
    static void open() {
        upstreams = new FaultySandbox();
        ads = client(upstreams.origin());
    }

    @AfterAll
    static void close() {
        upstreams.close();
    }

    @AfterEach
    void clear() {
        upstreams.clear();
    }

    private static GoogleAdsClient client(URI origin) {
        return new GoogleAdsClient(
                upstreams.vertx,
                upstreams.time,
                upstreams.tokens(),
                origin,
                "v26",
                Optional::empty,
                OperationsAllowance.unlimited());
    }

    @ParameterizedTest
    @CsvSource({
        "status, 409, databaseError.CONCURRENT_MODIFICATION, Throttled",
        "status, 429, quotaError.RESOURCE_EXHAUSTED, Throttled",
        "status, 429, quotaError.RESOURCE_TEMPORARILY_EXHAUSTED, Throttled",
        "status, 503, internalError.TRANSIENT_ERROR, Indeterminate",
        "status, 500, internalError.INTERNAL_ERROR, Indeterminate",
        "status, 400, campaignBudgetError.MONEY_AMOUNT_TOO_LARGE, Rejected",
        "status, 403, authorizationError.USER_PERMISSION_DENIED, Rejected",
        "html, 502, '', Indeterminate",
        "garbage, 200, '', Indeterminate",
        "huge, 200, '', Indeterminate",
        "half, 200, '', Indeterminate",
        "drop, 200, '', Indeterminate",
        "status, 307, '', Indeterminate",
    })
    void namesWhatAFailedChangeMeans(String kind, int status, String reason, String meaning) {
        upstreams.fault(MUTATE, kind, new JsonObject().put("status", status).put("reason", reason));

        ProviderFailure failure = FaultySandbox.failure(change(6_000_000, FencingCheck.OPEN));

        assertThat(failure.getClass().getSimpleName()).isEqualTo(meaning);
        assertThat(failure.reason()).contains("Google Ads").doesNotContain("ya29");
        if (kind.equals("status") && status != 307) {
            assertThat(failure.requestId()).as("Google's own id").isNotNull();
        }
    }

    @Test
    void waitsAsLongAsGoogleAsks() {
        upstreams.fault(MUTATE, "status", new JsonObject().put("status", 429).put("retry_after", 42));
        assertThat(((ProviderFailure.Throttled) FaultySandbox.failure(change(6_000_000, FencingCheck.OPEN))).pause())
                .isEqualTo(Duration.ofSeconds(42));
    }

    @Test
    void renewsARefusedTokenOnceAndThenGivesUp() {
        upstreams.fault(MUTATE, "status", new JsonObject().put("status", 401).put("times", 1));
        assertThat(FaultySandbox.await(change(6_000_000, FencingCheck.OPEN)).requestId())
                .isNotEmpty();

        upstreams.fault(MUTATE, "status", new JsonObject().put("status", 401));
        assertThat(FaultySandbox.failure(change(7_000_000, FencingCheck.OPEN)))
                .isInstanceOf(ProviderFailure.Unauthorized.class);
    }

    @Test
    void knowsThatAProviderThatIsNotThereHasDoneNothing() {
        GoogleAdsClient nowhere = client(URI.create("http://127.0.0.1:1"));
        assertThat(FaultySandbox.failure(nowhere.campaign(ACCOUNT, "2301")))
                .isInstanceOf(ProviderFailure.Unreachable.class);
    }

    @Test
    void sendsNothingWhileTheGateIsShut() {
        upstreams.fault(MUTATE, "delay", new JsonObject().put("delay", "PT0.001S"));
        FencingCheck shut =
                () -> Future.failedFuture(new ProviderException(new ProviderFailure.Aborted("not sent: test")));

        assertThat(FaultySandbox.failure(change(9_000_000, shut)))
                .isEqualTo(new ProviderFailure.Aborted("not sent: test"));
        assertThat(upstreams.hits()).isZero();
    }

    @Test
    void onlyTriesWhatIsOnlyTried() {
        long before =
                FaultySandbox.await(ads.campaign(ACCOUNT, "2301")).budget().amountMicros();
        FaultySandbox.await(ads.setBudget(ACCOUNT, BUDGET, before + 10_000, new Mutate.ValidateOnly()));
        assertThat(FaultySandbox.await(ads.campaign(ACCOUNT, "2301")).budget().amountMicros())
                .isEqualTo(before);
    }

    @Test
    void tellsWhatMustNotBeChanged() {
        assertThat(FaultySandbox.await(ads.campaign(ACCOUNT, "2362")).channelType())
                .isEqualTo("VIDEO");
        assertThat(FaultySandbox.await(ads.campaign(ACCOUNT, "2363")).budget().sharedWith())
                .isEqualTo(2);
        assertThat(FaultySandbox.failure(ads.campaign(ACCOUNT, "77")))
                .isInstanceOfSatisfying(
                        ProviderFailure.Rejected.class,
                        refused -> assertThat(refused.code()).isEqualTo("NOT_FOUND"));
        ProviderFailure video = FaultySandbox.failure(ads.setBudget(
                ACCOUNT, "customers/111/campaignBudgets/9362", 6_000_000, new Mutate.Apply(FencingCheck.OPEN)));
        assertThat(((ProviderFailure.Rejected) video).code()).contains("MUTATE");
    }

    private static Future<MutateReceipt> change(long micros, FencingCheck gate) {
        return ads.setBudget(ACCOUNT, BUDGET, micros, new Mutate.Apply(gate));
    }
}
