package dev.ratiofixer.http;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.ratiofixer.settings.ComplianceSettings;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sharing a report, the audit page and downloads, in a browser. */
class ReportPagesIT extends BrowserPages {
    @Test
    void aReportIsSharedAndReadWithoutALogInAndTheLinkIsEnded() {
        Page page = enter("/campaigns/" + first);
        button(page, "Share by a link").click();
        String link = page.getByLabel("Link to the report").inputValue();

        Page client = browser.page(390, 844, ColorScheme.DARK);
        client.navigate(link);

        assertThat(client.locator("h1")).hasText("Harbour Lights launch");
        assertThat(client.locator("main")).containsText("+290 likes (between +180 and +410)");
        assertThat(client.locator("script")).hasCount(0);
        assertThat(client.locator("svg.chart")).hasCount(2);
        assertNothingWider(client, "report");
        shot(client, "report-phone");
        assertNothingSerious(client, "report");
        client.setViewportSize(860, 1100);
        client.emulateMedia(new Page.EmulateMediaOptions().setMedia(com.microsoft.playwright.options.Media.PRINT));
        shot(client, "report");

        button(page, "End").click();
        button(page, "End the link").click();
        assertThat(page.getByLabel("Link to the report")).hasCount(0);
        client.navigate(link);
        assertThat(client.locator("h1")).hasText("This link has ended");
    }

    @Test
    void theAuditTellsWhoDidWhatAndWhy() {
        site.as(Site.ADMIN)
                .post(
                        "/api/ratio-fixer/orders/order-4/reject",
                        new JsonObject().put("note", "The client asked us to wait"));
        Page page = enter("/audit");

        assertThat(page.locator("tbody tr").first()).containsText("The client asked us to wait");
        assertThat(page.locator("tbody tr").first()).containsText("rejected an order");
        assertThat(page.locator("tbody tr").last()).containsText("limits.per_day");
        shot(page, "audit");
        assertNothingSerious(page, "audit");
        page.getByLabel("What").selectOption("configurationChanged");
        assertThat(page.locator("tbody tr")).hasCount(1);
        assertThat(page.url()).contains("action=configurationChanged");
        assertThat(browser.complaints).isEmpty();
    }

    @Test
    void theListIsDownloadedAsItIsFiltered() throws Exception {
        Page page = enter("/");
        page.locator("tbody tr").first().waitFor();
        page.getByLabel("Search").fill("Undertow");
        assertThat(page.locator("tbody tr")).hasCount(1);

        Download download =
                page.waitForDownload(() -> page.getByText("Download CSV").click());

        assertThat(download.suggestedFilename()).startsWith("campaigns-").endsWith(".csv");
        assertThat(Files.readString(download.path()).lines().toList())
                .hasSize(2)
                .last()
                .asString()
                .contains("Undertow");
    }

    @Test
    void thePrivacyPageSaysTheTruthOfTheConfigurationWithoutALogIn() {
        Page page = browser.page(1360, 900, ColorScheme.LIGHT);
        page.navigate(site.address() + "/privacy");
        assertThat(page.locator("article")).containsText("deleted after 30 days");
        assertThat(page.locator("article")).containsText("by e-mail, a Slack channel");
        assertThat(page.locator("article")).not().containsText("tracing system");

        site.engine.privacy = new PrivacyFacts(
                ComplianceSettings.DerivedMetrics.DECLINED, 7, "Okta", List.of(), List.of(), true, false);
        page.reload();

        assertThat(page.locator("article")).containsText("deleted after 7 days");
        assertThat(page.locator("article")).containsText("it compares nothing and orders nothing");
        assertThat(page.locator("article")).containsText("Okta, where people sign in");
        assertThat(page.locator("article")).containsText("tracing system");
        assertThat(page.locator("article")).not().containsText("Slack");
    }
}
