package dev.ratiofixer.store.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.campaign.Campaign;
import dev.ratiofixer.campaign.CampaignSnapshot.CampaignStatus;
import dev.ratiofixer.campaign.CampaignStore.Inserted;
import dev.ratiofixer.campaign.CampaignTerms;
import dev.ratiofixer.campaign.CampaignTerms.Labels;
import dev.ratiofixer.campaign.CampaignView;
import dev.ratiofixer.campaign.query.ClientDirectory.Client;
import dev.ratiofixer.campaign.query.ClientDirectory.ClientTotals;
import dev.ratiofixer.fixtures.OrderFixtures;
import dev.ratiofixer.fixtures.PostgresExtension;
import dev.ratiofixer.fixtures.Waiting;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.Consent;
import dev.ratiofixer.smm.api.EngineLimits;
import dev.ratiofixer.smm.api.OrderMode;
import dev.ratiofixer.smm.api.OrderType;
import dev.ratiofixer.smm.api.SpendLimits;
import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.smm.order.Order.Proposed;
import dev.ratiofixer.smm.order.OrderAction.RunTrial;
import dev.ratiofixer.smm.order.OrderLedger;
import dev.ratiofixer.smm.order.OrderLedger.Written;
import dev.ratiofixer.smm.order.SpendGuard.Approval;
import dev.ratiofixer.smm.order.SpendGuard.SpendRules;
import dev.ratiofixer.smm.order.Transition.NextStep;
import dev.ratiofixer.store.StoreFixtures;
import dev.ratiofixer.store.campaign.PgCampaignStore;
import dev.ratiofixer.store.campaign.PgClients;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a client's campaigns may spend together, and what of a campaign can be changed. */
class ClientLimitsIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private static final Instant NOW = OrderFixtures.NOW;
    /** Wide enough that only the client's limit can be reached. */
    private static final SpendRules WIDE = new SpendRules(
            new SpendLimits(usd("100.00"), usd("10.00")),
            usd("1000.00"),
            new EngineLimits(usd("60.00"), usd("100000.00"), true));

    private PgCampaignStore store;
    private PgClients clients;
    private OrderLedger ledger;

    private static Money usd(String amount) {
        return Money.parse(amount, "USD");
    }

    @BeforeEach
    void aClient() {
        store = new PgCampaignStore(POSTGRES.vertx(), POSTGRES.database(), lost -> {});
        clients = new PgClients(POSTGRES.database());
        ledger = new PgOrderLedger(POSTGRES.database(), "n1");
    }

    private void limit(String client, String max, String daily) {
        Waiting.on(clients.put(new Client(client, client, new SpendLimits(usd(max), usd(daily)), NOW, "test")));
    }

    private Campaign campaign(String client) {
        Campaign plain = StoreFixtures.campaign();
        Campaign owned =
                plain.with(plain.terms().labelled("Of " + client, new Labels(client, "Ada", List.of("spring"))));
        Inserted inserted = Waiting.on(store.insert(owned, StoreFixtures.fresh(), "n1", null));
        return ((Inserted.Fresh) inserted).campaign();
    }

    private Future<Written> order(Campaign campaign, String key, String cost) {
        return ledger.write(OrderFixtures.raise(campaign.id(), key, cost), WIDE, OrderSteps.EVENT);
    }

    @Test
    void allCampaignsOfAClientTogetherStayWithinItsLimit() {
        limit("one", "15.00", "15.00");
        Campaign first = campaign("one");
        Campaign second = campaign("one");
        Campaign another = campaign("unlimited");

        assertThat(Waiting.on(order(first, "a", "9.00"))).isInstanceOf(Written.Stored.class);
        assertThat(Waiting.on(order(second, "b", "9.00")))
                .isInstanceOfSatisfying(
                        Written.Disallowed.class,
                        refused -> assertThat(refused.reason())
                                .contains("the limit in all of client one", "9.00 USD is reserved"));
        assertThat(Waiting.on(order(second, "c", "6.00"))).isInstanceOf(Written.Stored.class);
        assertThat(Waiting.on(order(another, "d", "9.00"))).isInstanceOf(Written.Stored.class);
        ClientTotals totals = Waiting.on(clients.find("one", NOW)).orElseThrow();
        assertThat(totals.held()).containsExactly(usd("15.00"));
        assertThat(totals.heldToday()).containsExactly(usd("15.00"));
        assertThat(totals.campaigns()).isEqualTo(2);
    }

    @Test
    void manyAtOnceDoNotGetOverIt() {
        limit("crowd", "20.00", "20.00");
        List<Future<Written>> writes = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            writes.add(order(campaign("crowd"), "m" + i, "5.00"));
        }

        Waiting.on(Future.join(writes));

        assertThat(writes.stream().filter(write -> write.result() instanceof Written.Stored))
                .hasSize(4);
        assertThat(Waiting.on(clients.find("crowd", NOW)).orElseThrow().held()).containsExactly(usd("20.00"));
    }

    @Test
    void aLoweredLimitOfTheCampaignHoldsAtOnce() {
        Campaign campaign = campaign("nobody-limits");
        SpendLimits less = new SpendLimits(usd("5.00"), usd("5.00"));
        Campaign edited = campaign.with(new CampaignTerms(
                campaign.terms().campaignName(),
                null,
                null,
                campaign.terms().likeServer(),
                campaign.terms().commentServer(),
                campaign.terms().mode(),
                less,
                campaign.terms().completeWhen(),
                campaign.terms().consent(),
                campaign.terms().labels()));

        assertThat(Waiting.on(store.edit(edited, NOW))).isEmpty();

        assertThat(Waiting.on(order(campaign, "late", "9.00")))
                .as("an order of the terms of before")
                .isInstanceOf(Written.Disallowed.class);
        CampaignView stored = Waiting.on(store.find(campaign.id())).orElseThrow();
        assertThat(stored.campaign().terms()).isEqualTo(edited.terms());
        assertThat(Objects.requireNonNull(stored.snapshot().spend()).max()).isEqualTo(usd("5.00"));
    }

    /** The policy may ask ads accounts for seconds; meanwhile a person edits. */
    @Test
    void whatWasDecidedUnderTermsOfBeforeIsNotOrderedAnyMore() {
        Consent consent =
                Objects.requireNonNull(StoreFixtures.campaign().terms().consent());
        Consent shorter = new Consent(
                consent.grantedBy(), consent.grantedAt(), consent.expiresAt().minusSeconds(1));
        Consent longer = new Consent(
                consent.grantedBy(), consent.grantedAt(), consent.expiresAt().plusSeconds(1));

        assertThat(orderedAfter(OrderMode.AUTO, consent, null)).isInstanceOf(Written.Disallowed.class);
        assertThat(orderedAfter(OrderMode.AUTO, consent, shorter)).isInstanceOf(Written.Disallowed.class);
        assertThat(orderedAfter(OrderMode.PROPOSE, consent, consent)).isInstanceOf(Written.Disallowed.class);
        assertThat(orderedAfter(OrderMode.OBSERVE, null, null)).isInstanceOf(Written.Disallowed.class);
        assertThat(orderedAfter(OrderMode.AUTO, consent, longer)).isInstanceOf(Written.Stored.class);
        assertThat(orderedAfter(OrderMode.PROPOSE, null, null)).isInstanceOf(Written.Stored.class);
    }

    @Test
    void anotherServiceThanThatOfNowIsNotUsed() {
        Campaign campaign = campaign("nobody-limits");
        Waiting.on(store.edit(campaign.with(terms(campaign, "2324", OrderMode.PROPOSE, null)), NOW));

        assertThat(Waiting.on(order(campaign, "late", "1.00")))
                .isInstanceOfSatisfying(
                        Written.Disallowed.class,
                        refused -> assertThat(refused.reason()).contains("does not use service"));
    }

    @Test
    void anOrderThatWaitsHearsThatItsConsentWasTakenBack() {
        Campaign campaign = campaign("nobody-limits");
        Consent consent = Objects.requireNonNull(campaign.terms().consent());
        Order approved = OrderFixtures.raise(campaign.id(), "w", "1.00").approve(byConsent(consent));
        assertThat(Waiting.on(ledger.write(approved, WIDE, OrderSteps.EVENT))).isInstanceOf(Written.Stored.class);
        String server = campaign.terms().commentServer();
        List<Boolean> ended = new ArrayList<>();
        for (Consent now : Arrays.asList(consent, null)) {
            Waiting.on(store.edit(campaign.with(terms(campaign, server, OrderMode.AUTO, now)), NOW));
            Waiting.on(ledger.change(approved.id(), NOW, (order, at) -> {
                ended.add(at.consentEnded());
                return new NextStep.NoChange("only looked");
            }));
        }

        assertThat(ended).containsExactly(false, true);
    }

    /** A person's word does without a consent, and not against one that was recorded meanwhile. */
    @Test
    void aTrialOfAPersonHearsThatTheOwnersConsentLeavesTrialsOut() {
        Campaign campaign = campaign("nobody-limits");
        Consent silent = Objects.requireNonNull(campaign.terms().consent());
        Consent trying = new Consent(silent.grantedBy(), silent.grantedAt(), silent.expiresAt(), true);
        String server = campaign.terms().commentServer();
        RunTrial action = OrderFixtures.trial("11.00", true, false, true, false, true, false);
        Order proposed = new Order.Proposed(
                OrderFixtures.terms(campaign.id(), "t", "ads-" + campaign.id(), action, action.exposure()));
        Waiting.on(store.edit(campaign.with(terms(campaign, server, OrderMode.PROPOSE, null)), NOW));
        assertThat(Waiting.on(ledger.write(proposed, WIDE, OrderSteps.EVENT))).isInstanceOf(Written.Stored.class);
        List<Boolean> ended = new ArrayList<>();
        for (Consent now : Arrays.asList(null, trying, silent)) {
            Waiting.on(store.edit(campaign.with(terms(campaign, server, OrderMode.PROPOSE, now)), NOW));
            Waiting.on(ledger.change(proposed.id(), NOW, (order, at) -> {
                ended.add(at.consentEnded());
                return new NextStep.NoChange("only looked");
            }));
        }

        assertThat(ended).containsExactly(false, false, true);
    }

    private Written orderedAfter(OrderMode mode, @Nullable Consent decidedWith, @Nullable Consent now) {
        Campaign campaign = campaign("nobody-limits");
        Waiting.on(store.edit(campaign.with(terms(campaign, campaign.terms().commentServer(), mode, now)), NOW));
        Proposed proposed = OrderFixtures.raise(campaign.id(), "late", "1.00");
        return Waiting.on(ledger.write(
                decidedWith == null ? proposed : proposed.approve(byConsent(decidedWith)), WIDE, OrderSteps.EVENT));
    }

    private static Approval byConsent(Consent consent) {
        return new Approval.ByConsent(consent, Set.of(OrderType.AD_BUDGET), usd("50.00"), NOW);
    }

    private static CampaignTerms terms(
            Campaign campaign, @Nullable String server, OrderMode mode, @Nullable Consent consent) {
        CampaignTerms before = campaign.terms();
        return new CampaignTerms(
                before.campaignName(),
                null,
                null,
                null,
                server,
                mode,
                before.limits(),
                before.completeWhen(),
                consent,
                before.labels());
    }

    @Test
    void aCampaignIsNotMovedToAClientWhoseLimitItWouldPass() {
        limit("small", "5.00", "5.00");
        Campaign campaign = campaign("large");
        Order order = OrderFixtures.raise(campaign.id(), "x", "9.00");
        Waiting.on(ledger.write(order, WIDE, OrderSteps.EVENT));
        Campaign moved = campaign.with(campaign.terms().labelled("Moved", new Labels("small", null, List.of())));

        Optional<String> refused = Waiting.on(store.edit(moved, NOW));

        assertThat(refused).hasValueSatisfying(why -> assertThat(why).contains("client small", "max_spend"));
        assertThat(Waiting.on(clients.ofCampaigns(List.of(campaign.id())))).containsEntry(campaign.id(), "large");
    }

    @Test
    void aScheduledCampaignIsClaimedLikeOneThatRuns() {
        Campaign later = StoreFixtures.campaign().startingAt(NOW.plusSeconds(3600));
        Inserted.Fresh inserted = (Inserted.Fresh)
                Waiting.on(store.insert(later, StoreFixtures.snapshot(CampaignStatus.SCHEDULED, null), "gone", null));
        Waiting.on(POSTGRES.database()
                .pool()
                .query("INSERT INTO ratio_fixer_nodes (node, life, expires_at) VALUES ('next', 1, 'infinity')"
                        + " ON CONFLICT (node) DO UPDATE SET expires_at = 'infinity'")
                .execute());

        List<CampaignView> claimed = Waiting.on(store.claim("next", 1000));

        assertThat(claimed)
                .filteredOn(
                        view -> view.campaign().id().equals(inserted.campaign().id()))
                .singleElement()
                .satisfies(view -> {
                    assertThat(view.snapshot().status()).isEqualTo(CampaignStatus.SCHEDULED);
                    assertThat(view.campaign().startedAt()).isEqualTo(NOW.plusSeconds(3600));
                });
        Campaign second = StoreFixtures.campaign(later.video().id().value());
        assertThat(Waiting.on(store.insert(second, StoreFixtures.fresh(), "next", null)))
                .as("its video can have no other")
                .isInstanceOf(Inserted.Existing.class);
    }
}
