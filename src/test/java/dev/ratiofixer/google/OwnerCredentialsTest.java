package dev.ratiofixer.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnerCredentialsTest {
    private static final String ONE = "UC" + "1".repeat(22);
    private static final String TWO = "UC" + "2".repeat(22);
    private static final OAuthCredentials OF_ONE = new OAuthCredentials("client", "secret", "1//one");
    private static final OAuthCredentials OF_ANY = new OAuthCredentials("client", "secret", "1//any");

    @Test
    void a_channel_with_a_consent_of_its_own_is_spoken_for_by_that_alone() {
        OwnerCredentials both = new OwnerCredentials(Map.of(ONE, OF_ONE), Optional.of(OF_ANY));

        assertThat(both.get(both.keyOf(ONE))).contains(OF_ONE);
        assertThat(both.get(both.keyOf(TWO))).contains(OF_ANY);
        assertThat(both.keys()).containsExactly("", ONE);
        assertThat(both.toString()).doesNotContain("1//");
    }

    @Test
    void without_one_for_all_the_others_have_none() {
        OwnerCredentials one = new OwnerCredentials(Map.of(ONE, OF_ONE), Optional.empty());

        assertThat(one.keys()).containsExactly(ONE);
        assertThat(one.get(one.keyOf(TWO))).isEmpty();
        assertThat(OwnerCredentials.NONE.keys()).containsExactly("");
    }

    @Test
    void the_file_is_a_token_by_channel() {
        assertThat(OwnerCredentials.parse("{\"" + ONE + "\": \"1//one\", \"" + TWO + "\": \"1//two\"}"))
                .isEqualTo(Map.of(ONE, "1//one", TWO, "1//two"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "1//token-secret",
                "{\"UCshort\": \"1//token-secret\"}",
                "{\"UC1111111111111111111111\": 7}",
                "{\"UC1111111111111111111111\": \"1//token secret\"}",
                "{\"UC1111111111111111111111\": \"\"}",
                "{\"UC1111111111111111111111\": \"1//token-secret\", \"UC2222222222222222222222\": \"1//token-secret\"}"
            })
    void what_is_none_is_refused_without_a_token_in_the_words(String text) {
        assertThatThrownBy(() -> OwnerCredentials.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret");
    }

    /** Which of them a reader of JSON takes is chance. */
    @Test
    void two_tokens_for_one_channel_are_refused() {
        String text = "{\"" + ONE + "\": \"1//old-secret\", \"" + ONE + "\": \"1//new-secret\"}";

        assertThatThrownBy(() -> OwnerCredentials.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two tokens for one channel")
                .hasMessageNotContaining("secret");
    }

    @Test
    void an_account_lasts_as_long_as_its_consent_is_configured() {
        AtomicReference<OwnerCredentials> now =
                new AtomicReference<>(new OwnerCredentials(Map.of(ONE, OF_ONE), Optional.of(OF_ANY)));
        List<String> closed = new ArrayList<>();
        OwnerAccounts<StringBuilder> accounts =
                new OwnerAccounts<>(now::get, StringBuilder::new, gone -> closed.add(gone.toString()));

        StringBuilder one = accounts.of(ONE);
        assertThat(accounts.of(ONE)).isSameAs(one);
        assertThat(accounts.of(TWO)).isNotSameAs(one);
        assertThat(accounts.all()).hasSize(2);

        now.set(OwnerCredentials.of(Optional.of(OF_ANY)));
        assertThat(accounts.all()).containsExactly(accounts.of(TWO));
        assertThat(closed).containsExactly(ONE);
        assertThat(accounts.of(ONE)).isSameAs(accounts.of(TWO));
    }
}
