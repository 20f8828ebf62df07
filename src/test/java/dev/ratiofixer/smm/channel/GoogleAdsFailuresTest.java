package dev.ratiofixer.smm.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.smm.channel.GoogleAdsClient.Mutate;
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
class GoogleAdsFailuresTest {
    private static final AdsAccount ACCOUNT = new AdsAccount("111", null);
    private static final String BUDGET = "customers/111/campaignBudgets/9301";
    private static final String MUTATE = "ads.campaignBudgets.mutate";

    private static Upstreams upstreams;
    private static GoogleAdsClient ads;

    @BeforeAll
    static void open() {
        upstreams = new Upstreams();
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
        return new GoogleAdsClient(upstreams.vertx, upstreams.tokens(), origin, "v26", Optional::empty);
    }

    @ParameterizedTest
    @CsvSource({
        "status, 409, databaseError.CONCURRENT_MODIFICATION, Busy",
        "status, 429, quotaError.RESOURCE_EXHAUSTED, Busy",
        "status, 429, quotaError.RESOURCE_TEMPORARILY_EXHAUSTED, Busy",
        "status, 503, internalError.TRANSIENT_ERROR, Doubtful",
        "status, 500, internalError.INTERNAL_ERROR, Doubtful",
        "status, 400, campaignBudgetError.MONEY_AMOUNT_TOO_LARGE, Refused",
        "status, 403, authorizationError.USER_PERMISSION_DENIED, Refused",
        "html, 502, '', Doubtful",
        "garbage, 200, '', Doubtful",
        "huge, 200, '', Doubtful",
        "half, 200, '', Doubtful",
        "drop, 200, '', Doubtful",
        "status, 307, '', Doubtful",
    })
    void namesWhatAFailedChangeMeans(String kind, int status, String reason, String meaning) {
        upstreams.fault(MUTATE, kind, new JsonObject().put("status", status).put("reason", reason));

        ChannelFailure failure = Upstreams.failure(change(6_000_000, SendGate.OPEN));

        assertThat(failure.getClass().getSimpleName()).isEqualTo(meaning);
        assertThat(failure.reason()).contains("Google Ads").doesNotContain("ya29");
        if (kind.equals("status") && status != 307) {
            assertThat(failure.requestId()).as("Google's own id").isNotNull();
        }
    }

    @Test
    void waitsAsLongAsGoogleAsks() {
        upstreams.fault(MUTATE, "status", new JsonObject().put("status", 429).put("retry_after", 42));
        assertThat(((ChannelFailure.Busy) Upstreams.failure(change(6_000_000, SendGate.OPEN))).pause())
                .isEqualTo(Duration.ofSeconds(42));
    }

    @Test
    void renewsARefusedTokenOnceAndThenGivesUp() {
        upstreams.fault(MUTATE, "status", new JsonObject().put("status", 401).put("times", 1));
        assertThat(Upstreams.await(change(6_000_000, SendGate.OPEN)).requestId())
                .isNotEmpty();

        upstreams.fault(MUTATE, "status", new JsonObject().put("status", 401));
        assertThat(Upstreams.failure(change(7_000_000, SendGate.OPEN))).isInstanceOf(ChannelFailure.Denied.class);
    }

    @Test
    void knowsThatAProviderThatIsNotThereHasDoneNothing() {
        GoogleAdsClient nowhere = client(URI.create("http://127.0.0.1:1"));
        assertThat(Upstreams.failure(nowhere.campaign(ACCOUNT, "2301"))).isInstanceOf(ChannelFailure.Unreachable.class);
    }

    @Test
    void sendsNothingWhileTheGateIsShut() {
        upstreams.fault(MUTATE, "delay", new JsonObject().put("delay", "PT0.001S"));
        SendGate shut = () -> Future.failedFuture(new ChannelException(new ChannelFailure.Withheld("not sent: test")));

        assertThat(Upstreams.failure(change(9_000_000, shut))).isEqualTo(new ChannelFailure.Withheld("not sent: test"));
        assertThat(upstreams.hits()).isZero();
    }

    @Test
    void onlyTriesWhatIsOnlyTried() {
        long before = Upstreams.await(ads.campaign(ACCOUNT, "2301")).amountMicros();
        Upstreams.await(ads.setBudget(ACCOUNT, BUDGET, before + 10_000, new Mutate.Try()));
        assertThat(Upstreams.await(ads.campaign(ACCOUNT, "2301")).amountMicros())
                .isEqualTo(before);
    }

    @Test
    void tellsWhatMustNotBeChanged() {
        assertThat(Upstreams.await(ads.campaign(ACCOUNT, "2362")).unchangeable())
                .hasValueSatisfying(why -> assertThat(why).contains("VIDEO"));
        assertThat(Upstreams.await(ads.campaign(ACCOUNT, "2363")).unchangeable())
                .hasValueSatisfying(why -> assertThat(why).contains("shared"));
        assertThat(Upstreams.failure(ads.campaign(ACCOUNT, "77")))
                .isInstanceOfSatisfying(
                        ChannelFailure.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo("NOT_FOUND"));
        ChannelFailure video = Upstreams.failure(
                ads.setBudget(ACCOUNT, "customers/111/campaignBudgets/9362", 6_000_000, new Mutate.Do(SendGate.OPEN)));
        assertThat(((ChannelFailure.Refused) video).code()).contains("MUTATE");
    }

    private static Future<AdsReceipt> change(long micros, SendGate gate) {
        return ads.setBudget(ACCOUNT, BUDGET, micros, new Mutate.Do(gate));
    }
}
