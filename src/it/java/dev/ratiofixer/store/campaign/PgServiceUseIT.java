package dev.ratiofixer.store.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.fixtures.OrderCampaigns;
import dev.ratiofixer.fixtures.PostgresExtension;
import dev.ratiofixer.smm.api.ServiceUse.UsingCampaign;
import dev.ratiofixer.store.Database;
import dev.ratiofixer.video.VideoId;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An ads campaign serves one campaign, whoever starts how many at the same time. */
class PgServiceUseIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private static final VideoId VIDEO = new VideoId("aaaaaaaaaaa");

    private PgServiceUse use;

    @BeforeEach
    void clean() {
        use = new PgServiceUse(POSTGRES.database());
        sql("DELETE FROM ratio_fixer_ads_campaign_claims");
        sql("DELETE FROM ratio_fixer_campaigns");
    }

    @Test
    void ofManySimultaneousStartsOneHasTheAdsCampaign() {
        for (int round = 0; round < 20; round++) {
            Set<String> ads = Set.of("111/" + round);
            List<Future<Optional<UsingCampaign>>> starts = new ArrayList<>();
            for (int start = 0; start < 8; start++) {
                // Two nodes, each with connections of its own.
                PgServiceUse of = start % 2 == 0 ? use : other();
                starts.add(of.claim(ads, "campaign-" + round + "-" + start, VIDEO));
            }
            List<Optional<UsingCampaign>> answers =
                    starts.stream().map(PgServiceUseIT::await).toList();
            assertThat(answers.stream().filter(Optional::isEmpty)).hasSize(1);
            String winner = "campaign-" + round + "-" + answers.indexOf(Optional.<UsingCampaign>empty());
            assertThat(answers.stream().flatMap(Optional::stream))
                    .allSatisfy(holder -> assertThat(holder.campaignId()).isEqualTo(winner));
        }
        others.forEach(one -> await(one.close(POSTGRES.vertx())));
        others.clear();
    }

    private final List<Database> others = new ArrayList<>();

    private PgServiceUse other() {
        if (others.isEmpty()) {
            others.add(POSTGRES.connect(4));
        }
        return new PgServiceUse(others.getFirst());
    }

    @Test
    void allOrNoneAreClaimed() {
        assertThat(claim(Set.of("111/2"), "one")).isEmpty();
        assertThat(claim(Set.of("111/1", "111/2", "111/3"), "two")).isPresent();

        assertThat(claim(Set.of("111/1", "111/3"), "three"))
                .as("what the second start could have had is free")
                .isEmpty();
    }

    @Test
    void twoStartsWithTheSameTwoNeverWaitForEachOther() {
        for (int round = 0; round < 20; round++) {
            Future<Optional<UsingCampaign>> one = use.claim(Set.of("1/" + round, "2/" + round), "one-" + round, VIDEO);
            Future<Optional<UsingCampaign>> two = use.claim(Set.of("2/" + round, "1/" + round), "two-" + round, VIDEO);
            assertThat(await(one).isEmpty()).isNotEqualTo(await(two).isEmpty());
        }
    }

    @Test
    void isFreeAgainWhenItsCampaignHasEndedOrOnlyObserves() {
        assertThat(claim(Set.of("111/1"), "first")).isEmpty();
        await(OrderCampaigns.running(POSTGRES.database(), "first", "aaaaaaaaaaa", Instant.EPOCH, "node"));
        assertThat(claim(Set.of("111/1"), "second")).hasValueSatisfying(holder -> {
            assertThat(holder.campaignId()).isEqualTo("first");
            assertThat(holder.campaignName()).isEqualTo("test");
            assertThat(holder.video()).isEqualTo(VIDEO);
        });

        await(OrderCampaigns.change(POSTGRES.database(), "first", "stopped", 1));

        assertThat(claim(Set.of("111/1"), "second")).isEmpty();
        await(OrderCampaigns.running(POSTGRES.database(), "second", "bbbbbbbbbbb", Instant.EPOCH, "node"));
        sql("UPDATE ratio_fixer_campaigns SET mode = 'observe' WHERE campaign_id = 'second'");
        assertThat(claim(Set.of("111/1"), "third")).isEmpty();
    }

    @Test
    void isFreeAgainWhenAStartCameToNothing() {
        assertThat(claim(Set.of("111/1"), "gone")).isEmpty();
        assertThat(claim(Set.of("111/1"), "next"))
                .as("it may be stored at any moment")
                .hasValueSatisfying(holder -> assertThat(holder.campaignName()).isEmpty());

        sql("UPDATE ratio_fixer_ads_campaign_claims SET claimed_at = now() - interval '6 minutes'");
        assertThat(claim(Set.of("111/1"), "next")).isEmpty();

        await(use.release("next", Set.of()));
        assertThat(claim(Set.of("111/1"), "last")).isEmpty();
    }

    /** An edit claims the next one before, and gives the one that it leaves back after. */
    @Test
    void aCampaignThatMovesToAnotherKeepsWhatItHadUntilItHasMoved() {
        assertThat(claim(Set.of("111/1"), "first")).isEmpty();
        await(OrderCampaigns.running(POSTGRES.database(), "first", "aaaaaaaaaaa", Instant.EPOCH, "node"));
        assertThat(claim(Set.of("111/2"), "other")).isEmpty();

        assertThat(claim(Set.of("111/1", "111/2"), "first")).isPresent();
        assertThat(claim(Set.of("111/1"), "third"))
                .as("a refused edit lost nothing")
                .isPresent();

        assertThat(claim(Set.of("111/3"), "first")).isEmpty();
        await(use.release("first", Set.of("111/3")));
        assertThat(claim(Set.of("111/1"), "third")).isEmpty();
        assertThat(claim(Set.of("111/3"), "fourth")).isPresent();
    }

    @Test
    void aCampaignThatStartsLaterHasItsAdsCampaign() {
        assertThat(claim(Set.of("111/1"), "first")).isEmpty();
        await(OrderCampaigns.running(POSTGRES.database(), "first", "aaaaaaaaaaa", Instant.EPOCH, "node"));
        await(OrderCampaigns.change(POSTGRES.database(), "first", "scheduled", 1));

        assertThat(claim(Set.of("111/1"), "second")).isPresent();
    }

    private Optional<UsingCampaign> claim(Set<String> ads, String campaign) {
        return await(use.claim(ads, campaign, VIDEO));
    }

    private static void sql(String statement) {
        await(POSTGRES.database().pool().preparedQuery(statement).execute(Tuple.tuple()));
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }
}
