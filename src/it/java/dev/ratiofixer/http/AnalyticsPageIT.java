package dev.ratiofixer.http;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.ratiofixer.analytics.VideoAnalytics;
import dev.ratiofixer.analytics.VideoAnalytics.SourceDay;
import dev.ratiofixer.analytics.VideoAnalytics.VideoDay;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the campaign page shows of the owner's analytics. */
class AnalyticsPageIT extends BrowserPages {
    private static final LocalDate FIRST = LocalDate.parse("2026-11-01");

    /** Days of a video, of which one is not known. */
    static VideoAnalytics twoWeeks() {
        List<VideoDay> days = new ArrayList<>();
        List<SourceDay> sources = new ArrayList<>();
        for (int i = 0; i < 14; i++) {
            LocalDate day = FIRST.plusDays(i);
            // A day that YouTube has nothing of.
            if (i != 5) {
                days.add(new VideoDay(day, 900L - 30L * i, 1400L - 40L * i, 30L - i, 2L, 4L, 3L, 1L, 48.5));
                sources.add(new SourceDay(day, "ADVERTISING", 200L, 150L));
                sources.add(new SourceDay(day, "YT_SEARCH", 700L - 30L * i, 1250L - 40L * i));
            }
        }
        return new VideoAnalytics(days, sources, FakeEngine.START.minus(Duration.ofHours(3)), FIRST.plusDays(13));
    }

    @Test
    void draws_views_by_source_and_the_like_rate_and_says_how_old_they_are() {
        Page page = enter("/campaigns/" + first);
        assertThat(page.locator(".tiles")).containsText("Views");
        assertThat(page.locator(".analytics")).isHidden();

        site.engine.analytics = twoWeeks();
        page.reload();

        assertThat(page.locator(".analytics [role=status]")).containsText("through 14 Nov 2026");
        assertThat(page.locator(".analytics [role=status]")).containsText("Read ");
        assertThat(page.locator(".analytics .chart").first())
                .hasAttribute(
                        "aria-label",
                        Pattern.compile(
                                "Engaged views by source by day; on 14 Nov 2026 by themselves 310, through ads 200"));
        assertThat(page.locator(".analytics canvas")).hasCount(2);
        page.locator(".analytics summary").last().click();
        assertThat(page.locator(".analytics table").last().locator("tbody tr")).hasCount(13);
        assertThat(page.locator(".analytics")).containsText("Subscribers gained");
        shot(page, "analytics");
        assertThat(browser.complaints).isEmpty();
    }
}
