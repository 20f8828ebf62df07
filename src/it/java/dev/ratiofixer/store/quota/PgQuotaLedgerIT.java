package dev.ratiofixer.store.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.fixtures.PostgresExtension;
import dev.ratiofixer.store.Database;
import dev.ratiofixer.time.PacificDay;
import dev.ratiofixer.youtube.quota.QuotaLedger;
import dev.ratiofixer.youtube.quota.QuotaLedger.Grant;
import dev.ratiofixer.youtube.quota.QuotaLedger.QuotaBucket;
import io.vertx.core.Future;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PgQuotaLedgerIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private static final PacificDay DAY = new PacificDay(LocalDate.of(2026, 11, 10));

    @Test
    void grantsUpToTheLimitAndNothingAfterIt() throws Exception {
        QuotaLedger ledger = new PgQuotaLedger(POSTGRES.database());

        assertThat(await(ledger.reserve(DAY, QuotaBucket.UNITS, 6, 10))).isEqualTo(new Grant(6, 4));
        assertThat(await(ledger.reserve(DAY, QuotaBucket.UNITS, 6, 10))).isEqualTo(new Grant(4, 0));
        assertThat(await(ledger.reserve(DAY, QuotaBucket.UNITS, 6, 10))).isEqualTo(new Grant(0, 0));
    }

    @Test
    void bucketsAndDaysAreCountedApart() throws Exception {
        QuotaLedger ledger = new PgQuotaLedger(POSTGRES.database());
        PacificDay other = new PacificDay(LocalDate.of(2027, 1, 1));

        assertThat(await(ledger.reserve(other, QuotaBucket.STATS_CALLS, 10, 10)).granted())
                .isEqualTo(10);
        assertThat(await(ledger.reserve(other, QuotaBucket.UNITS, 10, 10)).granted())
                .isEqualTo(10);
        assertThat(await(ledger.reserve(new PacificDay(other.date().plusDays(1)), QuotaBucket.UNITS, 10, 10))
                        .granted())
                .isEqualTo(10);
    }

    @Test
    void aLowerLimitOfALaterConfigurationTakesNothingBack() throws Exception {
        QuotaLedger ledger = new PgQuotaLedger(POSTGRES.database());
        PacificDay day = new PacificDay(LocalDate.of(2027, 2, 1));

        await(ledger.reserve(day, QuotaBucket.UNITS, 100, 1_000));

        assertThat(await(ledger.reserve(day, QuotaBucket.UNITS, 10, 50))).isEqualTo(new Grant(0, 0));
    }

    @Test
    void unitsGivenBackAreGrantedAgain() throws Exception {
        QuotaLedger ledger = new PgQuotaLedger(POSTGRES.database());
        PacificDay day = new PacificDay(LocalDate.of(2027, 3, 1));

        await(ledger.reserve(day, QuotaBucket.UNITS, 10, 10));
        await(ledger.giveBack(day, QuotaBucket.UNITS, 3));

        assertThat(await(ledger.reserve(day, QuotaBucket.UNITS, 10, 10))).isEqualTo(new Grant(3, 0));
    }

    @Test
    void anExhaustedBucketGrantsNothingThatDay() throws Exception {
        QuotaLedger ledger = new PgQuotaLedger(POSTGRES.database());
        PacificDay day = new PacificDay(LocalDate.of(2027, 4, 1));

        await(ledger.exhaust(day, QuotaBucket.UNITS));

        assertThat(await(ledger.reserve(day, QuotaBucket.UNITS, 1, 10))).isEqualTo(new Grant(0, 0, true));
        assertThat(await(ledger.reserve(day, QuotaBucket.STATS_CALLS, 1, 10))).isEqualTo(new Grant(1, 9));

        await(ledger.reopen(day, QuotaBucket.UNITS));
        assertThat(await(ledger.reserve(day, QuotaBucket.UNITS, 1, 10))).isEqualTo(new Grant(1, 9));
    }

    @Test
    void manyNodesAtOnceNeverGetMoreThanTheLimit() throws Exception {
        PacificDay day = new PacificDay(LocalDate.of(2027, 5, 1));
        Database otherNode = POSTGRES.connect(4);
        List<QuotaLedger> nodes = List.of(new PgQuotaLedger(POSTGRES.database()), new PgQuotaLedger(otherNode));
        List<Future<Grant>> grants = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            grants.add(nodes.get(i % 2).reserve(day, QuotaBucket.UNITS, 7, 2_000));
        }
        await(Future.all(grants));
        await(otherNode.close(POSTGRES.vertx()));

        assertThat(grants.stream().mapToInt(grant -> grant.result().granted()).sum())
                .isEqualTo(2_000);
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
}
