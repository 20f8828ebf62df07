package dev.ratiofixer.store.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.access.ReportLinks;
import dev.ratiofixer.access.ReportLinks.Opened;
import dev.ratiofixer.access.ReportLinks.ReportScope;
import dev.ratiofixer.access.ReportLinks.ReportSubject.OfCampaign;
import dev.ratiofixer.access.ReportLinks.ReportSubject.OfClient;
import dev.ratiofixer.access.ReportLinks.SharedLink;
import dev.ratiofixer.fixtures.PostgresExtension;
import dev.ratiofixer.fixtures.Waiting;
import dev.ratiofixer.store.StoreFixtures;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Share links of two nodes on one database. */
class PgReportLinksIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private static ReportLinks node() {
        return new ReportLinks(new PgReportLinks(POSTGRES.database()), () -> StoreFixtures.NOW);
    }

    @Test
    void whatOneNodeSharesAnotherOpensAndEnds() {
        ReportLinks one = node();
        ReportLinks other = node();
        ReportScope scope = new ReportScope(new OfCampaign("c-1"), StoreFixtures.NOW.minusSeconds(60), null);
        SharedLink shared = Waiting.on(one.share(scope, "anna", Duration.ofDays(3)));

        assertThat(Waiting.on(other.open(shared.token()))).isEqualTo(new Opened.Valid(shared.link()));
        assertThat(Waiting.on(other.of(new OfCampaign("c-1")))).containsExactly(shared);
        assertThat(Waiting.on(other.of(new OfCampaign("c-2")))).isEmpty();

        assertThat(Waiting.on(other.revoke(shared.link().id(), "ben"))).isPresent();
        assertThat(Waiting.on(one.open(shared.token()))).isEqualTo(new Opened.Ended());
        assertThat(Waiting.on(one.revoke("nobody", "ben"))).isEmpty();
    }

    @Test
    void aClientsLinksAreBesideThoseOfItsCampaigns() {
        ReportLinks links = node();
        SharedLink all = Waiting.on(links.share(
                new ReportScope(new OfClient("acme"), null, StoreFixtures.NOW), "anna", Duration.ofDays(3)));
        Waiting.on(links.share(new ReportScope(new OfCampaign("c-9"), null, null), "anna", Duration.ofDays(3)));

        assertThat(Waiting.on(links.of(new OfClient("acme")))).containsExactly(all);
        assertThat(Waiting.on(links.of(new OfClient("c-9")))).isEmpty();
        assertThat(Waiting.on(links.open(all.token()))).isEqualTo(new Opened.Valid(all.link()));
        assertThat(Waiting.on(links.subject(all.link().id()))).contains(new OfClient("acme"));
    }
}
