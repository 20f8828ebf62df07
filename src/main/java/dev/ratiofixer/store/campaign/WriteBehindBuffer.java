package dev.ratiofixer.store.campaign;

import dev.ratiofixer.campaign.Campaign;
import dev.ratiofixer.campaign.CampaignSnapshot;
import dev.ratiofixer.campaign.CampaignView;
import dev.ratiofixer.store.sample.SampleWriter.PendingSample;
import dev.ratiofixer.video.Sample;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be written: the newest snapshot of each campaign, and its samples in their order.
 *
 * <p>Bounded: all campaigns share {@code capacity} samples. A campaign with more than its share is thinned to every
 * second one, again and again, so a long outage leaves an even series at a coarser step. Any thread may call.
 */
final class WriteBehindBuffer {
    private static final int LEAST_SHARE = 2;
    private static final int LARGEST_SHARE = 4_096;

    private final int capacity;
    private final Map<String, Pending> waiting = new LinkedHashMap<>();
    private Map<String, Pending> underWay = Map.of();
    private long thinned;

    WriteBehindBuffer(int capacity) {
        this.capacity = capacity;
    }

    /** What one campaign waits with. */
    static final class Pending {
        private PendingSnapshot tick;
        private boolean facts;
        private final List<PendingSample> readings = new ArrayList<>(2);

        private Pending(PendingSnapshot tick) {
            this.tick = tick;
        }

        PendingSnapshot tick() {
            return tick;
        }

        /** Whether the facts of its video changed, too. */
        boolean facts() {
            return facts;
        }

        List<PendingSample> readings() {
            return readings;
        }

        /** Takes a sample later than the last; of the same instant it is the same sample with a newer expectation. */
        private void take(PendingSample reading) {
            Sample last = readings.isEmpty() ? null : readings.getLast().sample();
            if (last == null || reading.sample().at().isAfter(last.at())) {
                readings.add(reading);
            } else if (reading.sample().at().equals(last.at())) {
                readings.set(readings.size() - 1, reading);
            }
        }
    }

    /** Adds a tick; returns how many campaigns wait now. */
    synchronized int add(PendingSnapshot tick) {
        Pending pending = waiting.computeIfAbsent(tick.campaign().id(), absent -> new Pending(tick));
        pending.tick = tick.after(pending.tick);
        Sample sample = tick.snapshot().lastSample();
        if (sample != null) {
            pending.take(new PendingSample(
                    tick.campaign().id(),
                    tick.campaign().epoch(),
                    sample,
                    tick.snapshot().expectation(),
                    tick.snapshot().channel()));
            thin(pending);
        }
        return waiting.size();
    }

    /** Adds a tick of a campaign whose video's facts changed; returns how many campaigns wait now. */
    synchronized int addFacts(PendingSnapshot tick) {
        int campaigns = add(tick);
        Pending pending = waiting.get(tick.campaign().id());
        if (pending != null) {
            pending.facts = true;
        }
        return campaigns;
    }

    /**
     * Takes up to {@code limit} campaigns out, longest waiting first; end with {@link #written} or {@link #putBack}.
     */
    synchronized List<Pending> take(int limit) {
        Map<String, Pending> taken = new LinkedHashMap<>();
        var oldest = waiting.entrySet().iterator();
        while (taken.size() < limit && oldest.hasNext()) {
            var entry = oldest.next();
            taken.put(entry.getKey(), entry.getValue());
            oldest.remove();
        }
        underWay = taken;
        return List.copyOf(taken.values());
    }

    /** What was taken is in the database, or never will be. */
    synchronized void written() {
        underWay = Map.of();
    }

    /** What was taken could not be written; what came meanwhile is newer. */
    synchronized void putBack() {
        underWay.forEach((id, before) -> {
            Pending newer = waiting.remove(id);
            if (newer != null) {
                before.tick = newer.tick.after(before.tick);
                before.facts |= newer.facts;
                newer.readings.forEach(before::take);
                thin(before);
            }
            waiting.put(id, before);
        });
        underWay = Map.of();
    }

    /**
     * This node has leased a campaign anew. If it was the one that ran it last, what waits is newer than the row: it
     * goes on from there, and what waits is written under the new lease. If another ran it in between, only the samples
     * count.
     */
    synchronized CampaignView adopt(CampaignView claimed) {
        Campaign campaign = claimed.campaign();
        PendingSnapshot newest = newest(campaign.id()).orElse(null);
        if (newest == null || newest.campaign().epoch() + 1 != campaign.epoch()) {
            return claimed;
        }
        add(new PendingSnapshot(campaign, newest.snapshot(), newest.revision()));
        return new CampaignView(campaign, newest.snapshot());
    }

    /** A later state than what waits was written at once: an earlier one must not follow it. */
    synchronized void overtaken(PendingSnapshot written) {
        Pending pending = waiting.get(written.campaign().id());
        if (pending != null && pending.tick.revision() < written.revision()) {
            pending.tick = written;
        }
    }

    /** The newest snapshot of a campaign that is not surely in the database. */
    synchronized Optional<PendingSnapshot> newest(String campaignId) {
        @Nullable Pending pending = waiting.getOrDefault(campaignId, underWay.get(campaignId));
        return Optional.ofNullable(pending).map(Pending::tick);
    }

    synchronized int campaigns() {
        return waiting.size() + underWay.size();
    }

    synchronized long thinned() {
        return thinned;
    }

    private void thin(Pending pending) {
        int share = Math.clamp(capacity / Math.max(1, waiting.size()), LEAST_SHARE, LARGEST_SHARE);
        while (pending.readings.size() > share) {
            int before = pending.readings.size();
            // The newest stays, and so does every second one before it.
            for (int i = before - 2; i >= 0; i -= 2) {
                pending.readings.remove(i);
            }
            thinned += before - pending.readings.size();
        }
    }

    /**
     * A snapshot on its way to the database.
     *
     * @param revision grows with every change of this process, so that of two writes the older one loses in any order
     * @param whole whether more has changed than what every tick changes
     */
    record PendingSnapshot(Campaign campaign, CampaignSnapshot snapshot, long revision, boolean whole) {
        /** Of which everything is to be written. */
        PendingSnapshot(Campaign campaign, CampaignSnapshot snapshot, long revision) {
            this(campaign, snapshot, revision, true);
        }

        /** In the place of an earlier one that was not written: what that one changed is to be written now. */
        PendingSnapshot after(PendingSnapshot earlier) {
            return whole || !earlier.whole ? this : new PendingSnapshot(campaign, snapshot, revision);
        }
    }
}
