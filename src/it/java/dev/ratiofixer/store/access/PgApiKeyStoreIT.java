package dev.ratiofixer.store.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.access.AccessTokens;
import dev.ratiofixer.access.ApiKey;
import dev.ratiofixer.access.Role;
import dev.ratiofixer.fixtures.PostgresExtension;
import dev.ratiofixer.fixtures.Waiting;
import dev.ratiofixer.store.StoreFixtures;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PgApiKeyStoreIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private final PgApiKeyStore store = new PgApiKeyStore(POSTGRES.database());

    private static ApiKey key(String name) {
        return new ApiKey(
                UUID.randomUUID().toString(),
                name,
                Role.APPROVER,
                AccessTokens.hash(AccessTokens.fresh("")),
                StoreFixtures.NOW,
                StoreFixtures.NOW.plusSeconds(60),
                null);
    }

    private List<ApiKey> named(String name) {
        return Waiting.on(store.all()).stream()
                .filter(key -> key.name().equals(name))
                .toList();
    }

    @Test
    void keepsOneKeyANameUntilItIsRevoked() {
        ApiKey first = key("anna");
        ApiKey second = key("anna");
        Instant end = StoreFixtures.NOW.plusSeconds(5);
        assertThat(Waiting.on(store.insert(first))).isTrue();
        assertThat(Waiting.on(store.insert(second))).isFalse();
        assertThat(named("anna")).containsExactly(first);

        assertThat(Waiting.on(store.revoke(first.id(), end)).orElseThrow().revokedAt())
                .isEqualTo(end);
        assertThat(Waiting.on(store.revoke(first.id(), end.plusSeconds(5)))
                        .orElseThrow()
                        .revokedAt())
                .isEqualTo(end);
        assertThat(Waiting.on(store.revoke("none", end))).isEmpty();
        assertThat(Waiting.on(store.insert(second))).isTrue();
        assertThat(named("anna")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Anna  Maria", "ANNA MARIA", "Anna\u00a0Maria", "An\u200dna Maria"})
    void keepsOneKeyForNamesThatLookTheSame(String name) {
        ApiKey first = key("Anna Maria");
        assertThat(Waiting.on(store.insert(first))).isTrue();
        assertThat(Waiting.on(store.insert(key(name)))).isFalse();
        assertThat(Waiting.on(store.revoke(first.id(), StoreFixtures.NOW))).isPresent();
        ApiKey second = key(name);
        assertThat(Waiting.on(store.insert(second))).isTrue();
        assertThat(Waiting.on(store.revoke(second.id(), StoreFixtures.NOW))).isPresent();
    }
}
