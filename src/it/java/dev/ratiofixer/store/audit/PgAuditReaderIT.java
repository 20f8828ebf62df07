package dev.ratiofixer.store.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratiofixer.access.AuditLog.AuditEntry;
import dev.ratiofixer.access.AuditLog.Via;
import dev.ratiofixer.access.AuditReader.AuditFilter;
import dev.ratiofixer.access.AuditReader.AuditLine;
import dev.ratiofixer.access.AuditReader.AuditPage;
import dev.ratiofixer.access.AuditReader.ChangedSetting;
import dev.ratiofixer.access.Caller;
import dev.ratiofixer.access.Role;
import dev.ratiofixer.fixtures.OrderCampaigns;
import dev.ratiofixer.fixtures.PostgresExtension;
import dev.ratiofixer.fixtures.Waiting;
import dev.ratiofixer.store.StoreFixtures;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Calls and changes of the configuration as one list. */
class PgAuditReaderIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private static final Instant NOW = StoreFixtures.NOW;
    private static final AuditFilter ALL = new AuditFilter(null, null, null, null, null);

    private final PgAuditReader reader = new PgAuditReader(POSTGRES.database());

    @BeforeEach
    void calls() {
        Waiting.on(POSTGRES.database()
                .pool()
                .query("TRUNCATE ratio_fixer_audit, ratio_fixer_config_changes, ratio_fixer_campaigns CASCADE")
                .execute());
        Waiting.on(OrderCampaigns.running(POSTGRES.database(), "c-1", "v0000000001", NOW, "one"));
        PgAuditLog log = new PgAuditLog(POSTGRES.vertx(), POSTGRES.database());
        for (int i = 0; i < 12; i++) {
            // Some at one instant.
            Waiting.on(log.record(new AuditEntry(
                    NOW.plusSeconds(i / 4),
                    new Caller("k", i % 2 == 0 ? "Anna" : "Ben", Role.APPROVER),
                    Via.HTTP,
                    i == 3 ? "approveOrder" : "stopCampaign",
                    "c-1",
                    "done",
                    null,
                    "because " + i)));
        }
        Waiting.on(new PgConfigChanges(POSTGRES.database())
                .record(
                        NOW.plusSeconds(1),
                        "node-1",
                        "file",
                        "{\"keys\": [{\"path\": \"limits.per_day\", \"before\": \"1\", \"after\": \"2\"}]}"));
    }

    private AuditPage page(AuditFilter filter, @Nullable String after, int limit) {
        return Waiting.on(reader.page(filter, after, limit));
    }

    @Test
    void pagesThroughAllOnceNewestFirst() {
        List<AuditLine> all = new ArrayList<>();
        @Nullable String next = null;
        do {
            AuditPage page = page(ALL, next, 3);
            all.addAll(page.lines());
            next = page.next();
        } while (next != null);

        assertThat(all).hasSize(13).doesNotHaveDuplicates();
        assertThat(all).isSortedAccordingTo((one, other) -> other.at().compareTo(one.at()));
        assertThat(all).filteredOn(line -> line.via().equals("http")).allSatisfy(line -> {
            assertThat(line.subjectName()).isEqualTo("test");
            assertThat(line.reason()).startsWith("because ");
            assertThat(line.role()).isEqualTo(Role.APPROVER);
        });
        assertThat(all)
                .filteredOn(line -> line.via().equals("file"))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.actor()).isEqualTo("node-1");
                    assertThat(line.changes()).containsExactly(new ChangedSetting("limits.per_day", "1", "2"));
                });
        List<AuditLine> exported = new ArrayList<>();
        Waiting.on(reader.all(ALL, batch -> {
            exported.addAll(batch);
            return Future.succeededFuture();
        }));
        assertThat(exported).isEqualTo(all);
    }

    @Test
    void filters() {
        assertThat(page(new AuditFilter("ann", null, null, null, null), null, 50)
                        .lines())
                .hasSize(6);
        assertThat(page(new AuditFilter(null, "approveOrder", null, null, null), null, 50)
                        .lines())
                .hasSize(1);
        assertThat(page(new AuditFilter(null, "configurationChanged", null, null, null), null, 50)
                        .lines())
                .hasSize(1);
        assertThat(page(new AuditFilter(null, null, "c-1", null, null), null, 50)
                        .lines())
                .hasSize(12);
        assertThat(page(new AuditFilter(null, null, null, NOW.plusSeconds(1), NOW.plusSeconds(2)), null, 50)
                        .lines())
                .hasSize(5);
    }

    @Test
    void refusesThePageOfAnotherList() {
        assertThatThrownBy(() -> page(ALL, "no page", 5)).hasStackTraceContaining("no page of this list");
    }
}
