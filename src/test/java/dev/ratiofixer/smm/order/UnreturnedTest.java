package dev.ratiofixer.smm.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.order.OrderAction.Unreturned;
import dev.ratiofixer.smm.order.OrderAction.Unreturned.DayCost;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** What a budget costs that should be back, and how often it is tried. */
class UnreturnedTest {
    private static final Instant PAID_UNTIL = Instant.parse("2026-11-23T18:00:00Z");
    private static final Money EACH_DAY = Money.parse("4.00", "USD");

    private static Unreturned until(Instant next) {
        return Unreturned.after(null, PAID_UNTIL, true, "no", EACH_DAY, PAID_UNTIL, next);
    }

    @Test
    void countsEachDayByItsTime() {
        assertThat(until(Instant.parse("2026-11-25T12:00:00Z")).days())
                .containsExactly(
                        new DayCost(LocalDate.parse("2026-11-23"), Money.parse("1.00", "USD")),
                        new DayCost(LocalDate.parse("2026-11-24"), Money.parse("4.00", "USD")),
                        new DayCost(LocalDate.parse("2026-11-25"), Money.parse("2.00", "USD")));
    }

    /** A budget that goes back early, when its campaign is stopped, is paid for until the end of its term. */
    @Test
    void costsNothingWhileTheOrderItselfPays() {
        assertThat(until(PAID_UNTIL.minusSeconds(1)).days()).isEmpty();
        assertThat(until(PAID_UNTIL).days()).isEmpty();
    }

    /** A trial's later raised block is paid for; that takes nothing from the days before it. */
    @Test
    void keepsWhatEarlierDaysCostWhenTheTrialPaysAgain() {
        Unreturned late = until(Instant.parse("2026-11-25T12:00:00Z"));
        Instant block = Instant.parse("2026-11-25T18:00:00Z");
        Unreturned later = Unreturned.after(late, block, true, "no", EACH_DAY, block, block.plus(Duration.ofHours(1)));
        assertThat(later.since()).isEqualTo(PAID_UNTIL);
        assertThat(later.days()).containsExactlyElementsOf(late.days());
    }

    @Test
    void isTriedForEverWithPausesThatGrowToAnHour() {
        assertThat(Unreturned.pause(1)).isEqualTo(Duration.ofMinutes(2));
        assertThat(Unreturned.pause(2)).isEqualTo(Duration.ofMinutes(4));
        assertThat(Unreturned.pause(6)).isEqualTo(Duration.ofHours(1));
        assertThat(Unreturned.pause(1_000_000)).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void aRefusalAlarmsAtOnceAndAnOutageWhenItLasts() {
        Unreturned refused = until(PAID_UNTIL);
        assertThat(refused.alarming()).isTrue();

        Unreturned away = Unreturned.after(null, PAID_UNTIL, false, "away", EACH_DAY, PAID_UNTIL, PAID_UNTIL);
        for (int attempt = 1; attempt < 3; attempt++) {
            assertThat(away.attempts()).isEqualTo(attempt);
            assertThat(away.alarming()).isFalse();
            Instant later = PAID_UNTIL.plusSeconds(attempt);
            away = Unreturned.after(away, later, false, "away", EACH_DAY, PAID_UNTIL, later);
        }
        assertThat(away.alarming()).isTrue();
        assertThat(away.since()).isEqualTo(PAID_UNTIL);
    }

    /** What is held never falls as time goes on, and is the whole's cost but for rounding each day up to the micro. */
    @Property
    void holdsWhatTheWholeTimeCosts(
            @ForAll @LongRange(min = 1, max = 2_000_000_000_000L) long perDay,
            @ForAll @LongRange(min = 0, max = 86_400_000) long offset,
            @ForAll @IntRange(max = 40_000) int minutes) {
        Money each = new Money(perDay, "USD");
        Instant from = PAID_UNTIL.plusMillis(offset);
        Instant next = from.plus(Duration.ofMinutes(minutes));
        Unreturned late = Unreturned.after(null, from, true, "", each, from, next);
        Money held = late.extra("USD");
        double exact = (double) perDay * Duration.ofMinutes(minutes).toMillis() / 86_400_000;
        assertThat((double) held.micros())
                .isBetween(exact - 0.5, exact + late.days().size() + exact * 1e-9);
        Unreturned later = Unreturned.after(late, from, true, "", each, from, next.plusSeconds(60));
        assertThat(later.extra("USD")).isGreaterThanOrEqualTo(held);
    }
}
