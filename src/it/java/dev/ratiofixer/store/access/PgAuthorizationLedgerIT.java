package dev.ratiofixer.store.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.fixtures.PostgresExtension;
import dev.ratiofixer.fixtures.Waiting;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PgAuthorizationLedgerIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @Test
    void keepsWhatWasSeenLastAndForgetsTheRest() {
        PgAuthorizationLedger ledger = new PgAuthorizationLedger(POSTGRES.database());
        assertThat(Waiting.on(ledger.find())).isEmpty();

        Waiting.on(ledger.seen(Set.of("UCone", "UCtwo"), NOW));
        Waiting.on(ledger.seen(Set.of("UCtwo", "UCthree"), NOW.plusSeconds(60)));
        assertThat(Waiting.on(ledger.find()))
                .isEqualTo(Map.of("UCtwo", NOW.plusSeconds(60), "UCthree", NOW.plusSeconds(60)));

        // A node whose answer was on its way for long takes nobody's time back.
        Waiting.on(ledger.seen(Set.of("UCtwo", "UCthree"), NOW));
        assertThat(Waiting.on(ledger.find())).containsValue(NOW.plusSeconds(60));

        Waiting.on(ledger.seen(Set.of(), NOW.plusSeconds(90)));
        assertThat(Waiting.on(ledger.find())).isEmpty();
    }
}
