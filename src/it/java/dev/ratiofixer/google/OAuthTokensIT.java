package dev.ratiofixer.google;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.ratiofixer.provider.ProviderFailure;
import dev.ratiofixer.sandbox.oauth.Credentials;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class OAuthTokensIT {
    private final FaultySandbox upstreams = new FaultySandbox();
    private final OAuthTokens tokens = upstreams.tokens();

    @AfterEach
    void close() {
        upstreams.close();
    }

    @Test
    void refreshesOnceHoweverManyAsk() {
        countCalls();

        List<Future<String>> all = onContext(
                () -> IntStream.range(0, 50).mapToObj(i -> tokens.token()).toList());

        assertThat(all.stream().map(FaultySandbox::await).distinct()).hasSize(1);
        assertThat(upstreams.hits()).isEqualTo(1);
        assertThat(tokens.state()).isEqualTo(OAuthTokens.TokenState.GOOD);
    }

    /** Else what was cleared for a new consent would be done with the old one's token. */
    @Test
    void aTokenOfOtherCredentialsIsNotUsedAnyMore() {
        String first = token();
        upstreams.ads.set(Optional.of(FaultySandbox.credentials(Credentials.DEMO.ownerRefreshToken())));
        assertThat(tokens.state()).isEqualTo(OAuthTokens.TokenState.UNTRIED);

        assertThat(token()).isNotEqualTo(first);
    }

    /** The credentials change while a refresh is under way. */
    @Test
    void aTokenThatComesForOldCredentialsIsNotKept() {
        upstreams.fault(
                "oauth.token", "delay", new JsonObject().put("delay", "PT0.2S").put("times", 1));
        Future<String> old = onContext(() -> tokens.token());
        upstreams.ads.set(Optional.of(FaultySandbox.credentials(Credentials.DEMO.ownerRefreshToken())));
        String fresh = token();

        assertThat(FaultySandbox.failure(old)).isInstanceOf(ProviderFailure.Throttled.class);
        assertThat(token()).isEqualTo(fresh);
    }

    @Test
    void refreshesAgainBeforeTheTokenRunsOutAndAfterItWasRefused() {
        countCalls();
        String first = token();
        upstreams.time.advance(Duration.ofMinutes(50));
        assertThat(token()).isEqualTo(first);
        upstreams.time.advance(Duration.ofMinutes(5));
        String second = token();
        assertThat(second).isNotEqualTo(first);

        onContext(() -> {
            tokens.discard(first);
            return null;
        });
        assertThat(token()).as("another token was refused").isEqualTo(second);
        onContext(() -> {
            tokens.discard(second);
            return null;
        });
        assertThat(token()).isNotEqualTo(second);
        assertThat(upstreams.hits()).isEqualTo(3);
    }

    @Test
    void saysOnceAndLoudlyThatARefreshTokenIsRefused() {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger logger = (Logger) LoggerFactory.getLogger(OAuthTokens.class);
        logger.addAppender(log);
        revoke(true);
        countCalls();
        for (int i = 0; i < 5; i++) {
            assertThat(FaultySandbox.failure(onContext(tokens::token)))
                    .isInstanceOf(ProviderFailure.Unauthorized.class);
        }
        logger.detachAppender(log);

        assertThat(upstreams.hits()).isEqualTo(1);
        assertThat(tokens.state()).isEqualTo(OAuthTokens.TokenState.FAILED);
        assertThat(log.list).singleElement().satisfies(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.ERROR);
            assertThat(line.getFormattedMessage()).contains("invalid_grant", "give access again");
            assertThat(line.getFormattedMessage()).doesNotContain(Credentials.DEMO.adsRefreshToken());
        });
    }

    /** Google refuses good tokens too for a while, in bursts. */
    @Test
    void asksAgainAfterGrowingPausesOfAtMostFifteenMinutes() {
        revoke(true);
        countCalls();
        FaultySandbox.failure(onContext(tokens::token));
        for (int minute = 0; minute < 24 * 60; minute++) {
            upstreams.time.advance(Duration.ofMinutes(1));
            FaultySandbox.failure(onContext(tokens::token));
        }
        assertThat(upstreams.hits()).isBetween(90L, 110L);

        revoke(false);
        upstreams.time.advance(Duration.ofMinutes(15));
        assertThat(token()).isNotEmpty();
        assertThat(tokens.state()).isEqualTo(OAuthTokens.TokenState.GOOD);
        assertThat(tokens.failure()).isEmpty();
    }

    /** Health went on saying that access is granted. */
    @Test
    void anOAuthClientThatIsRefusedIsNoDeadToken() {
        token();
        upstreams.ads.set(Optional.of(new OAuthCredentials("nobody", "nothing", Credentials.DEMO.adsRefreshToken())));
        upstreams.time.advance(Duration.ofHours(1));

        assertThat(FaultySandbox.failure(onContext(tokens::token)))
                .isInstanceOfSatisfying(ProviderFailure.Unauthorized.class, refused -> {
                    assertThat(refused.reason()).contains("invalid_client", "The OAuth client was not found.");
                    assertThat(refused.remedy()).contains("GOOGLE_OAUTH_CLIENT_ID");
                    assertThat(refused.withdrawn()).isFalse();
                });
        assertThat(tokens.state()).isEqualTo(OAuthTokens.TokenState.FAILED);
    }

    private void revoke(boolean revoked) {
        upstreams.post(
                "/sandbox/credentials",
                new JsonObject()
                        .put("credential", Credentials.DEMO.adsRefreshToken())
                        .put("revoked", revoked));
    }

    @Test
    void worksAgainWithOtherCredentialsWithoutARestart() {
        upstreams.ads.set(Optional.of(FaultySandbox.credentials("1//a-token-of-nobody")));
        assertThat(FaultySandbox.failure(onContext(tokens::token))).isInstanceOf(ProviderFailure.Unauthorized.class);
        assertThat(tokens.state()).isEqualTo(OAuthTokens.TokenState.FAILED);

        upstreams.ads.set(Optional.of(FaultySandbox.credentials(Credentials.DEMO.adsRefreshToken())));

        assertThat(token()).isNotEmpty();
        upstreams.ads.set(Optional.empty());
        assertThat(tokens.state()).isEqualTo(OAuthTokens.TokenState.MISSING);
    }

    @Test
    void takesTroubleOfTheTokenServerForPassing() {
        upstreams.fault(
                "oauth.token", "status", new JsonObject().put("status", 503).put("times", 1));
        assertThat(FaultySandbox.failure(onContext(tokens::token))).isInstanceOf(ProviderFailure.Throttled.class);
        assertThat(tokens.state()).isEqualTo(OAuthTokens.TokenState.FAILED);
        assertThat(token()).isNotEmpty();
    }

    private String token() {
        return FaultySandbox.await(onContext(tokens::token));
    }

    private void countCalls() {
        upstreams.fault("oauth.token", "delay", new JsonObject().put("delay", "PT0.005S"));
    }

    /** Tokens belong to one context. */
    private <T> T onContext(java.util.concurrent.Callable<T> task) {
        return FaultySandbox.await(Future.future(promise -> context.runOnContext(now -> {
            try {
                promise.complete(task.call());
            } catch (Exception broken) {
                promise.fail(broken);
            }
        })));
    }

    private final io.vertx.core.Context context = upstreams.vertx.getOrCreateContext();
}
