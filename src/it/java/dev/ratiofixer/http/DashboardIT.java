package dev.ratiofixer.http;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.ratiofixer.smm.api.OrderView.OrderStatus;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The dashboard as a person uses it: a campaign from its start to its end, and an order that waits. */
class DashboardIT extends BrowserPages {
    @Test
    void listsCampaignsThatMove() {
        Page page = enter("/");
        Locator row = page.locator("tr", new Page.LocatorOptions().setHasText("Harbour Lights launch"));
        assertThat(row).containsText("running");
        assertThat(page.locator("#connection")).containsText("live");
        shot(page, "campaigns");
        String before = row.locator("[data-name=Views]").innerText();
        String trend = row.locator(".spark").getAttribute("aria-label");
        site.engine.tick(Duration.ofHours(30));
        assertThat(row.locator("[data-name=Views]")).not().hasText(before);
        assertThat(row.locator(".spark")).not().hasAttribute("aria-label", trend);
        assertThat(page.url()).as("the one-time login leaves the address").doesNotContain("login");
        page.getByLabel("Search").fill("Undertow");
        assertThat(page.locator("tbody tr")).hasCount(1);
        assertThat(browser.complaints).isEmpty();
    }

    @Test
    void startsWatchesAndStops() {
        Page page = enter("/start");
        assertThat(page.locator(".checks strong")).containsText(new String[] {
            "Sheet of comments", "Like service", "Comment service", "Starting campaigns", "Consent", "Comparing videos"
        });
        shot(page, "start");
        page.getByLabel("Campaign name").fill("Spring single");
        page.getByLabel("Video", new Page.GetByLabelOptions().setExact(true)).fill("not a video");
        button(page, "Start Automated Ratio Fixer").click();
        assertThat(page.locator("#video_url-error")).containsText("Not a YouTube video");
        shot(page, "start-refused");

        page.getByLabel("Video", new Page.GetByLabelOptions().setExact(true)).fill("https://youtu.be/springsingl");
        page.getByLabel("Like service").selectOption("2324");
        button(page, "Start Automated Ratio Fixer").click();
        assertThat(page.locator(".state")).containsText("Ratio Fixer Active");
        Locator views = page.locator(".tiles div").first().locator("dd").first();
        String before = views.innerText();
        site.engine.tick(Duration.ofHours(5));
        assertThat(views).not().hasText(before);

        button(page, "Stop Ratio Fixer").click();
        page.locator("dialog")
                .getByText("Stop Ratio Fixer", new Locator.GetByTextOptions().setExact(true))
                .click();
        assertThat(page.locator(".state")).containsText("Ratio Fixer stopped");
        assertThat(button(page, "Stop Ratio Fixer")).isHidden();
        assertThat(browser.complaints).allMatch(text -> text.contains("422"));
    }

    @Test
    void showsACampaignAndApprovesItsOrder() {
        Page page = enter("/campaigns/" + first);
        assertThat(page.locator(".order")).hasCount(4);
        assertThat(page.locator(".order.completed")).containsText("+290 likes (180 to 410)");
        assertThat(page.locator(".status-card").first()).containsText("Target likes");
        assertThat(page.locator("figure .chart[aria-label]").first())
                .hasAttribute(
                        "aria-label", java.util.regex.Pattern.compile("Likes over time; now [\\d,]+, expected.*"));
        shot(page, "campaign");

        Locator waiting = page.locator(".order.proposed");
        waiting.getByText("Approve", new Locator.GetByTextOptions().setExact(true))
                .click();
        page.getByLabel("Note (others see it)").fill("Within the spring budget");
        page.locator("dialog")
                .getByText("Approve", new Locator.GetByTextOptions().setExact(true))
                .click();
        assertThat(page.locator(".order.approved")).containsText("allowed by printed address");
        assertThat(site.engine.order("order-4").order().status()).isEqualTo(OrderStatus.APPROVED);
        assertThat(browser.complaints).isEmpty();
    }

    @Test
    void bothChartsOfACampaignFollowIt() {
        Page page = enter("/campaigns/" + first);
        assertThat(page.locator("#connection")).containsText("live");
        Locator likes = page.locator(".chart[aria-label^='Likes over time; now']");
        Locator comments = page.locator(".chart[aria-label^='Comments over time; now']");
        String likesBefore = likes.getAttribute("aria-label");
        String commentsBefore = comments.getAttribute("aria-label");

        site.engine.tick(Duration.ofHours(30));

        assertThat(likes).not().hasAttribute("aria-label", likesBefore);
        assertThat(comments).not().hasAttribute("aria-label", commentsBefore);
    }

    @Test
    void saysThatItLostTheConnectionAndRecovers() {
        Page page = enter("/campaigns/" + first);
        assertThat(page.locator("#connection")).containsText("live");
        int port = site.verticle.port();
        site.undeploy();
        assertThat(page.locator("#banner")).containsText("The engine cannot be reached");
        shot(page, "lost");
        site.engine.tick(Duration.ofHours(9));
        site.reopen(port);
        assertThat(page.locator("#connection")).containsText("live");
        assertThat(page.locator("#banner")).isHidden();
        String expected = String.format(
                java.util.Locale.ROOT, "%,d", site.engine.counters(first).comments());
        assertThat(page.locator(".tiles")).containsText(expected);
    }

    @Test
    void isUsableByEverybody() {
        Page page = enter("/");
        for (String path : List.of("/", "/campaigns/" + first, "/start", "/health", "/keys", "/privacy")) {
            visit(page, path);
            assertNothingSerious(page, path);
        }
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        for (String path : List.of("/campaigns/" + first, "/start")) {
            visit(page, path);
            shot(page, "dark" + path.replaceAll("[^a-z]", "-"));
            assertNothingSerious(page, path + " dark");
        }
        assertThat(browser.complaints).isEmpty();
    }

    @Test
    void fitsAPhone() {
        Page page = enter("/", 390, 844, ColorScheme.LIGHT);
        for (String path : List.of("/", "/campaigns/" + first, "/start", "/health")) {
            visit(page, path);
            shot(page, "phone" + path.replaceAll("[^a-z]", "-"));
            assertNothingWider(page, path);
        }
    }

    @Test
    void showsTheContractWithoutAnythingFromOutside() {
        Page page = browser.page(1280, 900, ColorScheme.LIGHT);
        List<String> elsewhere = new java.util.ArrayList<>();
        page.onRequest(request -> {
            if (!request.url().startsWith(site.address()) && !request.url().startsWith("data:")) {
                elsewhere.add(request.url());
            }
        });
        page.navigate(site.address() + "/api-docs");
        assertThat(page.getByText("Start up to 1,000 campaigns")).isVisible();
        shot(page, "api-docs");
        assertThat(elsewhere).isEmpty();
    }
}
