package dev.ratiofixer.http;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import dev.ratiofixer.campaign.CampaignSnapshot;
import dev.ratiofixer.campaign.CampaignSnapshot.CampaignStatus;
import dev.ratiofixer.fixtures.ListedCampaigns;
import dev.ratiofixer.fixtures.ListedCampaigns.ListedRow;
import dev.ratiofixer.fixtures.PostgresExtension;
import dev.ratiofixer.store.campaign.PgCampaignQueries;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Campaigns of the list that are chosen, and paused, resumed or stopped together. */
class SteeringManyPageIT extends BrowserPages {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private static List<ListedRow> rows;

    @BeforeAll
    static void fill() {
        rows = ListedCampaigns.rows(120, FakeEngine.START);
        ListedCampaigns.write(rows, POSTGRES.vertx(), POSTGRES.database());
    }

    @BeforeEach
    void list() {
        site.engine.campaigns.clear();
        rows.forEach(row -> site.engine.campaigns.put(row.id(), row.view()));
        site.engine.listing(new PgCampaignQueries(POSTGRES.database()));
    }

    private static Locator box(Page page, String campaign) {
        return page.getByLabel("Choose " + campaign, new Page.GetByLabelOptions().setExact(true));
    }

    private Page listed(String address) {
        Page page = enter(address);
        assertThat(page.locator("tbody tr:not(.skeleton)").first()).isVisible();
        return page;
    }

    private CampaignSnapshot now(String name) {
        return site.engine.campaigns.values().stream()
                .filter(view -> view.campaign().terms().campaignName().equals(name))
                .findFirst()
                .orElseThrow()
                .snapshot();
    }

    private static Locator act(Page page, String name) {
        return page.locator(".chosen").getByText(name, new Locator.GetByTextOptions().setExact(true));
    }

    @Test
    void pausesAndResumesThoseThatAreChosenWithAReasonAndLeavesTheOthers() {
        Page page = listed("/?status=all&sort=started&q=Campaign 1");
        box(page, "Campaign 10").click();
        // 16 is paused by anna, 19 has failed.
        for (String name : List.of("Campaign 11", "Campaign 16", "Campaign 19")) {
            box(page, name).click();
        }
        assertThat(page.locator(".chosen")).containsText("4 chosen");
        act(page, "Pause").click();
        assertThat(page.locator("dialog h2")).hasText("Pause 2 campaigns?");
        assertThat(page.locator("dialog")).containsText("daily budgets that were raised go back");
        assertThat(page.locator("dialog")).containsText("Campaign 16 is paused already; Campaign 19 has ended");
        assertNothingSerious(page, "the question");
        page.getByLabel("Why (others see it)").fill("The release moves");
        shot(page, "many-question");
        button(page, "Pause 2 campaigns").click();
        assertThat(page.locator("dialog h2")).hasText("Paused: 2 of 2");
        assertThat(page.locator("dialog tbody tr")).hasCount(2);
        assertNothingSerious(page, "the result");
        button(page, "Close").click();

        for (String name : List.of("Campaign 10", "Campaign 11")) {
            assertThat(Objects.requireNonNull(now(name).pausedBy()).reason()).isEqualTo("The release moves");
        }
        assertThat(Objects.requireNonNull(now("Campaign 16").pausedBy()).by()).isEqualTo("anna");
        assertThat(now("Campaign 19").status()).isEqualTo(CampaignStatus.FAILED);
        assertThat(box(page, "Campaign 10").locator("xpath=ancestor::tr"))
                .containsText("Paused by printed address: The release moves");
        assertThat(box(page, "Campaign 10")).not().isChecked();
        assertThat(box(page, "Campaign 16")).isChecked();

        act(page, "Resume").click();
        assertThat(page.locator("dialog")).containsText("Campaign 19 has ended");
        button(page, "Resume 1 campaign").click();
        assertThat(page.locator("dialog h2")).hasText("Resumed: 1 of 1");
        button(page, "Close").click();
        assertThat(now("Campaign 16").pausedBy()).isNull();
        act(page, "Choose none").click();
        assertThat(page.locator(".chosen")).isHidden();
        assertThat(browser.complaints).isEmpty();
    }

    @Test
    void stopsEveryOneOfTheFilterAlsoThoseThatAreNotShown() {
        Page page = listed("/?tag=spring");
        long live = rows.stream()
                .filter(row -> row.terms().labels().tags().contains("spring"))
                .filter(row -> row.view().snapshot().status().isLive())
                .count();
        assertThat(live).isLessThan(50);
        page.navigate(site.address() + "/");
        assertThat(page.locator("tbody tr:not(.skeleton)")).hasCount(50);
        long all = rows.stream()
                .filter(row -> row.view().snapshot().status().isLive())
                .count();
        page.getByLabel("Choose all that are shown").check();
        assertThat(page.locator(".chosen")).containsText("50 chosen");
        act(page, "Choose all " + all).click();
        assertThat(page.locator(".chosen")).containsText(all + " chosen");
        act(page, "Stop").click();
        assertThat(page.locator("dialog")).containsText("cannot be resumed, only started anew");
        page.getByLabel("Why (others see it)").fill("The label's year ends");
        button(page, "Stop " + all + " campaigns").click();
        assertThat(page.locator("dialog h2")).hasText("Stopped: " + all + " of " + all);
        assertThat(site.engine.campaigns.values())
                .noneMatch(view -> view.snapshot().status().isLive());
        assertThat(site.audited)
                .anyMatch(entry ->
                        entry.action().equals("stopCampaigns") && "The label's year ends".equals(entry.reason()));
    }

    @Test
    void tellsOfEachThatCouldNotBeDoneAndKeepsItChosen() {
        Page page = listed("/?q=Campaign 2&sort=started");
        for (String name : List.of("Campaign 20", "Campaign 21", "Campaign 22")) {
            box(page, name).click();
        }
        site.engine.campaigns.remove("campaign-21");
        act(page, "Pause").click();
        button(page, "Pause 3 campaigns").click();
        assertThat(page.locator("dialog h2")).hasText("Paused: 2 of 3");
        // What went wrong stands first.
        assertThat(page.locator("dialog tbody tr").first()).containsText("Campaign 21");
        assertThat(page.locator("dialog tbody tr").first()).containsText("there is no campaign");
        site.engine.campaigns.put("campaign-21", rows.get(21).view());
        button(page, "Try it again").click();
        assertThat(page.locator("dialog h2")).hasText("Paused: 3 of 3");
        button(page, "Close").click();
        assertThat(page.locator(".chosen")).isHidden();
    }

    @Test
    void saysHowFarItIsAndTheRestCanBeLeft() {
        Page page = listed("/?sort=started");
        List<Route> held = new ArrayList<>();
        page.route(Pattern.compile(".*/pause/.*"), held::add);
        page.getByLabel("Choose all that are shown").check();
        act(page, "Pause").click();
        String asked = page.locator("dialog h2").innerText().replaceAll("\\D", "");
        page.locator("dialog button.primary").click();
        page.waitForCondition(() -> held.size() == 4);
        assertThat(page.locator("dialog [role=status]")).hasText("Pausing: 0 of " + asked);
        held.removeFirst().resume();
        assertThat(page.locator("dialog [role=status]")).hasText("Pausing: 1 of " + asked);
        page.keyboard().press("Escape");
        page.waitForCondition(() -> held.size() == 4);
        List.copyOf(held).forEach(Route::resume);
        assertThat(page.locator("dialog h2")).hasText("Paused: 5 of " + asked);
        assertThat(page.locator("dialog tbody")).containsText("Left as it was");
        assertThat(site.engine.campaigns.values())
                .filteredOn(view -> view.snapshot().pausedBy() != null
                        && !view.snapshot().pausedBy().by().equals("anna"))
                .hasSize(5);
    }

    @Test
    void isUsedByKeysAlone() {
        Page page = listed("/?sort=started&q=Campaign 4");
        page.locator("#every").focus();
        page.keyboard().press("Tab");
        while (!(Boolean) page.evaluate("document.activeElement.matches('.pick input')")) {
            page.keyboard().press("Tab");
        }
        List<String> names = page.locator("tbody th a").allInnerTexts();
        page.keyboard().press("ArrowDown");
        page.keyboard().press("Space");
        page.keyboard().press("ArrowDown");
        page.keyboard().press("ArrowDown");
        page.keyboard().press("Shift+Space");
        assertThat(page.locator(".chosen")).containsText("3 chosen");
        page.keyboard().press("Enter");
        assertThat(act(page, "Pause")).isFocused();
        page.keyboard().press("Escape");
        assertThat(box(page, names.get(3))).isFocused();
        page.keyboard().press("Enter");
        page.keyboard().press("Enter");
        assertThat(page.getByLabel("Why (others see it)")).isFocused();
        page.keyboard().type("By keys");
        page.keyboard().press("Tab");
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");
        assertThat(page.locator("dialog h2")).containsText("Paused: ");
        assertThat(button(page, "Close")).isFocused();
        page.keyboard().press("Enter");
        assertThat(page.locator("dialog")).hasCount(0);
        assertThat(Objects.requireNonNull(now(names.get(1)).pausedBy()).reason())
                .isEqualTo("By keys");
        Object inPage = page.evaluate("document.activeElement !== document.body");
        assertThat(inPage).as("the focus is not lost").isEqualTo(true);
    }

    @Test
    void isUsedOnAPhoneAndInTheDark() {
        Page page = enter("/?q=Campaign 5", 390, 844, ColorScheme.DARK);
        assertThat(page.locator("tbody tr:not(.skeleton)").first()).isVisible();
        box(page, "Campaign 5").click();
        assertThat(act(page, "Stop")).isVisible();
        assertNothingWider(page, "chosen on a phone");
        assertNothingSerious(page, "chosen on a phone");
        act(page, "Stop").click();
        assertNothingSerious(page, "the question on a phone");
        shot(page, "many-phone");
    }

    @Test
    void whoMayNotSteerChoosesNothing() {
        Page page = browser.page(1360, 900, ColorScheme.LIGHT);
        page.navigate(site.address() + "/");
        page.locator("#key").fill(Site.VIEWER);
        button(page, "Log in").click();
        assertThat(page.locator("tbody tr:not(.skeleton)").first()).isVisible();
        assertThat(page.locator("input[type=checkbox]")).hasCount(0);
    }
}
