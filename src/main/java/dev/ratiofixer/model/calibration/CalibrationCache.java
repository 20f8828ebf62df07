package dev.ratiofixer.model.calibration;

import dev.ratiofixer.video.ChannelCounting;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Calibrations by the very object that they were computed from, for as long as somebody holds it: comparing what twenty
 * uploads did would cost more than an expectation. Not thread-safe.
 */
final class CalibrationCache {
    private final Map<Key, ChannelCalibration> known = new HashMap<>();
    private final ReferenceQueue<ChannelCounting> gone = new ReferenceQueue<>();

    @Nullable
    ChannelCalibration find(ChannelCounting counting) {
        return known.get(new Key(counting, null));
    }

    void keep(ChannelCounting counting, ChannelCalibration calibration) {
        for (Reference<?> key = gone.poll(); key != null; key = gone.poll()) {
            known.remove(key);
        }
        known.put(new Key(counting, gone), calibration);
    }

    int size() {
        return known.size();
    }

    private static final class Key extends WeakReference<ChannelCounting> {
        private final int hash;

        Key(ChannelCounting counting, @Nullable ReferenceQueue<ChannelCounting> queue) {
            super(counting, queue);
            this.hash = System.identityHashCode(counting);
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            if (this == other) {
                return true;
            }
            ChannelCounting own = get();
            return own != null && other instanceof Key key && key.refersTo(own);
        }
    }
}
