package dev.ratiofixer.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.http.access.ApiKey;
import dev.ratiofixer.http.access.Role;
import dev.ratiofixer.http.access.Secrets;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PgApiKeyStoreTest {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private final PgApiKeyStore store = new PgApiKeyStore(POSTGRES.database());

    private static ApiKey key(String name) {
        return new ApiKey(
                UUID.randomUUID().toString(),
                name,
                Role.APPROVER,
                Secrets.hash(Secrets.fresh("")),
                Given.NOW,
                Given.NOW.plusSeconds(60),
                null);
    }

    @Test
    void keepsOneKeyANameUntilItIsRevoked() {
        ApiKey first = key("anna");
        ApiKey second = key("anna");
        Instant end = Given.NOW.plusSeconds(5);
        assertThat(Waiting.on(store.insert(first))).isTrue();
        assertThat(Waiting.on(store.insert(second))).isFalse();
        assertThat(Waiting.on(store.all())).containsExactly(first);

        assertThat(Waiting.on(store.revoke(first.id(), end)).orElseThrow().revokedAt())
                .isEqualTo(end);
        assertThat(Waiting.on(store.revoke(first.id(), end.plusSeconds(5)))
                        .orElseThrow()
                        .revokedAt())
                .isEqualTo(end);
        assertThat(Waiting.on(store.revoke("none", end))).isEmpty();
        assertThat(Waiting.on(store.insert(second))).isTrue();
        assertThat(Waiting.on(store.all())).hasSize(2);
    }
}
