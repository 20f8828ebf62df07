package dev.ratiofixer.smm.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.smm.order.SpendGuard.MoneyWish;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who gets what is left of a day's limit. */
class MoneyAllocationTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private static MoneyWish wish(String campaign, long dollars, double likes) {
        return wish(campaign, dollars, likes, null);
    }

    private static MoneyWish wish(String campaign, long dollars, double likes, @Nullable Instant since) {
        return new MoneyWish(campaign, dollars * 1_000_000, likes, since);
    }

    private static boolean gets(MoneyWish mine, long room, MoneyWish... others) {
        return SpendGuard.allocate(mine, List.of(others), room * 1_000_000, NOW).isEmpty();
    }

    @Test
    void whereThereIsRoomForAllNobodyWaits() {
        assertThat(gets(wish("poor", 10, 1), 100, wish("rich", 50, 500))).isTrue();
    }

    @Test
    void whatIsLeftIsKeptForWhoPromisesMoreForIt() {
        assertThat(gets(wish("poor", 10, 1), 55, wish("rich", 50, 500))).isFalse();
        assertThat(gets(wish("rich", 50, 500), 55, wish("poor", 10, 1))).isTrue();
        assertThat(gets(wish("dear", 50, 100), 55, wish("cheap", 10, 50)))
                .as("likes for the money, not likes")
                .isFalse();
    }

    @Test
    void whatDoesNotFitKeepsNothing() {
        assertThat(gets(wish("poor", 10, 1), 20, wish("rich", 50, 500))).isTrue();
    }

    @Test
    void whoGoesShortForDaysComesFirst() {
        Instant days = NOW.minus(Duration.ofDays(3));
        assertThat(gets(wish("poor", 10, 1, days), 55, wish("rich", 50, 500))).isTrue();
        assertThat(gets(wish("rich", 50, 500), 55, wish("poor", 10, 1, days))).isFalse();
        assertThat(gets(wish("poor", 10, 1, days), 55, wish("poorer", 50, 0, days.minusSeconds(1))))
                .isFalse();
    }

    @Test
    void nobodyStarvesAndTheLimitHolds() {
        Random random = new Random(20261130);
        long limit = 30;
        List<MoneyWish> wishes = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            wishes.add(wish("c" + i, 5 + random.nextInt(10), random.nextInt(200)));
        }
        Set<String> everGot = new HashSet<>();
        for (int day = 0; day < 30; day++) {
            Instant now = NOW.plus(Duration.ofDays(day));
            long room = limit * 1_000_000;
            Set<String> got = new HashSet<>();
            List<Integer> turns = new ArrayList<>();
            for (int i = 0; i < wishes.size(); i++) {
                turns.addAll(List.of(i, i));
            }
            Collections.shuffle(turns, random);
            for (int turn : turns) {
                MoneyWish mine = wishes.get(turn);
                if (got.contains(mine.campaignId())) {
                    continue;
                }
                List<MoneyWish> open = wishes.stream()
                        .filter(w -> !got.contains(w.campaignId()))
                        .toList();
                boolean yes = mine.micros() <= room
                        && SpendGuard.allocate(mine, open, room, now).isEmpty();
                if (yes) {
                    room -= mine.micros();
                    got.add(mine.campaignId());
                }
                Instant since = yes ? null : mine.since() == null ? now : mine.since();
                wishes.set(turn, new MoneyWish(mine.campaignId(), mine.micros(), mine.likesLow(), since));
            }
            assertThat(room).isNotNegative();
            assertThat(got).as("the day's money is not left lying").isNotEmpty();
            everGot.addAll(got);
        }
        assertThat(everGot).hasSize(12);
    }
}
