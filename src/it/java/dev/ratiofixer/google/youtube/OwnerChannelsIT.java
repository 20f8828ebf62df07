package dev.ratiofixer.google.youtube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratiofixer.google.OAuthCredentials;
import dev.ratiofixer.google.OAuthTokens;
import dev.ratiofixer.google.OAuthTokens.OAuthAccount;
import dev.ratiofixer.provider.ProviderFailure;
import dev.ratiofixer.provider.ProviderFailure.ProviderException;
import dev.ratiofixer.sandbox.Sandbox;
import dev.ratiofixer.sandbox.SandboxOptions;
import dev.ratiofixer.sandbox.oauth.Credentials;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** At the wire of the sandbox. */
class OwnerChannelsIT {
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() throws Exception {
        await(vertx.close());
    }

    @Test
    void namesTheChannelsThatTheTokenStandsFor() throws Exception {
        Set<String> owned = channels().stream().limit(2).collect(Collectors.toSet());
        Sandbox sandbox = start(SandboxOptions.defaults().withOwnerChannels(owned));

        assertThat(await(client(sandbox, Credentials.DEMO.ownerRefreshToken()).mine()))
                .isEqualTo(owned);
    }

    @Test
    void aTokenThatWasTakenBackIsDenied() throws Exception {
        OwnerChannels revoked = client(start(SandboxOptions.defaults()), "1//taken-back");

        assertThatThrownBy(() -> await(revoked.mine()))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        ProviderException.class,
                        failed -> assertThat(failed.failure()).isInstanceOf(ProviderFailure.Unauthorized.class));
    }

    @Test
    void anUpstreamThatIsAwayDeniesNothing() throws Exception {
        Sandbox sandbox = start(SandboxOptions.defaults());
        OwnerChannels client = client(sandbox, Credentials.DEMO.ownerRefreshToken());
        await(sandbox.close());

        assertThatThrownBy(() -> await(client.mine()))
                .cause()
                .isInstanceOfSatisfying(
                        ProviderException.class,
                        failed -> assertThat(failed.failure()).isNotInstanceOf(ProviderFailure.Unauthorized.class));
    }

    private Set<String> channels() throws Exception {
        Sandbox sandbox = start(SandboxOptions.defaults());
        Set<String> ids = new TreeSet<>();
        sandbox.videos().forEach(video -> ids.add(video.channelId()));
        // Two at a time on one Vert.x would share a port.
        await(sandbox.close());
        return ids;
    }

    private Sandbox start(SandboxOptions options) throws Exception {
        return await(new Sandbox(vertx, InstantSource.system(), options).start());
    }

    private OwnerChannels client(Sandbox sandbox, String refreshToken) {
        OAuthCredentials credentials =
                new OAuthCredentials(Credentials.DEMO.clientId(), Credentials.DEMO.clientSecret(), refreshToken);
        OAuthTokens tokens = new OAuthTokens(
                vertx,
                InstantSource.system(),
                OAuthAccount.CHANNEL_OWNER,
                URI.create(sandbox.origin() + "/token"),
                () -> Optional.of(credentials));
        return new OwnerChannels(vertx, InstantSource.system(), tokens, () -> URI.create(sandbox.origin()));
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
}
