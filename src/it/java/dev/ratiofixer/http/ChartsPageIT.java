package dev.ratiofixer.http;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import dev.ratiofixer.campaign.Campaign;
import dev.ratiofixer.campaign.CampaignView;
import dev.ratiofixer.smm.api.OrderMode;
import dev.ratiofixer.video.VideoId;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The charts of a campaign: one window and one cursor in all of them, and what is not there yet is said. */
class ChartsPageIT extends BrowserPages {
    private Page charts() {
        Page page = enter("/campaigns/" + first);
        assertThat(page.locator(".chart canvas")).hasCount(4);
        assertThat(page.locator("#connection")).containsText("live");
        return page;
    }

    private static void zoom(Page page) {
        page.locator(".chart").first().scrollIntoViewIfNeeded();
        BoundingBox box = page.locator(".u-over").first().boundingBox();
        page.mouse().move(box.x + box.width * 0.3, box.y + box.height / 2);
        page.mouse().down();
        page.mouse().move(box.x + box.width * 0.6, box.y + box.height / 2);
        page.mouse().up();
        assertThat(button(page, "Show the whole range")).isVisible();
    }

    @Test
    void aZoomStaysWhenReadingsComeAndIsOneForAllCharts() {
        Page page = charts();
        Locator marks = page.locator("figure").nth(0).locator(".chart-mark");
        assertThat(marks).hasCount(3);
        zoom(page);
        // The mark of the order of the eighth hour is out of sight, in every chart.
        for (int i = 0; i < 4; i++) {
            assertThat(page.locator("figure").nth(i).locator(".chart-mark")).hasCount(1);
        }
        String before = page.locator(".chart").first().getAttribute("aria-label");
        site.engine.tick(Duration.ofHours(5));
        assertThat(page.locator(".chart").first()).not().hasAttribute("aria-label", before);
        assertThat(marks).hasCount(1);
        button(page, "Show the whole range").click();
        assertThat(marks).hasCount(3);
    }

    @Test
    void rangesAreChosenByKeysToo() {
        Page page = charts();
        page.locator("input[name=range][value=All]").focus();
        page.keyboard().press("ArrowLeft");
        assertThat(page.locator("input[value='30 d']")).isChecked();
        page.keyboard().press("ArrowLeft");
        page.keyboard().press("ArrowLeft");
        assertThat(page.locator("input[value='24 h']")).isChecked();
        assertThat(page.locator("figure").nth(0).locator(".chart-mark")).hasCount(1);
    }

    @Test
    void oneCursorIsInAllChartsAlsoByKeys() {
        Page page = charts();
        String likes = page.locator("figure .reading").nth(0).innerText();
        String comments = page.locator("figure .reading").nth(1).innerText();
        page.locator(".chart").nth(0).focus();
        page.keyboard().press("ArrowLeft");
        page.keyboard().press("ArrowLeft");
        assertThat(page.locator("figure .reading").nth(0)).not().hasText(likes);
        assertThat(page.locator("figure .reading").nth(1)).not().hasText(comments);
        assertThat(page.locator("figure .reading").nth(2)).containsText("%");
        assertThat(page.locator("figure .reading").nth(3)).containsText("$24.00 in orders so far");
    }

    @Test
    void aMarkLeadsToItsOrder() {
        Page page = charts();
        page.locator("figure")
                .nth(0)
                .locator(".chart-mark", new Locator.LocatorOptions().setHasText("B"))
                .focus();
        page.keyboard().press("Enter");
        assertThat(page.locator("#order-order-1")).isFocused();
        assertThat(page.locator("#order-order-1 details")).hasAttribute("open", "");
    }

    @Test
    void timesAreInOneClockAndCanBeInUtc() {
        browser.zone = "Asia/Tokyo";
        Page page;
        try {
            page = charts();
        } finally {
            browser.zone = "UTC";
        }
        assertThat(page.locator(".zone-name")).containsText("Asia/Tokyo (GMT+9)");
        assertThat(page.locator("figure .reading").first()).containsText(Pattern.compile("23 Nov 2026, 09:00"));
        button(page, "Show in UTC").click();
        assertThat(page.locator(".zone-name")).containsText("Times in UTC");
        assertThat(page.locator("figure .reading").first()).containsText("23 Nov 2026, 00:00");
        assertThat(page.locator("body")).not().containsText(Pattern.compile("\\d [AP]M|\\d [ap]m"));
        page.reload();
        assertThat(page.locator("figure .reading").first()).containsText("23 Nov 2026, 00:00");
    }

    @Test
    void firstReadingsAreWaitedForInWords() {
        Campaign young = new Campaign(
                "young",
                1,
                HttpFixtures.facts(new VideoId("youngyoung0"), "Young"),
                HttpFixtures.terms("Young launch", OrderMode.PROPOSE),
                site.engine.now());
        CampaignView view = HttpFixtures.fresh(young, site.engine.now());
        site.engine.change("started", view);
        site.engine.readings = 1;
        Page page = enter("/campaigns/young");
        assertThat(page.locator(".collecting").first())
                .containsText(Pattern.compile("Collecting, first line in \\d+ s"));
        shot(page, "first-reading");
        site.engine.readings = 0;
        page.reload();
        assertThat(page.locator(".collecting").first()).containsText("The first reading is on its way");
        site.engine.readings = 50;
        site.engine.tick(Duration.ofSeconds(36));
        page.reload();
        assertThat(page.locator(".chart canvas")).hasCount(4);
        assertThat(page.locator(".collecting").first()).isHidden();
    }

    @Test
    void theNumbersOfAnAxisAreWholeAndDiffer() {
        Page page = charts();
        Object told = page.evaluate("""
                import('/assets/charts.js').then(({whole, WHOLE}) => [WHOLE.every(Number.isInteger), whole([0, 1, 2], 1).join(),
                  whole([12340, 12350, 12360], 10).join(), whole([0, 500, 1000, 1500], 500).join(), whole([2e6, 4e6], 2e6).join()].join('|'))""");
        assertThat(told).isEqualTo("true|0,1,2|12,340,12,350,12,360|0,500,1K,1.5K|2M,4M");
    }
}
