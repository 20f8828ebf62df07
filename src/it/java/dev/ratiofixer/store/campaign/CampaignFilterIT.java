package dev.ratiofixer.store.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratiofixer.campaign.CampaignSnapshot.Attention;
import dev.ratiofixer.campaign.CampaignSnapshot.CampaignStatus;
import dev.ratiofixer.campaign.query.CampaignFilter;
import dev.ratiofixer.campaign.query.CampaignFilter.CampaignSort;
import dev.ratiofixer.campaign.query.CampaignFilter.Owned;
import dev.ratiofixer.campaign.query.CampaignFilter.SortKey;
import dev.ratiofixer.campaign.query.ListedCampaign;
import dev.ratiofixer.campaign.query.ListedCampaign.CampaignTotals;
import dev.ratiofixer.campaign.query.ListedCampaign.CurrencyTotal;
import dev.ratiofixer.campaign.query.Page;
import dev.ratiofixer.campaign.query.PageRequest;
import dev.ratiofixer.fixtures.ListedCampaigns;
import dev.ratiofixer.fixtures.ListedCampaigns.ListedRow;
import dev.ratiofixer.fixtures.PostgresExtension;
import dev.ratiofixer.fixtures.Waiting;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.store.StoreFixtures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Finds, sorts and adds up campaigns of the list, 120 of them in every state. */
class CampaignFilterIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private static List<ListedRow> rows;
    private final PgCampaignQueries queries = new PgCampaignQueries(POSTGRES.database());

    @BeforeAll
    static void fill() {
        rows = ListedCampaigns.rows(120, StoreFixtures.NOW);
        ListedCampaigns.write(rows, POSTGRES.vertx(), POSTGRES.database());
    }

    private static CampaignFilter by(
            @Nullable String text,
            @Nullable String service,
            @Nullable String owner,
            @Nullable Attention attention,
            @Nullable Instant since) {
        return new CampaignFilter(
                Set.of(), null, null, text, service, owner, attention, since, CampaignSort.NEWEST, 0, Owned.ANY);
    }

    private List<String> names(CampaignFilter filter) {
        return Waiting.on(queries.campaigns(filter, new PageRequest(null, 1000))).items().stream()
                .map(item -> item.view().campaign().terms().campaignName())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "100%, 100% Spring_1",
        "%, 100% Spring_1",
        "_1, 100% Spring_1",
        "back\\slash, Back\\slash 2",
        "\\, Back\\slash 2",
        "O'Brien, O'Brien’s ÉTÉ 3",
        "ÉTÉ, O'Brien’s ÉTÉ 3",
        "many00000-7, Campaign 7",
        "https://youtu.be/many00000-7, Campaign 7",
        "https://studio.youtube.com/video/many00000-7/edit, Campaign 7",
        "'https://www.youtube.com/watch?v=many00000-7&t=9', Campaign 7",
        "campaign-7, Campaign 7",
    })
    void finds(String text, String name) {
        assertThat(names(by(text, null, null, null, null))).containsExactly(name);
    }

    @Test
    void findsNothingWhereNothingIs() {
        assertThat(names(by("200%", null, null, null, null))).isEmpty();
    }

    @Test
    void narrowsByServiceOwnerAndStart() {
        assertThat(names(by(null, "2325", null, null, null)))
                .containsExactlyInAnyOrderElementsOf(ListedCampaigns.names(
                        rows, row -> "2325".equals(row.terms().likeServer())));
        assertThat(names(by(null, null, "LABEL-1@example.org", null, null)))
                .containsExactlyInAnyOrderElementsOf(ListedCampaigns.names(
                        rows,
                        row -> Objects.requireNonNull(row.terms().consent())
                                .grantedBy()
                                .equals("label-1@example.org")));
        assertThat(names(by(null, null, ListedCampaigns.channel(2), null, null)))
                .containsExactlyInAnyOrderElementsOf(ListedCampaigns.names(
                        rows, row -> row.view().campaign().video().channelId().equals(ListedCampaigns.channel(2))));
        Instant since = rows.get(100).view().campaign().startedAt();
        assertThat(names(by(null, null, null, null, since)))
                .containsExactlyInAnyOrderElementsOf(ListedCampaigns.names(
                        rows, row -> !row.view().campaign().startedAt().isBefore(since)));
    }

    @ParameterizedTest
    @EnumSource(Attention.class)
    void narrowsByWhatIsAskedOfPeople(Attention attention) {
        List<String> expected = ListedCampaigns.names(rows, row -> row.attention() == attention);
        assertThat(expected).isNotEmpty();
        assertThat(names(by(null, null, null, attention, null))).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void addsUpTheWholeFilterByCurrency() {
        CampaignTotals totals = Waiting.on(queries.totals(CampaignFilter.ALL));
        assertThat(totals.campaigns()).isEqualTo(rows.size());
        assertThat(totals.byStatus())
                .containsOnlyKeys(
                        CampaignStatus.SCHEDULED,
                        CampaignStatus.RUNNING,
                        CampaignStatus.PAUSED,
                        CampaignStatus.STOPPED,
                        CampaignStatus.COMPLETED,
                        CampaignStatus.FAILED);
        for (Attention attention : Attention.values()) {
            assertThat(totals.byAttention()).containsEntry(attention, (long)
                    ListedCampaigns.names(rows, row -> row.attention() == attention)
                            .size());
        }
        assertThat(totals.byCurrency()).containsExactlyInAnyOrder(spent("EUR"), spent("USD"), spent("JPY"));
        assertThat(totals.shortOfTarget()).isPositive().isLessThan(rows.size());
        assertThat(totals.asExpected()).isPositive().isLessThan(rows.size());
        assertThat(totals.owners())
                .hasSize(3)
                .allSatisfy(owner -> assertThat(owner.name()).endsWith("@example.org"));
        assertThat(Waiting.on(queries.totals(by("O'Brien", null, null, null, null)))
                        .campaigns())
                .isEqualTo(1);
    }

    private static CurrencyTotal spent(String currency) {
        List<ListedRow> of =
                rows.stream().filter(row -> row.currency().equals(currency)).toList();
        return new CurrencyTotal(
                new Money(of.stream().mapToLong(ListedRow::held).sum(), currency),
                new Money(of.stream().mapToLong(ListedRow::spent).sum(), currency));
    }

    @ParameterizedTest
    @EnumSource(SortKey.class)
    void pagesThroughEveryOrderOnceForwardsAndBackwards(SortKey key) {
        List<String> up = pages(new CampaignSort(key, false));
        List<String> down = pages(new CampaignSort(key, true));
        assertThat(up).hasSize(rows.size()).doesNotHaveDuplicates();
        assertThat(down).hasSize(rows.size()).doesNotHaveDuplicates();
        if (key != SortKey.STARTED) {
            assertThat(down).isEqualTo(up.reversed());
        }
    }

    private List<String> pages(CampaignSort sort) {
        List<String> seen = new ArrayList<>();
        @Nullable String next = null;
        do {
            Page<ListedCampaign> page =
                    Waiting.on(queries.campaigns(CampaignFilter.ALL.sorted(sort), new PageRequest(next, 7)));
            page.items().forEach(item -> seen.add(item.view().campaign().id()));
            next = page.next();
            assertThat(next == null || next.matches("[A-Za-z0-9_-]{1,200}"))
                    .as("a page's name")
                    .isTrue();
        } while (next != null);
        return seen;
    }

    @Test
    void putsTheMostUrgentAndTheDearestFirst() {
        List<ListedCampaign> urgent = Waiting.on(queries.campaigns(
                        CampaignFilter.ALL.sorted(new CampaignSort(SortKey.ATTENTION, true)),
                        new PageRequest(null, 1000)))
                .items();
        assertThat(urgent.getFirst().attention()).isEqualTo(Attention.BROKEN);
        assertThat(urgent.getLast().attention()).isNull();
        assertThat(urgent).anySatisfy(item -> assertThat(item.waitingOrders()).isPositive());
        List<ListedCampaign> dear = Waiting.on(queries.campaigns(
                        CampaignFilter.ALL.sorted(new CampaignSort(SortKey.SPENT, true)), new PageRequest(null, 1)))
                .items();
        assertThat(Objects.requireNonNull(dear.getFirst().view().snapshot().spend())
                        .spent()
                        .micros())
                .isEqualTo(rows.stream().mapToLong(ListedRow::spent).max().orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({"nonsense", "k!_x", "kZHJvcA_x", "k_"})
    void refusesPagesOfAnotherList(String page) {
        assertThatThrownBy(() -> Waiting.on(queries.campaigns(
                        CampaignFilter.ALL.sorted(new CampaignSort(SortKey.VIEWS, true)), new PageRequest(page, 10))))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
