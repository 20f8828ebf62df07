package dev.ratiofixer.campaign;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stores campaigns. Every write carries the campaign's epoch, and one with an old epoch is refused. */
public interface CampaignStore {
    /** What became of an insert. */
    sealed interface Inserted {
        /**
         * It is stored and leased to the node under {@code campaign.epoch()}.
         *
         * @param notShown why the dashboard's own table does not show it, {@code null} if it does
         */
        record Fresh(Campaign campaign, @Nullable String notShown) implements Inserted {
            /** Where it is shown. */
            public Fresh(Campaign campaign) {
                this(campaign, null);
            }
        }

        /** That video has a live campaign, or the idempotency key was used: this one. */
        record Existing(CampaignView view, boolean sameKey) implements Inserted {}
    }

    /** Stores a new running campaign and its lease, in one transaction. The given epoch is ignored. */
    Future<Inserted> insert(Campaign campaign, CampaignSnapshot snapshot, String node, @Nullable String idempotencyKey);

    /** Writes a change at once: status changes and what must not be lost. Fails with {@link StaleEpoch}. */
    Future<Void> save(Campaign campaign, CampaignSnapshot snapshot);

    /**
     * Writes a campaign's terms, and for a scheduled one when it starts. Empty once they are written; else why the
     * limit of the client that it is moved to does not allow that, and nothing is written. Fails with
     * {@link StaleEpoch}.
     *
     * @param now whose day the client's daily limit is looked at
     */
    Future<Optional<String>> edit(Campaign edited, Instant now);

    /**
     * Writes a tick behind: newest snapshot wins, the sample is appended. Bounded: when the database is away samples
     * are thinned, never reordered or doubled.
     */
    void saveBehind(Campaign campaign, CampaignSnapshot snapshot);

    /**
     * As {@link #saveBehind(Campaign, CampaignSnapshot)}.
     *
     * @param whole {@code false} where nothing has changed since the last save under this lease but what every tick
     *     changes: the sample, what is expected of it, what is short, since when it is healthy, and the times of checks
     */
    default void saveBehind(Campaign campaign, CampaignSnapshot snapshot, boolean whole) {
        saveBehind(campaign, snapshot);
    }

    /** The same where the facts of its video changed: they are written with the snapshot. */
    void saveFactsBehind(Campaign campaign, CampaignSnapshot snapshot);

    /** Done when everything that was saved behind is written; it may take for ever. */
    Future<Void> drain();

    /** The campaign of any status, from the database and what waits to be written. */
    Future<Optional<CampaignView>> find(String campaignId);

    /** Leases up to {@code limit} live campaigns that no living node holds, with fresh epochs. */
    Future<List<CampaignView>> claim(String node, int limit);

    /** A write came with an epoch that is not the lease's: another node runs this campaign now. */
    final class StaleEpoch extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public StaleEpoch(String campaignId) {
            super("another node runs campaign " + campaignId + " now", null, false, false);
        }
    }
}
