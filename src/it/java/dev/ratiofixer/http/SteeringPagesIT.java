package dev.ratiofixer.http;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import dev.ratiofixer.campaign.CampaignView;
import dev.ratiofixer.campaign.query.ClientDirectory.Client;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Steering in the dashboard, in a real browser. */
class SteeringPagesIT extends BrowserPages {
    private CampaignView campaign() {
        return Objects.requireNonNull(site.engine.campaigns.get(first));
    }

    @Test
    void pausesAndSaysWhosePauseItIs() {
        Page page = enter("/campaigns/" + first);
        button(page, "Pause").click();
        page.getByLabel("Why (others see it)").fill("The release moves");
        button(page, "Pause campaign").click();

        assertThat(page.locator(".paused-by")).containsText("Paused by printed address");
        assertThat(page.locator(".paused-by")).containsText("The release moves");
        assertThat(Objects.requireNonNull(campaign().snapshot().pausedBy()).by())
                .isEqualTo("printed address");

        button(page, "Resume").click();
        assertThat(button(page, "Pause")).isVisible();
        assertThat(campaign().snapshot().pausedBy()).isNull();
        assertThat(browser.complaints).isEmpty();
    }

    @Test
    void editsWhatWasChangedAndShowsWhatIsRefused() {
        site.engine.clients.put(new Client("acme", "Acme Records", null, site.engine.now(), "test"));
        Page page = enter("/campaigns/" + first);
        button(page, "Edit").click();
        page.getByLabel("Spend at most").fill("nonsense");
        button(page, "Save").click();
        assertThat(page.locator("#steer-max_spend-error")).containsText("Give a number such as 20.00");

        page.getByLabel("Spend at most").fill("250.00");
        page.getByLabel("Client").selectOption("acme");
        page.getByLabel("Tags, separated by commas").fill("spring, single");
        button(page, "Save").click();

        assertThat(page.locator("dialog")).hasCount(0);
        assertThat(campaign().campaign().terms().labels().client()).isEqualTo("acme");
        assertThat(campaign().campaign().terms().labels().tags()).containsExactly("spring", "single");
        assertThat(Objects.requireNonNull(campaign().campaign().terms().limits())
                        .maxSpend()
                        .amount())
                .isEqualTo("250.00");
    }

    @Test
    void aFileIsShownBeforeAnythingIsStarted() {
        Page page = enter("/start/file");
        int before = site.engine.writes.get();
        String file = "campaign_name,video_id,mode\nOne,dQw4w9WgXcQ,observe\nTwo,nonsense,observe\n";
        page.getByLabel("File")
                .setInputFiles(new FilePayload("campaigns.csv", "text/csv", file.getBytes(StandardCharsets.UTF_8)));
        button(page, "Check the file").click();

        assertThat(page.locator(".found")).containsText("1 would start, 1 refused");
        assertThat(page.locator(".found tbody tr").nth(1)).containsText("video_id: not a YouTube video");
        assertThat(site.engine.writes).hasValue(before);

        button(page, "Start 1 of 2").click();
        assertThat(page.locator(".found")).containsText("1 started, 1 refused");
        assertThat(site.engine.writes).hasValue(before + 1);
        assertThat(browser.complaints).isEmpty();
    }
}
