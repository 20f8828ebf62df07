package dev.ratiofixer.google.ads.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.fixtures.ManualTime;
import dev.ratiofixer.google.ads.operations.OperationsAllowance.OperationPurpose;
import dev.ratiofixer.google.ads.operations.OperationsAllowance.OperationsPlan;
import dev.ratiofixer.provider.ProviderFailure;
import dev.ratiofixer.provider.ProviderFailure.ProviderException;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OperationsAllowanceTest {
    private static final OperationsPlan PLAN = OperationsPlan.of(200, 5);

    private final ManualTime time = new ManualTime(Instant.parse("2026-11-30T09:00:10Z"));
    private final MemoryOperationsLedger ledger = new MemoryOperationsLedger();
    private final OperationsAllowance allowance = node();

    private OperationsAllowance node() {
        return new OperationsAllowance(ledger, time, () -> Optional.of(PLAN));
    }

    private int takeAll(OperationsAllowance from, OperationPurpose purpose) {
        int taken = 0;
        while (from.take(purpose, 1).succeeded()) {
            taken++;
        }
        return taken;
    }

    @Test
    void keeps_what_returns_may_need_from_all_others() {
        assertThat(PLAN).isEqualTo(new OperationsPlan(200, 40, 20));

        assertThat(takeAll(allowance, OperationPurpose.READ)).isEqualTo(140);
        assertThat(takeAll(allowance, OperationPurpose.CHANGE)).isEqualTo(20);
        assertThat(takeAll(allowance, OperationPurpose.RETURN)).isEqualTo(40);

        assertThat(allowance.report().used().all()).isEqualTo(200);
        assertThat(allowance.report().scarce()).isTrue();
    }

    @Test
    void many_budgets_never_take_more_than_half_a_day() {
        assertThat(OperationsPlan.of(2880, 50)).isEqualTo(new OperationsPlan(2880, 400, 288));
        assertThat(OperationsPlan.of(2880, 1000).forReturns()).isEqualTo(1440);
    }

    @Test
    void two_nodes_together_never_pass_the_limit() {
        OperationsAllowance other = node();

        int taken = 0;
        boolean more = true;
        while (more) {
            boolean here = allowance.take(OperationPurpose.RETURN, 1).succeeded();
            boolean there = other.take(OperationPurpose.RETURN, 1).succeeded();
            more = here || there;
            taken += more ? 1 : 0;
        }

        assertThat(taken).isBetween(100, 108);
        assertThat(ledger.used().all()).isEqualTo(200);
    }

    @Test
    void asks_the_ledger_for_many_at_a_time() {
        for (int i = 0; i < 32; i++) {
            assertThat(allowance.take(OperationPurpose.READ, 1).succeeded()).isTrue();
        }

        assertThat(ledger.asked).isEqualTo(2);
    }

    @Test
    void what_was_used_counts_for_at_least_24_hours_from_its_use() {
        time.advance(Duration.ofMinutes(4));
        takeAll(allowance, OperationPurpose.READ);
        Instant lastUse = time.instant();

        time.advance(Duration.ofHours(24));
        assertThat(ledger.used().of(OperationPurpose.READ)).isEqualTo(140);
        assertThat(allowance.take(OperationPurpose.READ, 1).succeeded()).isFalse();

        time.advance(Duration.ofMinutes(8));
        assertThat(allowance.take(OperationPurpose.READ, 1).succeeded()).isTrue();
        assertThat(Duration.between(lastUse, time.instant())).isGreaterThan(Duration.ofHours(24));
    }

    @Test
    void what_a_grant_has_left_goes_back_when_its_time_is_over() {
        allowance.take(OperationPurpose.READ, 1);
        assertThat(ledger.used().of(OperationPurpose.READ)).isEqualTo(16);

        time.advance(Duration.ofMinutes(5));
        allowance.take(OperationPurpose.CHANGE, 1);

        assertThat(ledger.used().of(OperationPurpose.READ)).isEqualTo(1);
        allowance.close();
        assertThat(ledger.used().all()).isEqualTo(2);
    }

    @Test
    void says_why_nothing_is_sent_and_when_to_come_again() {
        takeAll(allowance, OperationPurpose.READ);
        int asked = ledger.asked;

        Future<Void> refused = allowance.take(OperationPurpose.READ, 1);

        assertThat(ledger.asked).as("the ledger is not asked at each refusal").isEqualTo(asked);
        ProviderFailure failure = ProviderException.of(refused.cause());
        assertThat(failure).isInstanceOfSatisfying(ProviderFailure.QuotaExhausted.class, day -> {
            assertThat(day.reason()).contains("140 of 200", "40 are kept for giving budgets back");
            assertThat(day.pause()).isEqualTo(Duration.ofHours(1));
        });
    }

    @Test
    void sends_nothing_while_the_ledger_is_away() {
        ledger.away = true;
        assertThat(ProviderException.of(
                        allowance.take(OperationPurpose.RETURN, 1).cause()))
                .isInstanceOf(ProviderFailure.Aborted.class);

        ledger.away = false;
        assertThat(allowance.take(OperationPurpose.RETURN, 1).succeeded()).isTrue();
    }

    @Test
    void without_a_limit_nothing_is_asked() {
        OperationsAllowance unlimited = new OperationsAllowance(ledger, time, Optional::empty);

        assertThat(unlimited.take(OperationPurpose.READ, 1).succeeded()).isTrue();
        assertThat(ledger.asked).isZero();
        assertThat(unlimited.report().scarce()).isFalse();
    }
}
