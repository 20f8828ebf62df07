package dev.ratiofixer.http;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.ratiofixer.fixtures.ListedCampaigns;
import dev.ratiofixer.fixtures.ListedCampaigns.ListedRow;
import dev.ratiofixer.fixtures.PostgresExtension;
import dev.ratiofixer.store.campaign.PgCampaignQueries;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every page with 300 campaigns in every state: on a desk and a phone, light and dark, by axe, and by keys alone. */
class EveryPageIT extends BrowserPages {
    private static final List<String> PAGES = List.of(
            "/?status=all",
            "/?status=all&sort=-attention",
            "/campaigns/campaign-0",
            "/campaigns/campaign-30",
            "/campaigns/campaign-0/backtest",
            "/approvals",
            "/start",
            "/start/file",
            "/clients",
            "/spending",
            "/costs",
            "/audit",
            "/health",
            "/notifications",
            "/keys",
            "/privacy");

    static Stream<Arguments> screens() {
        return Stream.of(ColorScheme.LIGHT, ColorScheme.DARK)
                .flatMap(scheme -> Stream.of(Arguments.of(390, scheme), Arguments.of(1360, scheme)));
    }

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private static List<ListedRow> rows;

    @BeforeAll
    static void write() {
        rows = ListedCampaigns.rows(300, FakeEngine.START);
        ListedCampaigns.write(rows, POSTGRES.vertx(), POSTGRES.database());
    }

    @BeforeEach
    void fill() {
        rows.forEach(row -> site.engine.campaigns.putIfAbsent(row.id(), row.view()));
        ListedCampaigns.clients(FakeEngine.START).forEach(client -> site.engine.clients.byId.put(client.id(), client));
        site.engine.analytics = AnalyticsPageIT.twoWeeks();
        site.as(Site.ADMIN)
                .post(
                        "/api/ratio-fixer/pause/campaign-4",
                        new JsonObject().put("reason", "The client asked us to wait"));
        site.engine.listing(new PgCampaignQueries(POSTGRES.database()));
    }

    @ParameterizedTest
    @MethodSource("screens")
    void isReadableAndFits(int width, ColorScheme scheme) {
        Page page = enter("/", width, 844, scheme);
        for (String path : PAGES) {
            visit(page, path);
            String where = path + " " + width + " " + scheme;
            shot(page, "every" + (path + "-" + width + "-" + scheme).replaceAll("[^A-Za-z0-9]+", "-"));
            assertNothingSerious(page, where);
            assertNothingWider(page, where);
            assertNothingSqueezed(page, where);
        }
        // The channel of a listed campaign was not read: of its counting there is nothing, which is a 404.
        assertThat(browser.complaints).allMatch(text -> text.contains("404"));
    }

    /** No id, no name of a field or a setting and no hole in a sentence is shown to people, outside of code. */
    @Test
    void everySentenceIsForPeople() {
        Page page = enter("/");
        for (String path : PAGES) {
            visit(page, path);
            Object odd = page.evaluate("""
                    (() => {
                      const main = document.querySelector('main').cloneNode(true);
                      main.querySelectorAll('code, input, [role=region]').forEach((one) => one.remove());
                      document.body.append(main);
                      const found = main.innerText.match(/\\b[a-z]+_[a-z_]+\\b|\\bundefined\\b|\\bNaN\\b|\\bnull\\b|\\[object|[0-9a-f]{8}-[0-9a-f]{4}|\\bp[1-9][05]\\b|\\dT\\d\\d:\\d\\d/g);
                      main.remove();
                      return (found ?? []).join();
                    })()""");
            assertThat(odd).as(path).isEqualTo("");
        }
    }

    /** The report is a page of its own, which the engine writes. */
    @ParameterizedTest
    @MethodSource("screens")
    void theReportToo(int width, ColorScheme scheme) {
        Page page = enter("/", width, 844, scheme);
        page.locator("h1").waitFor();
        page.navigate(site.address() + "/api/ratio-fixer/campaigns/" + first + "/report");
        assertThat(page.locator("h1")).hasText("Harbour Lights launch");
        shot(page, "every-report-" + width + "-" + scheme);
        assertNothingSerious(page, "report " + width + " " + scheme);
        assertNothingWider(page, "report " + width + " " + scheme);
    }

    /** Whatever can be used stands in the order of Tab, but for the marks of a second chart: the first has them. */
    @Test
    void everythingThatIsUsedIsReachedByTab() {
        Page page = enter("/");
        for (String path : PAGES) {
            visit(page, path);
            Object unreached = page.evaluate("""
                    [...document.querySelectorAll('main a[href], main button:not(.chart-mark), main input, main select, main summary')]
                      .filter((one) => one.checkVisibility() && !one.disabled && one.tabIndex < 0).map((one) => one.outerHTML).join()""");
            assertThat(unreached).as(path).isEqualTo("");
            page.evaluate("document.querySelector('main').focus()");
            page.keyboard().press("Tab");
            Object seen = page.evaluate("document.activeElement === document.body"
                    + " || getComputedStyle(document.activeElement).outlineStyle !== 'none'");
            assertThat(seen).as("the focus is seen at " + path).isEqualTo(true);
        }
    }

    @Test
    void theLogInPageToo() {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            Page page = browser.page(390, 844, scheme);
            page.navigate(site.address() + "/");
            assertThat(page.locator("h1")).hasText("Log in");
            assertNothingSerious(page, "log in " + scheme);
        }
    }

    @Test
    void aCampaignIsFoundOpenedAndStoppedByKeysAlone() {
        Page page = enter("/");
        assertThat(page.locator("tbody tr:not(.skeleton)").first()).isVisible();
        tabTo(page, "#q");
        page.keyboard().type("Campaign 244");
        assertThat(page.locator("tbody tr")).hasCount(1);
        tabTo(page, "tbody th a");
        page.keyboard().press("Enter");
        assertThat(page.locator("h1")).hasText("Campaign 244");
        tabTo(page, "main .head button.danger");
        page.keyboard().press("Enter");
        assertThat(page.locator("dialog[open]")).isVisible();
        tabTo(page, "dialog button[value=yes]");
        page.keyboard().press("Enter");
        assertThat(page.locator(".state")).containsText("Ratio Fixer stopped");
    }

    /** Goes on by Tab until an element has the focus, which has to be seen. */
    private static void tabTo(Page page, String selector) {
        for (int i = 0; i < 80; i++) {
            page.keyboard().press("Tab");
            Object there = page.evaluate("selector => document.activeElement.matches(selector)", selector);
            if (Boolean.TRUE.equals(there)) {
                Object seen = page.evaluate("getComputedStyle(document.activeElement).outlineStyle !== 'none'");
                assertThat(seen).as("the focus on " + selector + " is seen").isEqualTo(true);
                return;
            }
        }
        throw new AssertionError("80 times Tab do not lead to " + selector);
    }

    @Test
    void nothingMovesWhileThePageComes() {
        Page page = browser.page(1360, 900, ColorScheme.LIGHT);
        page.addInitScript("""
                window.shifts = 0;
                new PerformanceObserver((list) => list.getEntries().forEach((e) => { if (!e.hadRecentInput) window.shifts += e.value; }))
                  .observe({type: 'layout-shift', buffered: true});""");
        page.navigate(site.address() + "/?status=all#login="
                + site.access.sessions().oneTimeLogin(java.time.Duration.ofHours(1)));
        assertThat(page.locator("tbody tr:not(.skeleton)")).hasCount(50);
        assertThat(page.locator("#connection")).containsText("live");
        for (int i = 0; i < 5; i++) {
            site.engine.tick(java.time.Duration.ofSeconds(36));
        }
        assertThat(((Number) page.evaluate("window.shifts")).doubleValue()).isLessThanOrEqualTo(0.02);
    }

    @Test
    void whatComesFirstIsSmallAndCompressed() {
        Page page = browser.page(1360, 900, ColorScheme.LIGHT);
        page.navigate(site.address() + "/?status=all#login="
                + site.access.sessions().oneTimeLogin(java.time.Duration.ofHours(1)));
        assertThat(page.locator("tbody tr:not(.skeleton)")).hasCount(50);
        Object bytes = page.evaluate(
                "performance.getEntriesByType('resource').concat(performance.getEntriesByType('navigation'))"
                        + ".reduce((sum, entry) => sum + entry.transferSize, 0)");
        assertThat(((Number) bytes).intValue()).isBetween(1, 350 * 1024);
        Object plain = page.evaluate("performance.getEntriesByType('resource').filter((e) => e.decodedBodySize > 4000"
                + " && e.encodedBodySize >= e.decodedBodySize).map((e) => e.name).join()");
        assertThat(plain).isEqualTo("");
    }
}
