package dev.ratiofixer.store.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.fixtures.PostgresExtension;
import dev.ratiofixer.google.ads.operations.OperationsAllowance.OperationPurpose;
import dev.ratiofixer.google.ads.operations.OperationsLedger;
import dev.ratiofixer.google.ads.operations.OperationsLedger.Grant;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PgOperationsLedgerIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private static final Instant NOW = Instant.parse("2026-11-30T09:00:00Z");
    private static final Instant UNTIL = NOW.plus(Duration.ofHours(24));

    private final OperationsLedger ledger = new PgOperationsLedger(POSTGRES.database());

    @BeforeEach
    void empty() {
        await(POSTGRES.database()
                .pool()
                .query("DELETE FROM ratio_fixer_ads_operations")
                .execute());
    }

    private Grant reserve(OperationPurpose purpose, int wanted, int ceiling, Instant now) {
        return await(ledger.reserve(purpose, wanted, ceiling, now, now.plus(Duration.ofHours(24))));
    }

    @Test
    void all_purposes_count_together_against_each_ones_ceiling() {
        assertThat(reserve(OperationPurpose.READ, 6, 10, NOW).granted()).isEqualTo(6);
        assertThat(reserve(OperationPurpose.CHANGE, 6, 10, NOW).granted()).isEqualTo(4);
        assertThat(reserve(OperationPurpose.READ, 1, 10, NOW).granted()).isZero();

        Grant last = reserve(OperationPurpose.RETURN, 3, 12, NOW);
        assertThat(last.granted()).isEqualTo(2);
        assertThat(last.used().all()).isEqualTo(12);
        assertThat(last.used().of(OperationPurpose.CHANGE)).isEqualTo(4);
        assertThat(last.nextFree()).isEqualTo(UNTIL);
    }

    @Test
    void the_24_hours_roll() {
        reserve(OperationPurpose.READ, 5, 10, NOW);
        reserve(OperationPurpose.READ, 5, 10, NOW.plus(Duration.ofHours(1)));

        assertThat(reserve(OperationPurpose.READ, 10, 10, UNTIL.minusSeconds(1)).granted())
                .isZero();
        assertThat(reserve(OperationPurpose.READ, 10, 10, UNTIL).granted()).isEqualTo(5);
    }

    @Test
    void what_is_given_back_is_granted_again_and_never_more() {
        reserve(OperationPurpose.READ, 5, 5, NOW);
        await(ledger.giveBack(OperationPurpose.READ, 3, UNTIL));
        assertThat(reserve(OperationPurpose.READ, 5, 5, NOW).granted()).isEqualTo(3);

        await(ledger.giveBack(OperationPurpose.READ, 99, UNTIL));
        assertThat(reserve(OperationPurpose.READ, 9, 5, NOW).granted()).isEqualTo(5);
    }

    @Test
    void many_who_ask_at_once_never_get_more_than_there_is() {
        List<Future<Grant>> all = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Instant until = UNTIL.plus(Duration.ofMinutes(i % 5));
            all.add(ledger.reserve(List.of(OperationPurpose.values()).get(i % 3), 8, 100, NOW, until));
        }
        await(Future.all(all));

        assertThat(all.stream().mapToInt(grant -> grant.result().granted()).sum())
                .isEqualTo(100);
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }
}
