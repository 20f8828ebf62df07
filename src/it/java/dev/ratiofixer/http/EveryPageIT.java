package dev.ratiofixer.http;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.ratiofixer.fixtures.ListedCampaigns;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every page with 300 campaigns in every state: on a desk and a phone, light and dark, by axe, and by keys alone. */
class EveryPageIT extends BrowserPages {
    private static final List<String> PAGES = List.of(
            "/?status=all",
            "/campaigns/campaign-0",
            "/approvals",
            "/start",
            "/spending",
            "/health",
            "/notifications",
            "/keys",
            "/privacy");

    static Stream<Arguments> screens() {
        return Stream.of(ColorScheme.LIGHT, ColorScheme.DARK)
                .flatMap(scheme -> Stream.of(Arguments.of(390, scheme), Arguments.of(1360, scheme)));
    }

    @BeforeEach
    void fill() {
        ListedCampaigns.rows(300, FakeEngine.START)
                .forEach(row -> site.engine.campaigns.putIfAbsent(row.id(), row.view()));
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
        }
        assertThat(browser.complaints).isEmpty();
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
        page.keyboard().type("Harbour");
        assertThat(page.locator("tbody tr")).hasCount(1);
        tabTo(page, "tbody th a");
        page.keyboard().press("Enter");
        assertThat(page.locator("h1")).hasText("Harbour Lights launch");
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
