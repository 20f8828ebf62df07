package dev.ratiofixer.http;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.ratiofixer.campaign.CampaignTerms;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * The form that starts a campaign: it loses nothing, names every fault at once and in words, and never guesses money.
 */
class FormPageIT extends BrowserPages {
    private static void start(Page page) {
        button(page, "Start Automated Ratio Fixer").click();
    }

    private CampaignTerms started() {
        return site.engine.campaigns.values().stream()
                .map(view -> view.campaign().terms())
                .filter(terms -> terms.campaignName().equals("Spring single"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void keepsWhatWasTypedOverReloadBackAndLogOut() {
        Page page = enter("/start");
        page.locator("#campaign_name").fill("Spring single");
        page.locator("#max_spend").fill("12,5");
        page.locator("#mode").selectOption("observe");
        page.reload();
        assertThat(page.locator("#campaign_name")).hasValue("Spring single");
        assertThat(page.locator("#max_spend")).hasValue("12,5");
        assertThat(page.locator("#mode")).hasValue("observe");
        page.locator("nav a[href='/health']").click();
        assertThat(page.locator("h1")).hasText("Health and quota");
        page.goBack();
        assertThat(page.locator("#campaign_name")).hasValue("Spring single");
        button(page, "Log out").click();
        page.locator("#key").fill(Site.ADMIN);
        button(page, "Log in").click();
        // Somebody else: what another person typed is not theirs to see.
        assertThat(page.locator("#campaign_name")).hasValue("");
        button(page, "Log out").click();
        page.locator("#key").waitFor();
        page.navigate(
                site.address() + "/start?again#login=" + site.access.sessions().oneTimeLogin(Duration.ofHours(1)));
        assertThat(page.locator("#campaign_name")).hasValue("Spring single");
    }

    @Test
    void asksToLogInAgainOverThePageAndGoesOn() {
        Page page = enter("/start");
        page.locator("#campaign_name").fill("Spring single");
        page.locator("#video_url").fill("https://studio.youtube.com/video/springsingl/edit");
        site.access.sessions().refresh();
        page.context().clearCookies();
        start(page);
        assertThat(page.locator("dialog.again")).containsText("Your session has ended");
        shot(page, "log-in-again");
        assertThat(page.locator("#campaign_name")).hasValue("Spring single");
        page.locator("#key-again").fill("wrong");
        page.locator("dialog.again button.primary").click();
        assertThat(page.locator("dialog.again .error")).isVisible();
    }

    @Test
    void namesAllFaultsAtOnceInWordsAndOpensThePartWithOne() {
        Page page = enter("/start");
        page.locator("#video_url").fill("nonsense");
        page.locator("#max_spend").fill("1,234");
        page.locator("details summary").click();
        page.locator("#complete_when\\\\.healthy_for".replace("\\\\", "\\")).fill("often");
        page.locator("details summary").click();
        start(page);
        for (String fault : List.of(
                "Campaign name: Give it a name.",
                "Video: not a YouTube video",
                "Spend at most: 1,234 can be read as 1234 or as 1.234: write 1234.00 or 1.2340.",
                "A day at most: Say also how much a day.",
                "Complete when healthy for, in days: Give a number of days")) {
            assertThat(page.locator("form .error")).containsText(fault);
        }
        assertThat(page.locator("form details")).hasAttribute("open", "");
        assertThat(page.locator("#campaign_name")).isFocused();
        assertThat(page.locator("#video_url")).hasAttribute("aria-invalid", "true");
        String told = page.locator("form .error").innerText();
        assertThat(told).doesNotContain("max_spend", "campaign_name", "ISO", "P3D");
        assertNothingSerious(page, "a form with faults");
        shot(page, "form-faults");
    }

    @Test
    void aConsentAllowsTrialsOnlyWhereItSaysSo() {
        Page page = enter("/start");
        page.locator("#campaign_name").fill("Spring single");
        page.locator("#video_url").fill("https://studio.youtube.com/video/springsingl/edit");
        page.locator("#max_spend").fill("50");
        page.locator("#daily_spend").fill("5");
        page.locator("#mode").selectOption("auto");
        page.locator("[id='consent.granted_by']").fill("Anna of the label");
        page.locator("[id='consent.expires_at']").fill("2099-01-31");
        assertThat(page.locator("[id='consent.trials']")).hasValue("false");
        page.locator("[id='consent.trials']").selectOption("true");
        start(page);
        assertThat(page.locator(".state")).containsText("Ratio Fixer Active");
        assertThat(Objects.requireNonNull(started().consent()).trials()).isTrue();
    }

    @Test
    void takesDaysCommasAndStudiosAddress() {
        Page page = enter("/start");
        page.locator("#campaign_name").fill("Spring single");
        page.locator("#video_url").fill("https://studio.youtube.com/video/springsingl/edit");
        page.locator("#max_spend").fill("1.234,50");
        page.locator("#daily_spend").fill("5,00");
        page.locator("details summary").click();
        page.locator("[id='complete_when.healthy_for']").fill("2,5");
        start(page);
        assertThat(page.locator(".state")).containsText("Ratio Fixer Active");
        var limits = Objects.requireNonNull(started().limits());
        assertThat(limits.maxSpend().micros()).isEqualTo(1_234_500_000);
        assertThat(limits.dailySpend().micros()).isEqualTo(5_000_000);
        assertThat(started().completeWhen().healthyFor()).isEqualTo(Duration.ofHours(60));
        page.goBack();
        assertThat(page.locator("#campaign_name")).hasValue("");
    }

    @Test
    void readsAmountsAsPeopleWriteThemAndNeverGuesses() {
        Page page = enter("/start");
        page.locator("h1").waitFor();
        Object read = page.evaluate("""
                import('/assets/amount.js').then(({readAmount}) => ['5,00', '5.00', '5', '0.5', ' 1 234,50 ', '1,234.50', '1.234,50',
                  '1,234,567', "1'234.5", '007,10', '1,234', '1.234', '0,500', '-5', '5 USD', '1,2,3', '1.2345678', '12,34.5', '1,234,5', '', '1e3']
                  .map((text) => readAmount(text)).map(({value, error}) => error ? 'refused' : value ?? 'nothing').join('|'))""");
        assertThat(read)
                .isEqualTo("5.00|5.00|5|0.5|1234.50|1234.50|1234.50|1234567|1234.5|7.10|refused|refused|refused|refused"
                        + "|refused|refused|refused|refused|refused|nothing|refused");
        assertThat(site.as(Site.OPERATOR)
                        .post("/api/ratio-fixer/start", StartIT.body().put("max_spend", "5,00"))
                        .status())
                .as("the API takes a point alone")
                .isIn(400, 422);
    }
}
