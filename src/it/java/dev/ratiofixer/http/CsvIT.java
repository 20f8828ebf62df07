package dev.ratiofixer.http;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.ratiofixer.campaign.Campaign;
import dev.ratiofixer.campaign.CampaignSnapshot;
import dev.ratiofixer.campaign.CampaignSnapshot.CampaignStatus;
import dev.ratiofixer.campaign.CampaignSnapshot.Spend;
import dev.ratiofixer.campaign.CampaignView;
import dev.ratiofixer.http.WireClient.Reply;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.OrderMode;
import dev.ratiofixer.smm.api.OrderType;
import dev.ratiofixer.smm.api.OrderView.OrderStatus;
import dev.ratiofixer.video.VideoId;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Lists as CSV at the wire, read by a CSV reader and by a real spreadsheet. */
class CsvIT {
    private static final String CAMPAIGNS = "/api/ratio-fixer/campaigns";
    private static final String FORMULA = "=HYPERLINK(\"http://127.0.0.1/\",\"look\")";
    private static final int COUNT = 230;
    private static Site site;

    @BeforeAll
    static void open() {
        site = Site.open();
        for (int i = 0; i < COUNT; i++) {
            String name = i == 7 ? FORMULA : i == 8 ? "Spring, “live”; -1\nsecond line" : "Campaign " + i;
            Campaign campaign = new Campaign(
                    "c-" + (1000 + i),
                    1,
                    HttpFixtures.facts(new VideoId(String.format(Locale.ROOT, "-video%05d", i)), "Title " + i),
                    HttpFixtures.terms(name, OrderMode.PROPOSE),
                    FakeEngine.START);
            CampaignView view = HttpFixtures.fresh(campaign, FakeEngine.START);
            site.engine.campaigns.put(campaign.id(), spending(view, i));
        }
        site.engine.put(
                HttpFixtures.order("o-1", "c-1000", OrderType.OWNER_COMMENT, OrderStatus.PROPOSED, FakeEngine.START));
        site.engine.put(
                HttpFixtures.order("o-2", "c-1001", OrderType.AD_BUDGET, OrderStatus.COMPLETED, FakeEngine.START));
    }

    /** The first line is what openapi-generator's client for Java sends. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            application/json, text/csv, application/problem+json | application/json
            text/csv, application/json                           | application/json
            text/csv;q=0.5, application/json                     | application/json
            text/csv;q=0                                         | application/json
            */*                                                  | application/json
            Text/CSV                                             | text/csv
            text/csv, */*                                        | text/csv
            application/json;q=0.5, text/csv                     | text/csv
            """)
    void aListIsCsvForWhoeverPrefersItToJson(String accept, String type) {
        Reply reply = site.as(Site.VIEWER).with("Accept", accept).get(CAMPAIGNS + "?limit=3");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).startsWith(type);
    }

    /** Every third pays in euros; every fifth has stopped. */
    private static CampaignView spending(CampaignView view, int i) {
        CampaignSnapshot now = view.snapshot();
        String currency = i % 3 == 0 ? "EUR" : "USD";
        Spend spend = new Spend(new Money(10_000L * i, currency), new Money(1_230_000L * i, currency), null);
        return new CampaignView(
                view.campaign(),
                new CampaignSnapshot(
                        i % 5 == 0 ? CampaignStatus.STOPPED : CampaignStatus.RUNNING,
                        now.lastSample(),
                        now.expectation(),
                        now.shortfall(),
                        now.orders(),
                        spend,
                        null,
                        now.lastCheck(),
                        now.nextCheck(),
                        List.of()));
    }

    @AfterAll
    static void close() {
        site.close();
    }

    private static List<NamedCsvRecord> rows(String csv) {
        assertThat(csv).startsWith("\uFEFF");
        return CsvReader.builder().ofNamedCsvRecord(csv.substring(1)).stream().toList();
    }

    private static Map<String, BigDecimal> spent(Stream<Map.Entry<String, String>> amounts) {
        Map<String, BigDecimal> sums = new TreeMap<>();
        amounts.forEach(each -> sums.merge(each.getKey(), new BigDecimal(each.getValue()), BigDecimal::add));
        return sums;
    }

    /** The sums of all pages of the same filter, as the page has them. */
    private static Map<String, BigDecimal> spentOfPages(String filter) {
        List<JsonObject> items = new ArrayList<>();
        String after = "";
        do {
            JsonObject page = site.as(Site.VIEWER)
                    .get(CAMPAIGNS + "?limit=100" + filter + (after.isEmpty() ? "" : "&after=" + after))
                    .json();
            page.getJsonArray("items").forEach(item -> items.add((JsonObject) item));
            after = page.getString("next") == null ? "" : page.getString("next");
        } while (!after.isEmpty());
        return spent(items.stream()
                .map(item -> item.getJsonObject("spend"))
                .map(spend -> Map.entry(spend.getString("currency"), spend.getString("spent"))));
    }

    @Test
    void isTheWholeFilterWithTheSumsOfThePages() {
        Reply all = site.as(Site.VIEWER).with("Accept", "text/csv").get(CAMPAIGNS + "?limit=3");
        Reply running = site.as(Site.VIEWER).get(CAMPAIGNS + "?status=running&format=csv");

        assertThat(all.status()).isEqualTo(200);
        assertThat(all.header("content-type")).isEqualTo("text/csv; charset=utf-8; header=present");
        assertThat(all.header("content-disposition")).isEqualTo("attachment; filename=\"campaigns-2026-11-20.csv\"");
        assertThat(all.header("cache-control")).isEqualTo("no-store");
        List<NamedCsvRecord> rows = rows(all.text());
        assertThat(rows).hasSize(COUNT);
        assertThat(spent(rows.stream().map(row -> Map.entry(row.getField("currency"), row.getField("spent")))))
                .isEqualTo(spentOfPages(""));
        assertThat(rows(running.text())).hasSize(COUNT - COUNT / 5);
        assertThat(spent(rows(running.text()).stream()
                        .map(row -> Map.entry(row.getField("currency"), row.getField("spent")))))
                .isEqualTo(spentOfPages("&status=running"));
        assertThat(rows.get(7).getField("campaign_name")).isEqualTo("'" + FORMULA);
        assertThat(rows.get(8).getField("campaign_name")).isEqualTo("Spring, “live”; '-1\nsecond line");
        assertThat(rows.get(8).getField("video_url")).isEqualTo("https://www.youtube.com/watch?v=-video00008");
    }

    @Test
    void everyListHasOne() {
        WireClient admin = site.as(Site.ADMIN);
        admin.post("/api/ratio-fixer/stop/c-1003", new JsonObject());

        assertThat(rows(admin.get("/api/ratio-fixer/orders?format=csv").text())).hasSize(2);
        assertThat(rows(admin.get("/api/ratio-fixer/orders?format=csv&status=proposed")
                        .text()))
                .singleElement()
                .satisfies(row -> assertThat(row.getField("comment_text")).isNotEmpty());
        assertThat(rows(admin.get(CAMPAIGNS + "/c-1001/orders?format=csv").text()))
                .hasSize(1);
        assertThat(rows(admin.get(CAMPAIGNS + "/c-1001/samples?format=csv").text()))
                .hasSizeGreaterThan(10)
                .allSatisfy(row -> assertThat(row.getField("at_utc")).matches("\\d{4}-\\d\\d-\\d\\d [\\d:]{8}"));
        assertThat(rows(admin.get(CAMPAIGNS + "/c-1001/decisions?format=csv").text()))
                .singleElement()
                .satisfies(row -> assertThat(row.getField("times")).isEqualTo("3"));
        assertThat(rows(admin.get("/api/ratio-fixer/audit?format=csv&action=stopCampaign")
                        .text()))
                .singleElement()
                .satisfies(row -> assertThat(row.getField("who")).isEqualTo("admin"));
        assertThat(rows(admin.get("/api/ratio-fixer/costs?format=csv").text()))
                .singleElement()
                .satisfies(row -> {
                    JsonObject page = admin.get("/api/ratio-fixer/costs")
                            .json()
                            .getJsonArray("items")
                            .getJsonObject(0);
                    assertThat(row.getField("spent")).isEqualTo(page.getString("spent"));
                    assertThat(new BigDecimal(row.getField("extra_likes"))).isEqualByComparingTo("290");
                    assertThat(new BigDecimal(row.getField("cost_per_like")).doubleValue())
                            .isCloseTo(
                                    page.getJsonObject("cost_per_like").getDouble("estimate"),
                                    org.assertj.core.api.Assertions.within(1e-6));
                    assertThat(row.getField("likes_unknown")).isEmpty();
                });
        assertThat(rows(admin.get("/api/ratio-fixer/costs?format=csv&campaign=c-1000")
                        .text()))
                .isEmpty();
        assertThat(rows(admin.get("/api/ratio-fixer/audit?format=csv&action=configurationChanged")
                        .text()))
                .singleElement()
                .satisfies(row -> assertThat(row.getField("changes")).contains("limits.per_day"));
    }

    @Test
    void whatIsWrongIsSaidAsEverywhere() {
        WireClient viewer = site.as(Site.VIEWER);

        assertThat(viewer.get(CAMPAIGNS + "?status=dreaming&format=csv").status())
                .isEqualTo(400);
        assertThat(viewer.get(CAMPAIGNS + "?format=xlsx").status()).isEqualTo(400);
        assertThat(viewer.get(CAMPAIGNS + "/nobody/samples?format=csv").status())
                .isEqualTo(404);
        assertThat(viewer.get("/api/ratio-fixer/audit?format=csv").status()).isEqualTo(403);
        assertThat(site.anonymous().get(CAMPAIGNS + "?format=csv").status()).isEqualTo(401);
        Reply head = viewer.send("HEAD", CAMPAIGNS + "?format=csv", null);
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("content-type")).startsWith("text/csv");
        assertThat(head.text()).isEmpty();
        assertThat(viewer.with("Accept", "text/csv")
                        .get(CAMPAIGNS + "?format=json")
                        .json()
                        .getJsonArray("items"))
                .isNotEmpty();
        assertThat(rows(viewer.get(CAMPAIGNS + "?status=failed&format=csv").text()))
                .as("an empty list has its names")
                .isEmpty();
    }

    @Test
    void aSpreadsheetOpensItWithNumbersAsNumbersAndNoFormula(@TempDir Path directory) throws Exception {
        Assumptions.assumeTrue(
                Stream.of("/usr/bin/soffice", "/usr/bin/localc").map(Path::of).anyMatch(Files::isExecutable),
                "skipped: no LibreOffice Calc here (Debian: libreoffice-calc-nogui)");
        Path csv = Files.writeString(
                directory.resolve("campaigns.csv"),
                site.as(Site.VIEWER).get(CAMPAIGNS + "?format=csv").text());

        Element sheet = openInCalc(csv, directory);

        NodeList cells = sheet.getElementsByTagName("table:table-cell");
        for (int i = 0; i < cells.getLength(); i++) {
            assertThat(((Element) cells.item(i)).getAttribute("table:formula")).isEmpty();
        }
        List<List<Element>> rows = rows(sheet);
        List<String> names = rows.getFirst().stream()
                .map(Element::getTextContent)
                .map(String::strip)
                .toList();
        assertThat(rows).hasSize(COUNT + 1);
        int spent = names.indexOf("spent");
        int currency = names.indexOf("currency");
        assertThat(rows.subList(1, rows.size())).allSatisfy(row -> {
            assertThat(row.get(spent).getAttribute("office:value-type")).isEqualTo("float");
            assertThat(row.get(names.indexOf("views")).getAttribute("office:value-type"))
                    .isEqualTo("float");
            // Excel and Google take it for a time, Calc where "detect special numbers" is ticked.
            assertThat(row.get(names.indexOf("started_at_utc")).getTextContent().strip())
                    .isEqualTo("2026-11-20 12:00:00");
        });
        assertThat(spent(rows.stream()
                        .skip(1)
                        .map(row -> Map.entry(
                                row.get(currency).getTextContent().strip(),
                                new BigDecimal(row.get(spent).getAttribute("office:value"))
                                        .setScale(2)
                                        .toString()))))
                .isEqualTo(spentOfPages(""));
    }

    /** Opens a file as a person would who double-clicks it, and saves it as XML. */
    private static Element openInCalc(Path csv, Path directory) throws Exception {
        Path log = directory.resolve("calc.log");
        Process calc = new ProcessBuilder(
                        "/usr/bin/soffice",
                        "--headless",
                        "-env:UserInstallation=" + directory.resolve("profile").toUri(),
                        "--convert-to",
                        "fods",
                        "--outdir",
                        directory.toString(),
                        csv.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!calc.waitFor(180, TimeUnit.SECONDS)) {
            calc.destroyForcibly();
        }
        Path saved = directory.resolve("campaigns.fods");
        assertThat(saved).as(read(log)).exists();
        return (Element) DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(saved.toFile())
                .getElementsByTagName("table:table")
                .item(0);
    }

    private static String read(Path log) throws IOException {
        return Files.exists(log) ? Files.readString(log) : "it wrote nothing";
    }

    /** Rows with cells, equal neighbours written out. */
    private static List<List<Element>> rows(Element sheet) {
        List<List<Element>> rows = new ArrayList<>();
        NodeList all = sheet.getElementsByTagName("table:table-row");
        for (int i = 0; i < all.getLength(); i++) {
            List<Element> cells = new ArrayList<>();
            NodeList inRow = ((Element) all.item(i)).getElementsByTagName("table:table-cell");
            for (int c = 0; c < inRow.getLength(); c++) {
                Element cell = (Element) inRow.item(c);
                String repeated = cell.getAttribute("table:number-columns-repeated");
                int times = repeated.isEmpty() ? 1 : Math.min(50, Integer.parseInt(repeated));
                for (int t = 0; t < times; t++) {
                    cells.add(cell);
                }
            }
            if (!cells.getFirst().getTextContent().isBlank()) {
                rows.add(cells);
            }
        }
        return rows;
    }
}
