package dev.ratiofixer.youtube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.fixtures.ManualTime;
import dev.ratiofixer.time.PacificDay;
import dev.ratiofixer.youtube.quota.QuotaLease;
import dev.ratiofixer.youtube.quota.QuotaLedger.QuotaBucket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever nodes do and however they die, the day's units are never passed. */
class QuotaPropertyTest {
    private static final Instant EVENING = Instant.parse("2026-10-31T20:00:00Z");

    @Property(tries = 300)
    void nodesThatSpendDieAndStopNeverPassTheLimit(
            @ForAll @Size(max = 400) List<@IntRange(max = 19) Integer> steps,
            @ForAll @IntRange(max = 8_000) int limit) {
        ManualTime time = new ManualTime(EVENING);
        MemoryLedger ledger = new MemoryLedger();
        List<QuotaLease> nodes = new ArrayList<>();
        Map<PacificDay, Integer> spent = new HashMap<>();
        nodes.add(node(ledger, time, limit));
        for (int step : steps) {
            QuotaLease node = nodes.get(step % nodes.size());
            switch (step) {
                case 0 -> nodes.add(node(ledger, time, limit));
                case 1 -> {
                    // Killed: what it had at hand is lost.
                    nodes.remove(node);
                    nodes.add(node(ledger, time, limit));
                }
                case 2 -> node.close();
                case 3 -> time.advance(Duration.ofMinutes(37));
                default -> spend(node, step * 3, time, spent);
            }
        }
        assertThat(spent.values()).allMatch(units -> units <= limit);
        spent.forEach(
                (day, units) -> assertThat(ledger.used(day, QuotaBucket.UNITS)).isGreaterThanOrEqualTo(units));
    }

    @Property(tries = 100)
    void oneNodeCanSpendEveryUnit(@ForAll @IntRange(min = 1, max = 5_000) int limit) {
        ManualTime time = new ManualTime(EVENING);
        QuotaLease node = node(new MemoryLedger(), time, limit);
        Map<PacificDay, Integer> spent = new HashMap<>();
        spend(node, limit + 10, time, spent);

        assertThat(spent).containsOnly(Map.entry(PacificDay.of(EVENING), limit));
        assertThat(node.empty()).isTrue();

        time.advance(Duration.ofHours(24));
        assertThat(node.empty()).isFalse();
        assertThat(node.left()).isEqualTo(limit);
    }

    private static void spend(QuotaLease node, int wanted, ManualTime time, Map<PacificDay, Integer> spent) {
        for (int i = 0; i < wanted; i++) {
            if (node.atHand() == 0) {
                node.refill();
            }
            if (node.take()) {
                spent.merge(PacificDay.of(time.instant()), 1, Integer::sum);
            }
        }
    }

    private static QuotaLease node(MemoryLedger ledger, ManualTime time, int limit) {
        return new QuotaLease(ledger, QuotaBucket.UNITS, time, () -> limit);
    }
}
