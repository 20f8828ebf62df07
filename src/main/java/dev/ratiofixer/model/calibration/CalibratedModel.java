package dev.ratiofixer.model.calibration;

import dev.ratiofixer.model.EngagementModel;
import dev.ratiofixer.model.Expectation;
import dev.ratiofixer.model.Expectation.ViewBasis;
import dev.ratiofixer.model.Features;
import dev.ratiofixer.model.calibration.ChannelCalibration.CounterCalibration;
import dev.ratiofixer.video.ChannelHistory;
import dev.ratiofixer.video.ChannelKnowledge.ChannelCounting;
import dev.ratiofixer.video.CountingRegime;
import dev.ratiofixer.video.VideoForm;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answers for ordinary videos that are counted at the first frame in the unit of their channel's history: the network,
 * which knows engaged views only, is asked for those, and its answer is moved by the channel's calibration. Other rows
 * are the network's own, and so are those of a channel of which no counting is known.
 *
 * <p>A channel's calibration is computed with the first row that has its history, and kept as long as that history is
 * in use. One thread at a time, as every model.
 */
public final class CalibratedModel implements EngagementModel {
    private final EngagementModel network;
    private final CalibrationCache known = new CalibrationCache();

    public CalibratedModel(EngagementModel network) {
        this.network = network;
    }

    @Override
    public String version() {
        return network.version();
    }

    @Override
    public List<Expectation> expect(List<Features> rows) {
        if (rows.stream().noneMatch(row -> counting(row) != null || isMeasured(row))) {
            return network.expect(rows);
        }
        List<Features> asked = new ArrayList<>(rows.size());
        // By identity, as the cache.
        IdentityHashMap<ChannelCounting, ChannelHistory> unknown = new IdentityHashMap<>();
        for (Features row : rows) {
            ChannelCounting counting = counting(row);
            asked.add(counting == null ? measured(row) : engaged(row, counting));
            if (counting != null && known.find(counting) == null) {
                unknown.putIfAbsent(counting, row.channel());
            }
        }
        List<ChannelCounting> order = List.copyOf(unknown.keySet());
        order.forEach(counting -> asked.addAll(
                ChannelCalibration.rows(unknown.getOrDefault(counting, ChannelHistory.UNKNOWN), counting)));
        List<Expectation> answers = network.expect(asked);
        int next = rows.size();
        for (ChannelCounting counting : order) {
            int uploads = counting.uploads().size();
            known.keep(counting, ChannelCalibration.of(counting, answers.subList(next, next + uploads)));
            next += uploads;
        }
        List<Expectation> calibrated = new ArrayList<>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            calibrated.add(
                    isMeasured(rows.get(i))
                            ? answers.get(i).by(ViewBasis.ENGAGED)
                            : calibrated(answers.get(i), counting(rows.get(i))));
        }
        return calibrated;
    }

    private Expectation calibrated(Expectation answer, @Nullable ChannelCounting counting) {
        ChannelCalibration calibration = counting == null ? null : known.find(counting);
        if (calibration == null) {
            return answer;
        }
        List<String> reasons = new ArrayList<>(answer.outOfDomain());
        calibration.doubt().ifPresent(reasons::add);
        return new Expectation(
                calibration.likes().apply(answer.likes()),
                calibration.comments().apply(answer.comments()),
                reasons.isEmpty(),
                reasons,
                answer.modelVersion(),
                ViewBasis.CONVERTED);
    }

    /** A channel's calibration; empty while nothing is known of how its views are counted. */
    public Optional<ChannelCalibration> calibration(ChannelHistory channel) {
        ChannelCounting counting = channel.counting();
        if (counting == null) {
            return Optional.empty();
        }
        ChannelCalibration before = known.find(counting);
        if (before != null) {
            return Optional.of(before);
        }
        ChannelCalibration now =
                ChannelCalibration.of(counting, network.expect(ChannelCalibration.rows(channel, counting)));
        known.keep(counting, now);
        return Optional.of(now);
    }

    private static @Nullable ChannelCounting counting(Features row) {
        return row.form() == VideoForm.VIDEO && row.regime() == CountingRegime.FIRST_FRAME && !isMeasured(row)
                ? row.channel().counting()
                : null;
    }

    /** Whether the engaged views are known: nothing is estimated then, nor corrected for what an estimate is off by. */
    private static boolean isMeasured(Features row) {
        return row.form() == VideoForm.VIDEO
                && row.regime() == CountingRegime.FIRST_FRAME
                && row.engagedViews() != null;
    }

    private static Features measured(Features row) {
        Long engaged = row.engagedViews();
        return engaged == null || !isMeasured(row)
                ? row
                : row.withViews(engaged).withRegime(CountingRegime.ORIGINAL);
    }

    private static Features engaged(Features row, ChannelCounting counting) {
        double views = counting.engaged((double) row.views(), row.publishedAt(), row.ageDays());
        return row.withViews(Math.round(views)).withRegime(CountingRegime.ORIGINAL);
    }

    @Override
    public void close() {
        network.close();
    }

    /**
     * Calibrations by the very object that they were computed from, for as long as somebody holds it: comparing what
     * twenty uploads did would cost more than an expectation. There is one for each campaign, so the weak references
     * are the entries of a table of their own, and hold nothing of what they were computed from. Not thread-safe.
     */
    static final class CalibrationCache {
        private static final int FEWEST = 16;

        private final ReferenceQueue<ChannelCounting> gone = new ReferenceQueue<>();
        /** As long as a power of two, and never full: from where its hash points to, an entry is the next that fits. */
        private @Nullable CacheEntry[] table = new CacheEntry[FEWEST];

        private int size;
        /** How many entries have been left since the table was built. */
        private int left;

        @Nullable
        ChannelCalibration find(ChannelCounting counting) {
            CacheEntry entry = table[slot(counting, System.identityHashCode(counting))];
            return entry == null ? null : new ChannelCalibration(counting, entry.likes, entry.comments);
        }

        void keep(ChannelCounting counting, ChannelCalibration calibration) {
            if (2 * (size + 1) > table.length) {
                rebuild();
            }
            CacheEntry entry = new CacheEntry(counting, gone, calibration);
            int slot = slot(counting, entry.hash);
            size += table[slot] == null ? 1 : 0;
            table[slot] = entry;
            while (gone.poll() != null) {
                left++;
            }
            if (left > table.length / 4) {
                rebuild();
            }
        }

        int size() {
            return size;
        }

        private int slot(ChannelCounting counting, int hash) {
            int slot = hash & (table.length - 1);
            for (CacheEntry at = table[slot]; at != null && !at.refersTo(counting); at = table[slot]) {
                slot = (slot + 1) & (table.length - 1);
            }
            return slot;
        }

        /** Leaves those out that nobody holds any more. */
        private void rebuild() {
            CacheEntry[] living = Arrays.stream(table)
                    .filter(entry -> entry != null && !entry.refersTo(null))
                    .toArray(CacheEntry[]::new);
            left = 0;
            size = living.length;
            table = new CacheEntry[Math.max(FEWEST, Integer.highestOneBit(size) * 4)];
            for (CacheEntry entry : living) {
                int slot = entry.hash & (table.length - 1);
                while (table[slot] != null) {
                    slot = (slot + 1) & (table.length - 1);
                }
                table[slot] = entry;
            }
        }

        private static final class CacheEntry extends WeakReference<ChannelCounting> {
            private final int hash;
            private final CounterCalibration likes;
            private final CounterCalibration comments;

            CacheEntry(ChannelCounting counting, ReferenceQueue<ChannelCounting> queue, ChannelCalibration of) {
                super(counting, queue);
                this.hash = System.identityHashCode(counting);
                this.likes = of.likes();
                this.comments = of.comments();
            }
        }
    }
}
