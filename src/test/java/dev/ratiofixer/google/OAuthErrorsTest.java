package dev.ratiofixer.google;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.google.OAuthTokens.OAuthAccount;
import dev.ratiofixer.provider.ProviderFailure;
import dev.ratiofixer.provider.ProviderFailure.Throttled;
import dev.ratiofixer.provider.ProviderFailure.Unauthorized;
import dev.ratiofixer.provider.ProviderHttpClient.ProviderResponse;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OAuthErrorsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | invalid_grant         | true  | set the new token (YOUTUBE_OWNER_REFRESH_TOKEN)",
                "400 | invalid_scope         | true  | set the new token (YOUTUBE_OWNER_REFRESH_TOKEN)",
                "401 | invalid_client        | false | checks what was set for it (GOOGLE_OAUTH_CLIENT_ID",
                "401 | deleted_client        | false | restores it",
                "401 | disabled_client       | false | restores it",
                "401 | unauthorized_client   | false | set the new token (YOUTUBE_OWNER_REFRESH_TOKEN)",
                "400 | admin_policy_enforced | false | administrator",
                "403 | org_internal          | false | administrator",
                "400 | some_new_word         | false | look up Google's word",
            })
    void showsGooglesOwnWord(int status, String word, boolean withdrawn, String remedy) {
        JsonObject body =
                new JsonObject().put("error", word).put("error_description", "Because <b>so</b>\n\"quoted\".");

        assertThat(failure(status, body.encode())).isInstanceOfSatisfying(Unauthorized.class, refused -> {
            assertThat(refused.code()).isEqualTo(word);
            assertThat(refused.reason()).contains(word, "Because").doesNotContain("<", "\n", "\"");
            assertThat(refused.remedy()).contains(remedy);
            assertThat(refused.withdrawn()).isEqualTo(withdrawn);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "{}", "{\"error\":{\"code\":400}}", "{\"error\":\"Not a word\"}", "[1]"})
    void anAnswerThatIsNoneIsNoRefusal(String body) {
        for (int status : new int[] {200, 302, 400, 403, 429, 500, 503}) {
            assertThat(failure(status, body)).isInstanceOf(Throttled.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"slow_down", "temporarily_unavailable", "internal_failure", "rate_limit_exceeded"})
    void someWordsMeanLater(String word) {
        assertThat(failure(400, new JsonObject().put("error", word).encode()))
                .isInstanceOfSatisfying(
                        Throttled.class, later -> assertThat(later.pause()).isEqualTo(Duration.ofSeconds(9)));
    }

    /** Google calls it invalid_grant, and says under it that the person has to prove who it is. */
    @Test
    void aSignInWithAPasskeyIsToldFromADeadToken() {
        JsonObject body = new JsonObject()
                .put("error", "invalid_grant")
                .put("error_description", "reauth related error (invalid_rapt)")
                .put("error_subtype", "invalid_rapt");

        assertThat(failure(400, body.encode())).isInstanceOfSatisfying(Unauthorized.class, refused -> {
            assertThat(refused.reason()).contains("passkey");
            assertThat(refused.remedy()).contains("service account");
        });
    }

    private static ProviderFailure failure(int status, String body) {
        return OAuthErrors.failure(
                OAuthAccount.CHANNEL_OWNER,
                new OAuthCredentials("client", "secret", "token").renewal(OAuthAccount.CHANNEL_OWNER),
                new ProviderResponse(status, Duration.ofSeconds(9), null, Buffer.buffer(body)));
    }
}
