package dev.ratiofixer.store.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratiofixer.access.AuditLog.AuditEntry;
import dev.ratiofixer.access.AuditLog.Via;
import dev.ratiofixer.access.AuditReader.AuditFilter;
import dev.ratiofixer.access.AuditReader.AuditLine;
import dev.ratiofixer.access.AuditReader.AuditPage;
import dev.ratiofixer.access.AuditReader.ChangedSetting;
import dev.ratiofixer.access.AuditReader.HeldReader;
import dev.ratiofixer.access.Caller;
import dev.ratiofixer.access.ReportLinks.ReportLink;
import dev.ratiofixer.access.ReportLinks.ReportScope;
import dev.ratiofixer.access.ReportLinks.ReportSubject.OfCampaign;
import dev.ratiofixer.access.ReportLinks.ReportSubject.OfClient;
import dev.ratiofixer.access.Role;
import dev.ratiofixer.fixtures.OrderCampaigns;
import dev.ratiofixer.fixtures.PostgresExtension;
import dev.ratiofixer.fixtures.Waiting;
import dev.ratiofixer.store.StoreFixtures;
import dev.ratiofixer.store.access.PgReportLinks;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
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
    private static final AuditFilter ALL = new AuditFilter(null, null, null, null, null, null);

    private final PgAuditReader reader = new PgAuditReader(POSTGRES.database());

    @BeforeEach
    void calls() {
        Waiting.on(POSTGRES.database()
                .pool()
                .query(
                        "TRUNCATE ratio_fixer_audit, ratio_fixer_config_changes, ratio_fixer_campaigns, ratio_fixer_report_links CASCADE")
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
        assertThat(page(new AuditFilter("ann", null, null, null, null, null), null, 50)
                        .lines())
                .hasSize(6);
        assertThat(page(new AuditFilter(null, "approveOrder", null, null, null, null), null, 50)
                        .lines())
                .hasSize(1);
        assertThat(page(new AuditFilter(null, "configurationChanged", null, null, null, null), null, 50)
                        .lines())
                .hasSize(1);
        assertThat(page(new AuditFilter(null, null, "c-1", null, null, null), null, 50)
                        .lines())
                .hasSize(12);
        assertThat(page(new AuditFilter(null, null, null, NOW.plusSeconds(1), NOW.plusSeconds(2), null), null, 50)
                        .lines())
                .hasSize(5);
    }

    @Test
    void whoIsHeldToAClientReadsOfItsCampaignsAndOfItsOwnKeyAlone() {
        Waiting.on(OrderCampaigns.running(POSTGRES.database(), "c-2", "v0000000002", NOW, "two"));
        own("c-1", "alpha");
        own("c-2", "bravo");
        PgReportLinks links = new PgReportLinks(POSTGRES.database());
        Waiting.on(links.insert(new ReportLink(
                "r_bravo", new ReportScope(new OfClient("bravo"), null, null), "Ben", NOW, NOW.plusSeconds(60), null)));
        Waiting.on(links.insert(new ReportLink(
                "r_alpha", new ReportScope(new OfCampaign("c-1"), null, null), "Ben", NOW, NOW.plusSeconds(60), null)));
        PgAuditLog log = new PgAuditLog(POSTGRES.vertx(), POSTGRES.database());
        for (String subject : List.of("c-2", "r_bravo", "r_alpha")) {
            Waiting.on(log.record(entry("k", subject, "done")));
        }
        // What its own key was refused is its own to see, though not what the thing is called.
        Waiting.on(log.record(entry("k-alpha", "c-2", "not_found")));
        HeldReader alpha = new HeldReader("alpha", "k-alpha");

        List<AuditLine> seen = page(new AuditFilter(null, null, null, null, null, alpha), null, 50)
                .lines();

        assertThat(seen).extracting(AuditLine::subject).containsOnly("c-1", "r_alpha", "c-2");
        assertThat(seen)
                .filteredOn(line -> "c-2".equals(line.subject()))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.outcome()).isEqualTo("not_found");
                    assertThat(line.subjectName()).isNull();
                });
        assertThat(seen).hasSize(14);
        assertThat(seen).noneMatch(line -> line.via().equals("file"));
        List<AuditLine> exported = new ArrayList<>();
        Waiting.on(reader.all(new AuditFilter(null, null, null, null, null, alpha), batch -> {
            exported.addAll(batch);
            return Future.succeededFuture();
        }));
        assertThat(exported).isEqualTo(seen);
        AuditPage first = page(new AuditFilter(null, null, null, null, null, alpha), null, 5);
        assertThat(page(new AuditFilter(null, null, null, null, null, alpha), first.next(), 50)
                        .lines())
                .isEqualTo(seen.subList(5, seen.size()));
    }

    private static AuditEntry entry(String keyId, String subject, String outcome) {
        return new AuditEntry(
                NOW.plusSeconds(9),
                new Caller(keyId, "Ben", Role.OPERATOR),
                Via.HTTP,
                "stopCampaign",
                subject,
                outcome,
                null,
                null);
    }

    private static void own(String campaignId, String client) {
        Waiting.on(POSTGRES.database()
                .pool()
                .preparedQuery(
                        "UPDATE ratio_fixer_campaigns SET terms = jsonb_set(terms, '{labels}', jsonb_build_object('client', $2::text))"
                                + " WHERE campaign_id = $1")
                .execute(Tuple.of(campaignId, client)));
    }

    @Test
    void refusesThePageOfAnotherList() {
        assertThatThrownBy(() -> page(ALL, "no page", 5)).hasStackTraceContaining("no page of this list");
    }
}
