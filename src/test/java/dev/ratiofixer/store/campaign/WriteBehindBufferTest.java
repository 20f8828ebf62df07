package dev.ratiofixer.store.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.campaign.Campaign;
import dev.ratiofixer.store.StoreFixtures;
import dev.ratiofixer.store.campaign.WriteBehindBuffer.Pending;
import dev.ratiofixer.store.campaign.WriteBehindBuffer.PendingSnapshot;
import dev.ratiofixer.store.sample.SampleWriter.PendingSample;
import dev.ratiofixer.video.Sample;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class WriteBehindBufferTest {
    private final Campaign campaign = StoreFixtures.campaign();
    private long revision;

    @Test
    void keepsTheNewestSnapshotAndEverySampleOnce() {
        WriteBehindBuffer pending = new WriteBehindBuffer(1_000);
        add(pending, 1);
        add(pending, 2);
        add(pending, 2);
        add(pending, 1);

        List<Pending> taken = pending.take(10);

        assertThat(taken).singleElement().satisfies(one -> {
            assertThat(seconds(one)).containsExactly(1L, 2L);
            assertThat(one.tick().revision()).isEqualTo(4);
        });
    }

    @Test
    void putsBackBeforeWhatCameMeanwhile() {
        WriteBehindBuffer pending = new WriteBehindBuffer(1_000);
        add(pending, 1);
        pending.take(10);
        add(pending, 2);
        pending.putBack();
        assertThat(seconds(pending.take(10).getFirst())).containsExactly(1L, 2L);
    }

    @Test
    void aTickInThePlaceOfAWholeSnapshotIsWrittenWhole() {
        WriteBehindBuffer pending = new WriteBehindBuffer(1_000);
        pending.add(tick(1, false));
        assertThat(pending.take(10).getFirst().tick().whole()).isFalse();
        pending.written();
        pending.add(tick(2, true));
        pending.add(tick(3, false));
        assertThat(pending.take(10).getFirst().tick().whole()).isTrue();
        pending.add(tick(4, false));
        pending.putBack();
        assertThat(pending.take(10).getFirst().tick())
                .isEqualTo(new PendingSnapshot(campaign, StoreFixtures.sampled(Instant.ofEpochSecond(4), 4), 4, true));
    }

    private PendingSnapshot tick(int second, boolean whole) {
        return new PendingSnapshot(
                campaign, StoreFixtures.sampled(Instant.ofEpochSecond(second), second), second, whole);
    }

    @Test
    void seesWhatIsUnderWay() {
        WriteBehindBuffer pending = new WriteBehindBuffer(1_000);
        add(pending, 1);
        pending.take(10);
        assertThat(pending.newest(campaign.id())).isPresent();
        pending.written();
        assertThat(pending.newest(campaign.id())).isEmpty();
        assertThat(pending.campaigns()).isZero();
    }

    @Test
    void thinsALongOutageEvenlyAndKeepsTheNewest() {
        WriteBehindBuffer pending = new WriteBehindBuffer(100);
        for (int i = 0; i < 10_000; i++) {
            add(pending, i);
        }
        List<Long> left = seconds(pending.take(1).getFirst());
        assertThat(left).hasSizeBetween(40, 101).isSorted().endsWith(9_999L);
        assertThat(pending.thinned()).isEqualTo(10_000 - left.size());
    }

    /** Whatever order of adding, taking, failing and succeeding: a campaign's samples come out in order, none twice. */
    @Property(tries = 300)
    void neverReordersOrDoubles(@ForAll @Size(max = 200) List<@IntRange(min = 0, max = 3) Integer> steps) {
        WriteBehindBuffer pending = new WriteBehindBuffer(8);
        long at = 0;
        long lastWritten = -1;
        boolean underWay = false;
        List<Long> taken = List.of();
        for (int step : steps) {
            switch (step) {
                case 0, 1 -> add(pending, at++);
                case 2 -> {
                    if (underWay) {
                        assertThat(taken).allMatch(new After(lastWritten)::isBefore);
                        lastWritten = taken.isEmpty() ? lastWritten : taken.getLast();
                        pending.written();
                        underWay = false;
                    } else {
                        taken = pending.take(1).stream()
                                .flatMap(one -> seconds(one).stream())
                                .toList();
                        assertThat(taken).isSorted().doesNotHaveDuplicates();
                        underWay = true;
                    }
                }
                default -> {
                    if (underWay) {
                        pending.putBack();
                        underWay = false;
                    }
                }
            }
        }
    }

    private record After(long last) {
        boolean isBefore(long next) {
            return last < next;
        }
    }

    private void add(WriteBehindBuffer pending, long second) {
        pending.add(new PendingSnapshot(
                campaign, StoreFixtures.sampled(Instant.ofEpochSecond(second), second), ++revision));
    }

    private static List<Long> seconds(Pending pending) {
        return pending.readings().stream()
                .map(PendingSample::sample)
                .map(Sample::at)
                .map(Instant::getEpochSecond)
                .toList();
    }
}
