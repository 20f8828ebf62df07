package dev.ratiofixer.http;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An engine that is away, and sessions that end or go on: each is told as what it is, and ends by itself. */
class OutagePageIT extends BrowserPages {
    /** Its files come out of the browser's memory, or not at all: the page itself was there before. */
    @ParameterizedTest
    @ValueSource(strings = {"/", "/approvals", "/clients", "/health", "/spending"})
    void anOpenPageGoesOnByItselfAfterARestart(String path) {
        Page page = enter("/start");
        page.locator("h1").waitFor();
        int port = site.verticle.port();
        site.undeploy();
        page.locator("nav a[href='" + path + "']").click();
        assertThat(page.locator(".outage")).containsText("The engine cannot be reached");
        assertThat(page.locator("main")).not().containsText("Log in");
        shot(page, "outage");
        site.reopen(port);
        assertThat(page.locator("h1")).not().containsText("cannot be reached");
        assertThat(page.locator("#banner")).isHidden();
        assertThat(page.locator("main h1"))
                .hasText(Pattern.compile("Campaigns|Approvals|Clients|Health and quota|Spending"));
    }

    /** What takes its time is seen to come, in the room that it will have. */
    @Test
    void slowAnswersAreWaitedForInSight() {
        Page page = enter("/privacy");
        page.locator("h1").waitFor();
        List<Route> held = new CopyOnWriteArrayList<>();
        Pattern slow = Pattern.compile(".*/api/ratio-fixer/(campaigns|health).*");
        page.route(slow, held::add);
        page.locator("nav a[href='/']").click();
        assertThat(page.locator("tbody tr.skeleton").first()).isVisible();
        assertThat(page.locator("main")).hasAttribute("aria-busy", "true");
        page.locator("nav a[href='/health']").click();
        page.waitForCondition(
                () -> held.stream().anyMatch(route -> route.request().url().endsWith("/health")));
        assertThat(page.locator("main")).hasAttribute("aria-busy", "true");
        page.unroute(slow);
        held.forEach(Route::resume);
        assertThat(page.locator(".checks li").first()).isVisible();
    }

    @Test
    void aSessionHoldsOverARestartUnderAnOpenPageAndAfterAReload() {
        Page page = enter("/");
        assertThat(page.locator("#connection")).containsText("live");
        int port = site.verticle.port();
        site.undeploy();
        assertThat(page.locator("#banner")).containsText("cannot be reached");
        site.reopen(port);
        assertThat(page.locator("#connection")).containsText("live");
        assertThat(page.locator("dialog")).hasCount(0);
        page.reload();
        assertThat(page.locator("tbody tr:not(.skeleton)").first()).isVisible();
        assertThat(page.locator("#name")).containsText("admin");
    }

    @Test
    void anEndedSessionAsksToLogInAgainAndThePageGoesOnByItself() {
        Page page = enter("/health");
        assertThat(page.locator(".checks li").first()).isVisible();
        page.context().clearCookies();
        assertThat(page.locator("dialog.again")).containsText("Log in again");
        assertNothingSerious(page, "the dialog");
        assertThat(page.locator("#banner")).isHidden();
        String before = site.access.sessions().oneTimeLogin(Duration.ofHours(1));
        page.evaluate(
                "login => fetch('/api/ratio-fixer/session', {method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify({one_time_login: login})})",
                before);
        // A key of somebody else opens a page of his own.
        page.locator("#key-again").fill(Site.ADMIN);
        page.locator("dialog.again button.primary").click();
        assertThat(page.locator("dialog")).hasCount(0);
        assertThat(page.locator("#name")).containsText("admin");
        assertThat(page.locator(".checks li").first()).isVisible();
        assertThat(page.url()).endsWith("/health");
    }
}
