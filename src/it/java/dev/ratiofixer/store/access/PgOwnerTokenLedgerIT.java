package dev.ratiofixer.store.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.fixtures.PostgresExtension;
import dev.ratiofixer.fixtures.Waiting;
import dev.ratiofixer.smm.api.OwnerTokenLedger.Misattribution;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PgOwnerTokenLedgerIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private static final Misattribution WHY =
            new Misattribution("UCother", "UCone", "Ug1", Instant.parse("2026-11-22T12:00:00Z"));

    @Test
    void keepsTheFirstReasonOfEachToken() {
        PgOwnerTokenLedger ledger = new PgOwnerTokenLedger(POSTGRES.database());
        String digest = "a".repeat(64);
        assertThat(Waiting.on(ledger.find(digest))).isEmpty();

        Waiting.on(ledger.block(digest, WHY));
        Waiting.on(ledger.block(digest, new Misattribution("UCthird", "UCone", "Ug2", WHY.at())));

        assertThat(Waiting.on(new PgOwnerTokenLedger(POSTGRES.database()).find(digest)))
                .contains(WHY);
        assertThat(Waiting.on(ledger.find("b".repeat(64)))).isEmpty();
    }
}
