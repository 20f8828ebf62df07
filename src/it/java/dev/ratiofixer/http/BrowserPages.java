package dev.ratiofixer.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledIf;

/** A site before a {@link FakeEngine} and a real browser. Skipped, and said so, where Chromium is not installed. */
@BrowserPages.NeedsChromium
abstract class BrowserPages {
    /** Skips a class, and whatever extends it, where there is no Chromium: JUnit's own annotation is not inherited. */
    @Inherited
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @EnabledIf(
            value = "dev.ratiofixer.http.BrowserPages#chromiumIsInstalled",
            disabledReason = "Chromium is not installed: apt-get install chromium")
    @interface NeedsChromium {}

    private static final Path SHOTS = Path.of("target", "screenshots");
    static Browser browser;
    Site site;
    /** Id of the campaign that has orders. */
    String first;

    static boolean chromiumIsInstalled() {
        return Browser.executable().isPresent();
    }

    @BeforeAll
    static void launch() {
        browser = Browser.launch();
    }

    @AfterAll
    static void quit() {
        browser.close();
    }

    @BeforeEach
    void open() {
        site = Site.open();
        first = DashboardPreview.fill(site.engine);
    }

    @AfterEach
    void close() {
        browser.forget();
        site.close();
    }

    Page enter(String path) {
        return enter(path, 1360, 900, ColorScheme.LIGHT);
    }

    /** Logs in by the one-time address, as an admin. */
    Page enter(String path, int width, int height, ColorScheme scheme) {
        Page page = browser.page(width, height, scheme);
        page.navigate(site.address() + path + "#login=" + site.access.sessions().oneTimeLogin(Duration.ofHours(1)));
        return page;
    }

    static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    static void shot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(SHOTS.resolve(name + ".png"))
                .setFullPage(true));
    }

    void visit(Page page, String path) {
        page.locator("h1").first().waitFor();
        page.navigate(site.address() + path);
        page.locator("h1").first().waitFor();
        // Not by a function, which the page's own policy refuses to evaluate once it has to be asked again.
        if (page.locator(".list, .chart, .checks").count() > 0) {
            page.locator("tbody tr:not(.skeleton), .chart canvas, .checks li")
                    .first()
                    .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED));
        }
        page.locator("main .loading")
                .first()
                .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
    }

    static void assertNothingSerious(Page page, String where) {
        List<String> serious = new AxeBuilder(page)
                .setLegacyMode(true).analyze().getViolations().stream()
                        .filter(rule ->
                                List.of("serious", "critical", "moderate").contains(rule.getImpact()))
                        .map(BrowserPages::line)
                        .toList();
        assertThat(serious).as(where).isEmpty();
    }

    private static String line(Rule rule) {
        return rule.getId() + ": "
                + rule.getNodes().stream()
                        .limit(3)
                        .map(node -> node.getTarget() + " " + node.getHtml())
                        .toList();
    }

    static void assertNothingWider(Page page, String where) {
        Object wider = page.evaluate("document.documentElement.scrollWidth - innerWidth");
        assertThat(((Number) wider).intValue()).as(where).isLessThanOrEqualTo(0);
    }

    /** A text that a neighbour leaves a few letters of width stands on more than four lines. */
    static void assertNothingSqueezed(Page page, String where) {
        Object squeezed = page.evaluate("""
                [...document.querySelectorAll('main *')]
                  .filter((one) => one.children.length === 0 && one.textContent.trim().length > 5)
                  .filter((one) => {
                    const {width, height} = one.getBoundingClientRect();
                    return width > 2 && width < 60 && height > 4.5 * parseFloat(getComputedStyle(one).lineHeight);
                  })
                  .map((one) => one.textContent).join(' | ')""");
        assertThat(squeezed).as(where).isEqualTo("");
    }
}
