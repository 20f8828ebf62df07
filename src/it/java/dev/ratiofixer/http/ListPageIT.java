package dev.ratiofixer.http;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.ratiofixer.campaign.CampaignSnapshot.Attention;
import dev.ratiofixer.fixtures.ListedCampaigns;
import dev.ratiofixer.fixtures.ListedCampaigns.ListedRow;
import dev.ratiofixer.fixtures.PostgresExtension;
import dev.ratiofixer.store.campaign.PgCampaignQueries;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The list of 300 campaigns in every state, out of PostgreSQL. */
class ListPageIT extends BrowserPages {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private static List<ListedRow> rows;

    @BeforeAll
    static void fill() {
        rows = ListedCampaigns.rows(300, FakeEngine.START);
        ListedCampaigns.write(rows, POSTGRES.vertx(), POSTGRES.database());
    }

    @BeforeEach
    void list() {
        rows.forEach(row -> site.engine.campaigns.put(row.id(), row.view()));
        site.engine.listing(new PgCampaignQueries(POSTGRES.database()));
    }

    private static Locator campaigns(Page page) {
        return page.locator("tbody tr:not(.skeleton)");
    }

    private static String names(Page page) {
        return String.join(",", page.locator("tbody th a").allInnerTexts());
    }

    private static Pattern address(String query) {
        return Pattern.compile(".*/" + query.replace("?", "\\?") + "$");
    }

    @Test
    void totalsAreOfTheWholeFilterAndByCurrency() {
        Page page = enter("/?status=all");
        assertThat(campaigns(page)).hasCount(50);
        assertThat(page.locator(".tiles div").first().locator("dd")).hasText("300");
        for (String currency : List.of("USD", "EUR", "JPY")) {
            long spent = rows.stream()
                    .filter(row -> row.currency().equals(currency))
                    .mapToLong(ListedRow::spent)
                    .sum();
            NumberFormat format = NumberFormat.getCurrencyInstance(Locale.ENGLISH);
            format.setCurrency(Currency.getInstance(currency));
            format.setMaximumFractionDigits(Currency.getInstance(currency).getDefaultFractionDigits());
            format.setMinimumFractionDigits(Currency.getInstance(currency).getDefaultFractionDigits());
            String amount =
                    format.format(new BigDecimal(spent).movePointLeft(6)).replaceAll("[^\\d.,]", "");
            assertThat(page.locator(".amounts")).containsText(amount);
        }
        shot(page, "list");
        page.getByLabel("Search").fill("Campaign 29");
        // 29 and 290 to 299.
        assertThat(page.locator(".tiles div").first().locator("dd")).hasText("11");
        assertThat(browser.complaints).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "100%, 100% Spring_1",
        "%, 100% Spring_1",
        "\\, Back\\slash 2",
        "ack\\sl, Back\\slash 2",
        "many0000-17, Campaign 17",
        "https://youtu.be/many0000-17, Campaign 17",
        "https://studio.youtube.com/video/many0000-17/edit, Campaign 17",
        "campaign-17, Campaign 17",
    })
    void findsAlsoBySignsIdsAndAddresses(String text, String name) {
        Page page = enter("/?status=all");
        assertThat(campaigns(page)).hasCount(50);
        page.getByLabel("Search").fill(text);
        assertThat(campaigns(page)).hasCount(1);
        assertThat(page.locator("tbody th a")).hasText(name);
        page.reload();
        assertThat(campaigns(page)).hasCount(1);
        assertThat(page.getByLabel("Search")).hasValue(text);
    }

    @Test
    void whatIsChosenStandsInTheAddressAndComesBack() {
        Page page = enter("/");
        assertThat(campaigns(page)).hasCount(50);
        page.getByLabel("Status").selectOption("all");
        page.getByLabel("Attention").selectOption("needs_you");
        page.getByLabel("Mode").selectOption("propose");
        page.getByLabel("Service").selectOption("2324");
        page.getByLabel("Started since").fill("2026-11-01");
        page.getByLabel("Order").selectOption("-views");
        String chosen = "?status=all&mode=propose&service=2324&problem=needs_you&since=2026-11-01&sort=-views";
        assertThat(page).hasURL(address(chosen));
        assertThat(page.locator(".owner, #owner option").nth(1))
                .hasText(Pattern.compile("label-\\d@example.org \\(\\d+\\)"));
        assertThat(page.locator("tbody th a").first()).hasText("Campaign 274");
        String before = names(page);
        page.locator("tbody th a").first().click();
        assertThat(page.locator(".state")).isVisible();
        page.locator(".crumb a").click();
        assertThat(page).hasURL(address(chosen));
        assertThat(page.getByLabel("Attention")).hasValue("needs_you");
        assertThat(campaigns(page).first()).isVisible();
        assertThat(names(page)).isEqualTo(before);
        page.reload();
        assertThat(page.getByLabel("Order")).hasValue("-views");
        assertThat(page.getByLabel("Service")).hasValue("2324");
        assertThat(campaigns(page).first()).isVisible();
        assertThat(names(page)).isEqualTo(before);
        button(page, "Clear").click();
        assertThat(page).hasURL(Pattern.compile(".*:\\d+/$"));
    }

    @Test
    void ofOneOwner() {
        Page page = enter("/?status=all");
        assertThat(campaigns(page)).hasCount(50);
        page.getByLabel("Owner").selectOption(ListedCampaigns.channel(1));
        assertThat(page.locator(".tiles div").first().locator("dd")).hasText("100");
        assertThat(page).hasURL(address("?status=all&owner=" + ListedCampaigns.channel(1)));
    }

    @Test
    void sortsByItsHeadersBothWaysAndByKeys() {
        Page page = enter("/?status=all");
        assertThat(campaigns(page)).hasCount(50);
        Locator views = page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Views").setExact(true));
        views.focus();
        page.keyboard().press("Enter");
        assertThat(page.locator("th[aria-sort=descending]")).containsText("Views");
        assertThat(page.locator("tbody th a").first()).hasText("Campaign 299");
        assertThat(page.locator("th button:focus")).containsText("Views");
        page.keyboard().press("Enter");
        assertThat(page.locator("th[aria-sort=ascending]")).containsText("Views");
        assertThat(page).hasURL(address("?status=all&sort=views"));
        button(page, "Show more").click();
        assertThat(campaigns(page)).hasCount(100);
        assertThat(page.getByText("100 of 300 shown")).isVisible();
    }

    @ParameterizedTest
    @EnumSource(Attention.class)
    void fourThingsThatAreAskedOfPeopleAreFourLooks(Attention attention) {
        String name = attention.name().toLowerCase(Locale.ROOT);
        int expected =
                ListedCampaigns.names(rows, row -> row.attention() == attention).size();
        Page page = enter("/?status=all");
        Locator tile = page.locator(".tiles button.look." + name);
        assertThat(tile).hasText(expected + " " + (name.equals("needs_you") ? "need you" : name));
        tile.click();
        assertThat(page.locator(".tiles div").first().locator("dd")).hasText(String.valueOf(expected));
        assertThat(page.locator("tbody .look").first()).isVisible();
        assertThat(page.locator("tbody .look:not(." + name + ")")).hasCount(0);
        assertThat(page.locator("tbody .why").first()).isVisible();
        shot(page, "look-" + name);
    }

    @Test
    void theLooksDifferInMoreThanColourAndNoTextIsCut() {
        Page page = enter("/?status=all&sort=-attention");
        assertThat(campaigns(page)).hasCount(50);
        Object signs = page.evaluate("""
                [...new Set(['waiting', 'held', 'needs_you', 'broken'].map((look) => {
                  const sign = document.querySelector(`.tiles .look.${look}`);
                  return getComputedStyle(sign, '::before').content + getComputedStyle(sign).backgroundColor;
                }))].length""");
        assertThat(signs).isEqualTo(4);
        Object cut = page.evaluate("""
                [...document.querySelectorAll('tbody .why, tbody th a, tbody th .sub')]
                  .filter((text) => text.scrollWidth > text.clientWidth + 1 && text.clientWidth > 0).length""");
        assertThat(cut).isEqualTo(0);
        assertThat(page.locator("tbody").innerText()).doesNotContainPattern("[0-9a-f]{8}-[0-9a-f]{4}");
    }
}
