package dev.ratiofixer.http;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.ratiofixer.access.Role;
import dev.ratiofixer.campaign.CampaignSnapshot.CampaignStatus;
import dev.ratiofixer.campaign.CampaignTerms;
import dev.ratiofixer.campaign.CampaignView;
import dev.ratiofixer.campaign.query.ClientDirectory.Client;
import dev.ratiofixer.fixtures.ListedCampaigns;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients, artists and tags: their page, the list by them, and a start that names them and a time to come. */
class ClientsPageIT extends BrowserPages {
    @BeforeEach
    void fill() {
        ListedCampaigns.clients(site.engine.now()).forEach(client -> site.engine.clients.byId.put(client.id(), client));
        ListedCampaigns.rows(60, FakeEngine.START)
                .forEach(row -> site.engine.campaigns.putIfAbsent(row.id(), row.view()));
    }

    private CampaignView named(String name) {
        return site.engine.campaigns.values().stream()
                .filter(view -> view.campaign().terms().campaignName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Locator rows(Page page) {
        return page.locator("tbody tr:not(.skeleton)");
    }

    @Test
    void showsWhatEachClientsCampaignsComeToAndWhatIsLeft() {
        site.engine.tick(Duration.ofSeconds(36));
        Page page = enter("/clients");
        Locator acme = page.locator("tr", new Page.LocatorOptions().setHasText("Acme Records"));
        assertThat(acme).containsText("in all");
        assertThat(acme.locator("[data-name='Reserved or spent']")).containsText("$");
        assertThat(acme.locator("[data-name='In all at most']")).containsText("$90,000.00");
        assertThat(acme.locator("[data-name='In all at most']")).containsText("left");
        Locator quiet = page.locator("tr", new Page.LocatorOptions().setHasText("Quiet House"));
        assertThat(quiet).containsText("No limit");
        assertThat(quiet).containsText("0 live");
        assertNothingSerious(page, "clients");
        shot(page, "clients");
        acme.locator("th a").click();
        assertThat(page).hasURL(Pattern.compile(".*/\\?client=acme$"));
        assertThat(page.getByLabel("Client")).hasValue("acme");
        assertThat(rows(page).first().locator(".chip.client")).hasText("Acme Records");
        assertThat(browser.complaints).isEmpty();
    }

    @Test
    void addsAClientAndChangesItsLimits() {
        Page page = enter("/clients", 390, 844, ColorScheme.DARK);
        button(page, "Add a client").click();
        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("Étoile & Fils");
        assertThat(page.getByLabel("Short name")).hasValue("etoile-fils");
        page.getByLabel("In all at most").fill("1,234");
        button(page, "Add").click();
        assertThat(page.locator("dialog .error")).containsText("In all at most: 1,234 can be read as 1234 or as 1.234");
        assertThat(page.locator("dialog .error")).containsText("A day at most: Say also how much a day.");
        assertNothingSerious(page, "a client with faults");
        shot(page, "client-faults");
        page.getByLabel("In all at most").fill("1.234,00");
        page.getByLabel("A day at most").fill("50,00");
        page.getByLabel("Currency").fill("eur");
        button(page, "Add").click();
        assertThat(page.locator("dialog")).hasCount(0);
        Client made = Objects.requireNonNull(site.engine.clients.byId.get("etoile-fils"));
        assertThat(made.name()).isEqualTo("Étoile & Fils");
        assertThat(Objects.requireNonNull(made.limits()).maxSpend().toString()).contains("1234", "EUR");
        assertNothingWider(page, "clients");

        button(page, "Change Étoile & Fils").click();
        assertThat(page.getByLabel("A day at most")).hasValue("50.00");
        page.getByLabel("A day at most").fill("60");
        button(page, "Save").click();
        assertThat(page.locator("tr", new Page.LocatorOptions().setHasText("Étoile")))
                .containsText("€60.00");
        button(page, "Add a client").click();
        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("Acme");
        button(page, "Add").click();
        assertThat(page.locator("dialog .error")).containsText("already: Acme Records");
        assertThat(Objects.requireNonNull(site.engine.clients.byId.get("acme")).name())
                .isEqualTo("Acme Records");
    }

    @Test
    void theListIsNarrowedByClientArtistAndTagWhichStandInTheAddress() {
        Page page = enter("/?status=all");
        assertThat(rows(page)).hasCount(50);
        page.getByLabel("Client").selectOption("north");
        page.getByLabel("Tag").fill("spring");
        assertThat(page).hasURL(Pattern.compile(".*/\\?status=all&client=north&tag=spring$"));
        long expected = site.engine.campaigns.values().stream()
                .map(view -> view.campaign().terms().labels())
                .filter(labels ->
                        "north".equals(labels.client()) && labels.tags().contains("spring"))
                .count();
        assertThat(expected).isPositive();
        assertThat(rows(page)).hasCount((int) expected);
        assertThat(rows(page).first().locator(".chip.tag").first()).hasText("#spring");
        page.getByLabel("Artist").fill("The Harbour");
        assertThat(page).hasURL(Pattern.compile(".*artist=The\\+Harbour&tag=spring$"));
        assertThat(rows(page).first().locator(".chips")).containsText("The Harbour");
        rows(page).first().locator("th a").click();
        assertThat(page.locator(".state")).isVisible();
        assertThat(page.locator(".head .chips")).containsText("North Sea Sound");
        page.locator(".crumb a").click();
        assertThat(page.getByLabel("Tag")).hasValue("spring");
        assertThat(page.getByLabel("Client")).hasValue("north");
        page.reload();
        assertThat(page.getByLabel("Artist")).hasValue("The Harbour");
        assertThat(page.getByLabel("Client")).hasValue("north");
    }

    @Test
    void aReleaseToComeIsStartedWithClientArtistAndTagsAndItsTimeMoved() {
        browser.zone = "Asia/Tokyo";
        Page page;
        try {
            page = enter("/start");
        } finally {
            browser.zone = "UTC";
        }
        page.getByLabel("Campaign name").fill("Spring single");
        page.getByLabel("Video", new Page.GetByLabelOptions().setExact(true)).fill("https://youtu.be/springsingl");
        page.getByLabel("Client").selectOption("acme");
        page.getByLabel("Artist").fill("The Harbour");
        page.getByLabel("Tags").fill("spring, #single, spring");
        page.getByLabel("Start on").fill("2026-11-01T18:00");
        button(page, "Start Automated Ratio Fixer").click();
        assertThat(page.locator("#start_at-error")).containsText("That time is over.");
        page.getByLabel("Start on").fill("2026-12-04T18:00");
        button(page, "Start Automated Ratio Fixer").click();
        assertThat(page.locator(".state")).containsText("Starts on 4 Dec 2026, 18:00");
        CampaignView started = named("Spring single");
        assertThat(started.snapshot().status()).isEqualTo(CampaignStatus.SCHEDULED);
        assertThat(started.campaign().startedAt()).isEqualTo(Instant.parse("2026-12-04T09:00:00Z"));
        assertThat(started.campaign().terms().labels())
                .isEqualTo(new CampaignTerms.Labels("acme", "The Harbour", List.of("spring", "single")));
        shot(page, "scheduled");

        button(page, "Edit").click();
        assertThat(page.getByLabel("Start on")).hasValue("2026-12-04T18:00");
        page.getByLabel("Start on").fill("2026-12-05T09:30");
        button(page, "Save").click();
        assertThat(page.locator(".state")).containsText("Starts on 5 Dec 2026, 09:30");
        assertThat(named("Spring single").campaign().startedAt()).isEqualTo(Instant.parse("2026-12-05T00:30:00Z"));
        // It is in the list of those that run or will.
        page.locator(".crumb a").click();
        Locator row = page.locator("tr", new Page.LocatorOptions().setHasText("Spring single"));
        assertThat(row).containsText("Starts 5 Dec 2026, 09:30.");
        assertThat(row.locator(".chips")).containsText("Acme Records");
    }

    @Test
    void anEditTellsInWordsWhatIsWrongAndGoesOverNobodysWithoutSayingSo() {
        Page page = enter("/campaigns/" + first);
        button(page, "Edit").click();
        page.getByLabel("Spend at most").fill("1,234");
        page.getByLabel("A day at most").fill("nonsense");
        button(page, "Save").click();
        assertThat(page.locator("#steer-max_spend-error")).containsText("can be read as 1234 or as 1.234");
        assertThat(page.locator("#steer-daily_spend-error")).containsText("Give a number such as 20.00");
        assertThat(page.locator("dialog")).not().containsText("max_spend");
        page.getByLabel("Spend at most").fill("250,00");
        page.getByLabel("A day at most").fill("25,00");
        page.getByLabel("Tags").fill("spring");

        String path = "/api/ratio-fixer/campaigns/" + first;
        WireClient other = site.as(Site.ADMIN);
        String edit =
                new JsonObject().put("tags", new JsonArray().add("autumn")).encode();
        assertThat(other.with("If-Match", other.get(path).header("ETag"))
                        .send("PATCH", path, edit)
                        .status())
                .isEqualTo(200);
        button(page, "Save").click();
        assertThat(page.locator("dialog .error")).containsText("Somebody edited this campaign while you did.");
        assertThat(page.locator("dialog .error")).containsText("Tags is now “autumn”");
        assertThat(named("Harbour Lights launch").campaign().terms().labels().tags())
                .containsExactly("autumn");
        button(page, "Save").click();
        assertThat(page.locator("dialog")).hasCount(0);
        CampaignTerms terms = named("Harbour Lights launch").campaign().terms();
        assertThat(terms.labels().tags()).containsExactly("spring");
        assertThat(Objects.requireNonNull(terms.limits()).maxSpend().micros()).isEqualTo(250_000_000);
    }

    @Test
    void aClientsReportIsSharedAndReadWithoutALogIn() {
        Page page = enter("/clients");
        button(page, "Report of Acme Records").click();
        button(page, "Share by a link").click();
        String link = page.getByLabel("Link to the report").inputValue();
        assertNothingSerious(page, "the report of a client");
        shot(page, "client-report-link");
        Page client = browser.page(390, 844, ColorScheme.DARK);
        client.navigate(link);
        assertThat(client.locator("body")).containsText("Acme Records");
        assertThat(client.locator("body")).not().containsText("North Sea Sound");
        assertNothingSerious(client, "the report");
        assertNothingWider(client, "the report");
    }

    @Test
    void whoIsHeldToAClientIsShownNothingElse() {
        String key = Site.await(site.access.keys().make("of acme", Role.OPERATOR, null, "acme"))
                .orElseThrow()
                .secret();
        Page page = browser.page(1360, 900, ColorScheme.LIGHT);
        page.navigate(site.address() + "/");
        page.locator("#key").fill(key);
        button(page, "Log in").click();
        assertThat(rows(page).first()).isVisible();
        assertThat(page.locator("#client")).hasCount(0);
        assertThat(page.locator("nav a[href='/spending']")).isHidden();
        assertThat(page.locator("nav a[href='/notifications']")).isHidden();
        page.locator("nav a[href='/clients']").click();
        assertThat(rows(page)).hasCount(1);
        assertThat(button(page, "Add a client")).hasCount(0);
        page.locator("nav a[href='/start']").click();
        assertThat(page.locator("#client option")).hasCount(1);
        assertThat(page.locator("#client")).hasValue("acme");
        // Before the log-in there was no session.
        assertThat(browser.complaints).allMatch(text -> text.contains("401"));
    }
}
