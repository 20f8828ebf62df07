package dev.ratiofixer.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.campaign.Campaign;
import dev.ratiofixer.http.WireClient.Reply;
import dev.ratiofixer.smm.api.OrderMode;
import dev.ratiofixer.smm.api.OrderType;
import dev.ratiofixer.smm.api.OrderView.OrderStatus;
import dev.ratiofixer.video.VideoId;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reports and their share links at the wire. */
class ReportIT {
    private static final String REPORT = "/api/ratio-fixer/campaigns/c-1/report";
    private static final String LINKS = REPORT + "/links";
    private Site site;

    @BeforeEach
    void open() {
        site = Site.open();
        site.engine.tick(Duration.ofHours(30));
        Campaign campaign = new Campaign(
                "c-1",
                1,
                HttpFixtures.facts(new VideoId("springsingl"), "Spring <script>alert(1)</script> & more"),
                HttpFixtures.terms("\"Spring\" <b>single</b>", OrderMode.PROPOSE),
                FakeEngine.START);
        site.engine.campaigns.put("c-1", HttpFixtures.fresh(campaign, site.engine.now()));
        site.engine.put(HttpFixtures.order("o-1", "c-1", OrderType.AD_BUDGET, OrderStatus.COMPLETED, FakeEngine.START));
        site.engine.put(
                HttpFixtures.order("o-2", "c-1", OrderType.OWNER_COMMENT, OrderStatus.PROPOSED, FakeEngine.START));
    }

    @AfterEach
    void close() {
        site.close();
    }

    private JsonObject share() {
        Reply made = site.as(Site.OPERATOR).post(LINKS, new JsonObject().put("days", 7));
        assertThat(made.status()).isEqualTo(201);
        return made.json();
    }

    @Test
    void tellsCountersOrdersSpendAndEffectsInWords() {
        Reply page = site.as(Site.VIEWER).get(REPORT);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("content-type")).isEqualTo("text/html; charset=utf-8");
        assertThat(page.text())
                .startsWith("<!doctype html>")
                .contains("half of the videos like it")
                .contains("Raise the daily budget of Demand Gen EU")
                .contains("24.00 USD")
                .contains("+290 likes (between +180 and +410)")
                .contains("about 0.08 USD (between 0.06 USD and 0.13 USD)")
                .contains("Cost of one more engaged view", "not known: the owner's analytics cannot be read now")
                .contains("<svg")
                .doesNotContain("<script", "<b>single", "o-1", "consent of", "approved sheet");
        assertThat(page.text()).contains("&lt;script&gt;");
        assertThat(site.as(Site.VIEWER)
                        .get("/api/ratio-fixer/campaigns/c-2/report")
                        .status())
                .isEqualTo(404);
        assertThat(site.as(Site.VIEWER).get(REPORT + "?from=yesterday").status())
                .isEqualTo(400);
        assertThat(site.as(Site.VIEWER)
                        .get(REPORT + "?from=2026-11-21T00:00:00Z")
                        .text())
                .contains("21 Nov 2026 to 21 Nov 2026");
        assertThat(site.anonymous().get(REPORT).status()).isEqualTo(401);
    }

    @Test
    void aPeriodThatEndsBeforeItBeginsIsNone() {
        JsonObject period = new JsonObject().put("from", "2026-11-21T00:00:00Z").put("to", "2026-11-20T00:00:00Z");

        assertThat(site.as(Site.VIEWER)
                        .get(REPORT + "?from=2026-11-21T00:00:00Z&to=2026-11-20T00:00:00Z")
                        .status())
                .isEqualTo(400);
        for (String path : List.of(LINKS, "/api/ratio-fixer/campaigns/c-1/backtest")) {
            Reply refused = site.as(Site.OPERATOR).post(path, period);
            assertThat(refused.status()).as(path).isEqualTo(422);
            assertThat(refused.text()).contains("to: lies before from");
        }
    }

    @Test
    void aLinkOpensTheReportWithoutAKeyAndNothingElse() {
        JsonObject link = share();
        String path = link.getString("url");
        assertThat(path).startsWith("/shared/r_");
        int writes = site.engine.writes.get();

        Reply page = site.anonymous().get(path);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).contains("What it brought").contains("This page can be opened until");
        assertThat(page.header("cache-control")).contains("no-store");
        assertThat(page.header("x-robots-tag")).contains("noindex");
        assertThat(page.header("referrer-policy")).isEqualTo("no-referrer");
        assertThat(page.header("set-cookie")).isEmpty();
        assertThat(page.text()).contains("noindex");
        assertThat(site.engine.writes.get()).isEqualTo(writes);
        String token = path.substring("/shared/".length());
        for (String way : new String[] {"/api/ratio-fixer/campaigns", REPORT, LINKS}) {
            assertThat(site.as(token).get(way).status()).isEqualTo(401);
            assertThat(site.anonymous()
                            .with("Cookie", "ratio_fixer_session=" + token)
                            .get(way)
                            .status())
                    .isEqualTo(401);
        }
        assertThat(site.anonymous().send("POST", path, "{}").status()).isIn(404, 405);
        assertThat(site.anonymous().get(path + "/samples").status()).isEqualTo(404);
    }

    @Test
    void aForgedLinkOpensNothingAndCostsNoLook() {
        JsonObject link = share();
        String[] parts = link.getString("url").substring("/shared/".length()).split("\\.", -1);
        int looks = site.storedReports.looks.get();
        String later = Long.toString(Long.parseLong(parts[1]) + 86_400);

        for (String token : new String[] {
            parts[0] + "." + later + "." + parts[2],
            "r_another." + parts[1] + "." + parts[2],
            parts[0] + "." + parts[1] + "." + "A".repeat(43),
            parts[0],
            "x"
        }) {
            Reply refused = site.anonymous().get("/shared/" + token);
            assertThat(refused.status()).isEqualTo(404);
            assertThat(refused.text()).doesNotContain("Spring").contains("No report here");
        }
        assertThat(site.storedReports.looks.get()).isEqualTo(looks);
    }

    @Test
    void aLinkEndsAtItsTimeAndWhenSomebodyEndsIt() {
        JsonObject first = share();
        JsonObject second = share();

        Reply ended = site.as(Site.OPERATOR)
                .post("/api/ratio-fixer/report-links/" + first.getString("link_id") + "/revoke", new JsonObject());

        assertThat(ended.status()).isEqualTo(200);
        assertThat(ended.json().getString("revoked_at")).isNotNull();
        assertThat(site.anonymous().get(first.getString("url")).status()).isEqualTo(410);
        assertThat(site.anonymous().get(second.getString("url")).status()).isEqualTo(200);
        assertThat(site.as(Site.OPERATOR).get(LINKS).json().getJsonArray("items"))
                .hasSize(2);
        assertThat(site.as(Site.OPERATOR)
                        .post("/api/ratio-fixer/report-links/nobody/revoke", new JsonObject())
                        .status())
                .isEqualTo(404);
        site.realTime = Instant.now().plus(Duration.ofDays(8));
        Reply late = site.anonymous().get(second.getString("url"));
        assertThat(late.status()).isEqualTo(410);
        assertThat(late.text()).contains("This link has ended").doesNotContain("Spring");
    }

    @Test
    void whoMayNotShareDoesNotAndSharingIsInTheAudit() {
        assertThat(site.as(Site.VIEWER).post(LINKS, new JsonObject()).status()).isEqualTo(403);
        assertThat(site.as(Site.OPERATOR)
                        .post(LINKS, new JsonObject().put("days", 91))
                        .status())
                .isEqualTo(422);
        site.audited.clear();
        JsonObject link = share();

        assertThat(site.audited).singleElement().satisfies(entry -> {
            assertThat(entry.action()).isEqualTo("shareReport");
            assertThat(entry.subject()).isEqualTo("c-1");
            assertThat(entry.detail()).isEqualTo("days: 7").doesNotContain(link.getString("url"));
        });
    }

    @Test
    void aLinkGivesWhatThePageShowsForASpreadsheetAsLongAsItHolds() {
        site.engine.put(HttpFixtures.order("o-3", "c-1", OrderType.AD_BUDGET, OrderStatus.COMPLETED, FakeEngine.START));
        JsonObject link = share();
        String path = link.getString("url");
        String page = site.anonymous().get(path).text();
        String token = path.substring("/shared/".length());

        Reply orders = site.anonymous().get(path + "/orders.csv");

        assertThat(page).contains("href=\"" + token + "/orders.csv\"", "href=\"" + token + "/numbers.csv\"");
        assertThat(orders.status()).isEqualTo(200);
        assertThat(orders.header("content-type")).startsWith("text/csv");
        assertThat(orders.header("content-disposition")).isEqualTo("attachment; filename=\"orders.csv\"");
        assertThat(orders.header("cache-control")).contains("no-store");
        assertThat(orders.text())
                .startsWith("\uFEFFordered_at_utc,campaign,what,summary,state,cost,currency,")
                .doesNotContain("o-1", "o-2");
        List<String[]> rows = orders.text()
                .lines()
                .skip(1)
                .map(row -> row.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1))
                .toList();
        assertThat(rows).as("what only waits is not shown").hasSize(2);
        BigDecimal sum = rows.stream().map(row -> new BigDecimal(row[5])).reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(page).contains("Orders of this period: " + sum.setScale(2) + " USD.");
        assertThat(rows).allSatisfy(row -> assertThat(row[6]).isEqualTo("USD"));
        assertThat(site.anonymous().get(path + "/numbers.csv").text())
                .startsWith("\uFEFFread_at_utc,views,likes,comments,typical_likes,typical_comments");
        assertThat(site.anonymous().get(path + "/audit.csv").status()).isEqualTo(404);
        assertThat(site.anonymous().get("/shared/x" + token + "/orders.csv").status())
                .isEqualTo(404);
        site.as(Site.OPERATOR)
                .post("/api/ratio-fixer/report-links/" + link.getString("link_id") + "/revoke", new JsonObject());
        for (String file : List.of("/orders.csv", "/numbers.csv")) {
            Reply ended = site.anonymous().get(path + file);
            assertThat(ended.status()).isEqualTo(410);
            assertThat(ended.text()).contains("This link has ended").doesNotContain("Spring");
        }
    }

    @Test
    void aCellThatASpreadsheetWouldRunIsNeutralised() {
        Campaign campaign = new Campaign(
                "c-9",
                9,
                HttpFixtures.facts(new VideoId("springsingl"), "A video"),
                HttpFixtures.terms("=HYPERLINK(\"http://evil\")", OrderMode.PROPOSE),
                FakeEngine.START);
        site.engine.campaigns.put("c-9", HttpFixtures.fresh(campaign, site.engine.now()));
        site.engine.put(HttpFixtures.order("o-9", "c-9", OrderType.AD_BUDGET, OrderStatus.COMPLETED, FakeEngine.START));
        Reply made = site.as(Site.OPERATOR)
                .post("/api/ratio-fixer/campaigns/c-9/report/links", new JsonObject().put("days", 1));

        assertThat(site.anonymous().get(made.json().getString("url") + "/orders.csv").text())
                .contains("'=HYPERLINK");
    }
}
