package dev.ratiofixer.http.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.access.Caller;
import dev.ratiofixer.access.Role;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** One reader that is quick, slow, or lost. */
class StreamSubscriberTest {
    private final ReplayBuffer ring = new ReplayBuffer(4, "e");
    private final Sink sink = new Sink();
    private final StreamSubscriber reader = new StreamSubscriber(sink, new Caller("1", "a", Role.VIEWER), null);

    private void happen(int times) {
        for (int i = 0; i < times; i++) {
            ring.add("campaign", "c", "", Buffer.buffer("{}"));
        }
    }

    private static LiveEvent snapshot(long number) {
        return new LiveEvent(number, "e-" + number, "snapshot", "", "", Buffer.buffer("{}"));
    }

    @Test
    void isGivenNothingWhileItIsFullAndAllOfItLater() {
        reader.resumeAfter(0);
        sink.full = true;
        happen(3);
        reader.catchUp(ring);
        assertThat(sink.ids).isEmpty();

        sink.full = false;
        reader.catchUp(ring);
        assertThat(sink.ids).containsExactly("e-1", "e-2", "e-3");
        assertThat(reader.needsSnapshot(ring)).isFalse();
    }

    @Test
    void needsASnapshotOnceTheRingHasForgottenWhatItMissed() {
        reader.resumeAfter(0);
        happen(4);
        assertThat(reader.needsSnapshot(ring)).isFalse();
        happen(1);
        assertThat(reader.needsSnapshot(ring)).isTrue();
    }

    @Test
    void goesOnBehindItsSnapshot() {
        happen(9);
        reader.awaitSnapshot();
        assertThat(reader.isReady()).isFalse();
        reader.snapshot(snapshot(7));
        reader.catchUp(ring);
        assertThat(sink.ids).containsExactly("e-7", "e-8", "e-9");
    }

    @Test
    void asksAgainWhenItsSnapshotFoundNoRoom() {
        happen(3);
        reader.awaitSnapshot();
        sink.full = true;
        reader.snapshot(snapshot(3));
        sink.full = false;

        assertThat(sink.ids).isEmpty();
        assertThat(reader.isReady()).isTrue();
        assertThat(reader.needsSnapshot(ring)).isTrue();
        reader.snapshot(snapshot(3));
        assertThat(sink.ids).containsExactly("e-3");
        assertThat(reader.needsSnapshot(ring)).isFalse();
    }

    @Test
    void stopsWithinAChunkOfBecomingFull() {
        ReplayBuffer large = new ReplayBuffer(1000, "e");
        LongStream.range(0, 1000).forEach(i -> large.add("campaign", "c", "", Buffer.buffer("x".repeat(1000))));
        reader.resumeAfter(0);
        sink.room = 40_000;
        reader.catchUp(large);
        assertThat(sink.ids).hasSizeBetween(40, 40 + 33);
    }

    private static final class Sink implements EventSink {
        final List<String> ids = new ArrayList<>();
        boolean full;
        int room = Integer.MAX_VALUE;

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public boolean isFull() {
            return full || room <= 0;
        }

        @Override
        public int event(LiveEvent event) {
            ids.add(event.id());
            room -= event.data().length();
            return event.data().length();
        }

        @Override
        public void flush() {}

        @Override
        public void clock(Buffer data) {}

        @Override
        public void end() {}
    }
}
