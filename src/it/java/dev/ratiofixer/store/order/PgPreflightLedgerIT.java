package dev.ratiofixer.store.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.fixtures.PostgresExtension;
import dev.ratiofixer.fixtures.Waiting;
import dev.ratiofixer.smm.api.ServicePreflight;
import dev.ratiofixer.smm.api.ServicePreflight.Item;
import dev.ratiofixer.smm.api.ServicePreflight.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PgPreflightLedgerIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);

    private final PgPreflightLedger ledger = new PgPreflightLedger(POSTGRES.database());

    private Set<String> due(Map<String, String> targets, Instant now) {
        return Waiting.on(ledger.claimDue(targets, now, DAY));
    }

    /** A campaign's name is its advertiser's, and stands in the sentence. */
    @Test
    void aSentenceWithANulIsKeptWithABlank() {
        Item odd = new Item("x", Severity.NOTICE, "named \"a\0b\\u0000\"", "mend\0");
        Waiting.on(ledger.save(new ServicePreflight("odd", "111/3", NOW, List.of(odd))));
        assertThat(Waiting.on(ledger.find()))
                .filteredOn(found -> found.serviceId().equals("odd"))
                .singleElement()
                .satisfies(found -> assertThat(found.items())
                        .containsExactly(new Item("x", Severity.NOTICE, "named \"a b\\u0000\"", "mend ")));
        Waiting.on(POSTGRES.database()
                .pool()
                .query("DELETE FROM ratio_fixer_service_preflights WHERE service_id = 'odd'")
                .execute());
    }

    private static ServicePreflight result(String service, String target, Instant at) {
        return new ServicePreflight(
                service, target, at, List.of(new Item("total_budget", Severity.BLOCKS_CHANGE, "it is", "mend it")));
    }

    @Test
    void oneNodeLooksOnceADayAndAllKnow() {
        Map<String, String> both = Map.of("a", "111/1", "b", "111/2");
        assertThat(due(both, NOW)).containsExactlyInAnyOrder("a", "b");
        assertThat(due(both, NOW)).as("another node has them").isEmpty();
        assertThat(Waiting.on(ledger.find())).as("nothing is known yet").isEmpty();

        ServicePreflight found = result("a", "111/1", NOW);
        Waiting.on(ledger.save(found));
        assertThat(Waiting.on(ledger.find())).containsExactly(found);
        assertThat(due(Map.of("a", "111/1"), NOW.plus(DAY).minusSeconds(1))).isEmpty();
        assertThat(due(Map.of("a", "111/1"), NOW.plus(DAY))).containsExactly("a");
        Waiting.on(ledger.save(result("a", "111/1", NOW.plus(DAY))));

        assertThat(due(Map.of("a", "111/9"), NOW.plus(DAY)))
                .as("it was pointed at another campaign")
                .containsExactly("a");

        Waiting.on(ledger.save(found));
        assertThat(Waiting.on(ledger.find()).getFirst().at())
                .as("a late answer takes nobody's place")
                .isEqualTo(NOW.plus(DAY));
        assertThat(due(Map.of(), NOW)).isEmpty();
    }
}
