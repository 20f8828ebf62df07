package dev.ratiofixer.http;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The pages of keys and of the API. */
class KeysAndContractPageIT extends BrowserPages {
    @Test
    void makesAKeyOfAnyNameThatEndsAndTellsItsLastUse() {
        Page page = enter("/keys", 390, 844, ColorScheme.LIGHT);
        page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
        page.getByLabel("Name").fill("Zoë & Łukasz’ telefon (日本)");
        page.getByLabel("Role").selectOption("viewer");
        page.getByLabel("Ends").selectOption("90");
        button(page, "Make a key").click();
        button(page, "Copy").click();
        assertThat(page.getByText("Copied.")).isVisible();
        String key = (String) page.evaluate("navigator.clipboard.readText()");
        assertThat(page.locator(".new-key code")).hasText(key);
        assertThat(page.locator("tbody")).containsText("Zoë & Łukasz’ telefon (日本)");
        assertThat(page.locator("tbody tr").last()).containsText("until ");
        assertThat(page.locator("tbody tr").last()).containsText("never");
        assertNothingWider(page, "keys");
        shot(page, "phone-keys");
        assertThat(site.as(key).get("/api/ratio-fixer/campaigns").status()).isEqualTo(200);
        page.reload();
        assertThat(page.locator("tbody tr").last()).not().containsText("never");
        assertNothingSerious(page, "keys");
        button(page, "Revoke Zoë & Łukasz’ telefon (日本)").click();
        page.locator("dialog button.danger").click();
        assertThat(page.locator("tbody tr").last()).containsText("revoked");
    }

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    void theContractIsReadableByAll(ColorScheme scheme) {
        Page page = enter("/", 1280, 900, scheme);
        page.locator("h1").waitFor();
        page.navigate(site.address() + "/api-docs");
        assertThat(page.locator("#who")).containsText("as printed address (admin)");
        assertThat(page.getByText("Start up to 1,000 campaigns")).isVisible();
        page.locator("#operations-campaigns-startCampaign button.opblock-summary-control")
                .click();
        assertThat(page.locator(".opblock-body").first()).isVisible();
        shot(page, "api-" + scheme.name().toLowerCase(java.util.Locale.ROOT));
        assertNothingSerious(page, "API page " + scheme);
        String ground = (String) page.evaluate("getComputedStyle(document.body).backgroundColor");
        assertThat(ground).isEqualTo(scheme == ColorScheme.DARK ? "rgb(28, 32, 34)" : "rgb(255, 255, 255)");
    }

    @Test
    void tryItOutWorksForWhoIsLoggedIn() {
        Page page = enter("/");
        page.locator("h1").waitFor();
        page.navigate(site.address() + "/api-docs");
        page.locator("#operations-campaigns-stopCampaign button.opblock-summary-control")
                .click();
        page.locator("#operations-campaigns-stopCampaign .try-out__btn").click();
        page.locator("#operations-campaigns-stopCampaign input").first().fill(first);
        Response answer = page.waitForResponse(
                response -> response.url().endsWith("/stop/" + first),
                () -> page.locator("#operations-campaigns-stopCampaign .execute")
                        .click());
        assertThat(answer.status()).isEqualTo(200);
        assertThat(page.locator("#operations-campaigns-stopCampaign .live-responses-table"))
                .containsText("stopped");
    }
}
