package dev.ratiofixer.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.ratiofixer.google.OAuthTokens.OAuthAccount;
import dev.ratiofixer.google.ads.GoogleAdsClient;
import dev.ratiofixer.google.ads.operations.OperationsAllowance;
import dev.ratiofixer.provider.ProviderFailure.Unauthorized;
import dev.ratiofixer.sandbox.oauth.TokenEndpoint.ServiceAccounts;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A service account signs for itself: the token endpoint checks each signature and each claim. */
class ServiceAccountIT {
    private final FaultySandbox upstreams = new FaultySandbox();
    private Optional<ServiceAccountKey> key = Optional.of(ServiceAccountKey.parse(upstreams.sandbox.serviceAccount()));
    private final OAuthTokens tokens = new OAuthTokens(
            upstreams.vertx,
            upstreams.time,
            OAuthAccount.ADS,
            upstreams.origin().resolve("/token"),
            () -> key);

    @AfterEach
    void close() {
        upstreams.close();
    }

    private <T> Future<T> onContext(Supplier<Future<T>> call) {
        Promise<T> promise = Promise.promise();
        upstreams.vertx.getOrCreateContext().runOnContext(here -> call.get().onComplete(promise));
        return promise.future();
    }

    private String token() {
        return FaultySandbox.await(onContext(tokens::token));
    }

    @Test
    void signsAnewBeforeTheTokenEndsAndReadsGoogleAdsWithIt() {
        String first = token();
        upstreams.time.advance(Duration.ofMinutes(53));
        assertThat(token()).as("it still holds for longer than clocks differ").isEqualTo(first);
        upstreams.time.advance(Duration.ofMinutes(2));
        assertThat(token()).isNotEqualTo(first);

        GoogleAdsClient ads = new GoogleAdsClient(
                upstreams.vertx,
                upstreams.time,
                tokens,
                upstreams.origin(),
                "v26",
                Optional::empty,
                OperationsAllowance.unlimited());
        assertThat(FaultySandbox.await(onContext(() -> ads.campaign(new GoogleAdsClient.Account("111", null), "2301")))
                        .id())
                .isEqualTo("2301");
    }

    @Test
    void aKeyThatWasDeletedIsNamedWithWhatToDo() {
        upstreams.post(
                "/sandbox/credentials",
                new JsonObject().put("credential", ServiceAccounts.EMAIL).put("revoked", true));

        assertThat(FaultySandbox.failure(onContext(tokens::token)))
                .isInstanceOfSatisfying(
                        Unauthorized.class,
                        refused -> assertThat(refused.remedy())
                                .contains("clock", ServiceAccounts.EMAIL, "GOOGLE_ADS_SERVICE_ACCOUNT"));
        assertThat(tokens.state()).isEqualTo(OAuthTokens.TokenState.FAILED);
    }

    @Test
    void somebodyElsesKeyDoesNotPass() {
        String other = new dev.ratiofixer.sandbox.oauth.TokenEndpoint.ServiceAccounts().file();
        key = Optional.of(ServiceAccountKey.parse(other));

        assertThat(FaultySandbox.failure(onContext(tokens::token)))
                .isInstanceOfSatisfying(
                        Unauthorized.class,
                        refused -> assertThat(refused.reason()).contains("invalid_grant", "Invalid JWT Signature"));
    }

    @Test
    void aFileThatIsNoKeyIsSaidSoWithoutQuotingIt() {
        JsonObject file = new JsonObject(upstreams.sandbox.serviceAccount());
        assertThatThrownBy(() -> ServiceAccountKey.parse("{\"installed\": {\"client_secret\": \"hush\"}}"))
                .hasMessageContaining("not of an OAuth client");
        assertThatThrownBy(() -> ServiceAccountKey.parse("hush")).hasMessageNotContaining("hush");
        assertThatThrownBy(() -> ServiceAccountKey.parse(
                        file.copy().put("private_key", "hush").encode()))
                .hasMessageContaining("no RSA key")
                .hasMessageNotContaining("hush");
        assertThatThrownBy(() -> {
                    JsonObject without = file.copy();
                    without.remove("client_email");
                    ServiceAccountKey.parse(without.encode());
                })
                .hasMessageContaining("lacks client_email");
        assertThat(key.orElseThrow().toString()).contains("masked").doesNotContain("PRIVATE");
    }

    @Test
    void saysOnceThatTheAccountOrTheProjectIsRefusedAndWhatToDo() {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger logger = (Logger) LoggerFactory.getLogger(GoogleHttpClient.class);
        logger.addAppender(log);
        GoogleAdsClient ads = new GoogleAdsClient(
                upstreams.vertx,
                upstreams.time,
                tokens,
                upstreams.origin(),
                "v26",
                Optional::empty,
                OperationsAllowance.unlimited());
        upstreams.fault(
                "ads.searchStream",
                "status",
                new JsonObject()
                        .put("status", 403)
                        .put("reason", "authorizationError.CLOUD_PROJECT_NOT_APPROVED_FOR_PRODUCTION")
                        .put("times", 3));
        for (int i = 0; i < 3; i++) {
            FaultySandbox.failure(onContext(() -> ads.campaign(new GoogleAdsClient.Account("111", null), "2301")));
        }
        logger.detachAppender(log);

        assertThat(log.list)
                .singleElement()
                .satisfies(line -> assertThat(line.getFormattedMessage())
                        .contains("CLOUD_PROJECT_NOT_APPROVED_FOR_PRODUCTION", "Explorer or Basic access"));
    }
}
