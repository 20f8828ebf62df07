package dev.ratiofixer.store.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.campaign.Campaign;
import dev.ratiofixer.campaign.CampaignSnapshot;
import dev.ratiofixer.campaign.CampaignStore.Inserted;
import dev.ratiofixer.fixtures.PostgresExtension;
import dev.ratiofixer.fixtures.Waiting;
import dev.ratiofixer.store.StoreFixtures;
import dev.ratiofixer.store.campaign.CampaignInserts.NewCampaign;
import dev.ratiofixer.store.campaign.WriteBehindBuffer.PendingSnapshot;
import dev.ratiofixer.store.sample.SampleWriter;
import dev.ratiofixer.store.sample.SampleWriter.PendingSample;
import dev.ratiofixer.video.ChannelKnowledge;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Plans that PostgreSQL made while a table was small are kept; they must do when it has grown. */
class KeptPlansIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private static final int SMALL = 10;
    private static final int MANY = 2_000;

    private long revision;

    @Test
    void whatIsWrittenOfOneCampaignReadsNoWholeTable() {
        long read = Waiting.on(POSTGRES.database().pool().withConnection(connection -> {
            Future<?> small = Future.succeededFuture();
            for (int i = 0; i < SMALL; i++) {
                small = small.compose(done -> write(connection, 1));
            }
            return small.compose(done -> write(connection, MANY))
                    .compose(done -> connection.begin())
                    .compose(transaction -> wholeTableReads(connection)
                            .compose(before -> write(connection, 1)
                                    .compose(done -> wholeTableReads(connection))
                                    .map(after -> after - before))
                            .compose(delta -> transaction.commit().map(delta)));
        }));

        assertThat(read).isZero();
    }

    /** Inserts so many campaigns, and writes a sample and a snapshot of each. */
    private Future<?> write(SqlConnection connection, int count) {
        List<NewCampaign> campaigns = IntStream.range(0, count)
                .mapToObj(i -> new NewCampaign(StoreFixtures.campaign(), StoreFixtures.fresh(), "nobody", null))
                .toList();
        CampaignSnapshot snapshot = StoreFixtures.sampled(StoreFixtures.NOW, 10);
        SampleWriter samples = new SampleWriter(connection, "nobody");
        SnapshotWriter snapshots = new SnapshotWriter(connection);
        return new CampaignInserts(connection).insert(campaigns).compose(inserted -> {
            List<Campaign> stored = inserted.stream()
                    .map(each -> ((Inserted.Fresh) each).campaign())
                    .toList();
            return samples.append(stored.stream()
                            .map(campaign -> new PendingSample(
                                    campaign.id(),
                                    campaign.epoch(),
                                    Objects.requireNonNull(snapshot.lastSample()),
                                    null,
                                    ChannelKnowledge.unread()))
                            .toList())
                    .compose(appended -> snapshots.write(stored.stream()
                            .map(campaign -> new PendingSnapshot(campaign, snapshot, ++revision))
                            .toList()));
        });
    }

    private static Future<Long> wholeTableReads(SqlConnection connection) {
        return connection
                .query("SELECT coalesce(sum(seq_tup_read), 0)::bigint FROM pg_stat_xact_user_tables"
                        + " WHERE relname LIKE '%campaign%'")
                .execute()
                .map(rows -> rows.iterator().next().getLong(0));
    }
}
