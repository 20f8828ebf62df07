package dev.ratiofixer.smm.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.fixtures.PostgresExtension;
import dev.ratiofixer.smm.api.PromotionRequest.CheckPrerequisites;
import dev.ratiofixer.smm.api.PromotionRequest.GetPromotionHealth;
import dev.ratiofixer.smm.api.PromotionRequest.ListServices;
import dev.ratiofixer.smm.api.PromotionRequest.PlaceOrderOutcome;
import dev.ratiofixer.smm.api.PromotionRequest.Prerequisite;
import dev.ratiofixer.smm.api.PromotionRequest.PrerequisitesChecked;
import dev.ratiofixer.smm.api.PromotionRequest.PromotionHealth;
import dev.ratiofixer.smm.api.PromotionRequest.PromotionHealth.ServicePart;
import dev.ratiofixer.smm.api.PromotionRequest.ServiceList;
import dev.ratiofixer.smm.api.PromotionRequest.ServiceList.ServiceView;
import dev.ratiofixer.smm.api.ServicePreflight;
import dev.ratiofixer.smm.api.ServicePreflight.Item;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a look at an ads service finds is shown wherever people look, before money is moved. */
class ServicePreflightIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private static final String SERVICE = SmmWorld.ads(3);

    private SmmWorld world;
    private String campaign;

    @BeforeEach
    void aWorld() {
        world = new SmmWorld(POSTGRES.database());
        campaign = world.sandbox.videos().get(3).adsCampaignId();
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void looksOnceADayAndTellsEverywhere() {
        world.ads("2362", new JsonObject().put("undeclared", true));
        world.preflights.due(SERVICE);
        world.start();
        world.until(() -> preflight() != null);

        ServicePreflight found = Objects.requireNonNull(preflight());
        assertThat(found.ready()).isFalse();
        assertThat(found.items()).extracting(Item::name).containsExactly("eu_political_declaration_missing");
        assertThat(health("ads_services").healthy()).isFalse();
        assertThat(health("ads_services").detail()).contains(SERVICE, "2362");
        assertThat(health("ads_services").remedy()).contains("the Google Ads website only");
        Prerequisite line = prerequisite();
        assertThat(line.met()).isFalse();
        assertThat(line.required())
                .as("a campaign may start: nothing is ordered until then")
                .isFalse();
        assertThat(line.detail()).contains("declare each of them");

        world.ads("2362", new JsonObject().put("undeclared", false));
        world.time.advance(Duration.ofMinutes(11));
        assertThat(prerequisite().met())
                .as("a check list that is asked for later looks anew")
                .isTrue();
        assertThat(health("ads_services").healthy()).isTrue();
    }

    /** No field of this version tells the minimum; Google says it to the trial of the owner's own amount. */
    @Test
    void learnsTheMinimumFromATrial() {
        world.ads(new JsonObject().put("fields_of", 25).put("minimum_micros", 900_000_000L));
        world.preflights.due(SERVICE);
        world.start();
        world.until(() ->
                preflight() != null && !Objects.requireNonNull(preflight()).ready());

        assertThat(Objects.requireNonNull(preflight()).items())
                .singleElement()
                .satisfies(item -> assertThat(item.detail()).contains("900.00 USD"));
        assertThat(world.placed()).isEmpty();
    }

    @Test
    void saysWhatIsWronglyConfiguredAndWhatIsForThisCustomerOnly() {
        world.start();
        world.ads(new JsonObject().put("currency", "JPY").put("unit_micros", 1_000_000));
        assertThat(prerequisite().detail()).contains("give the service's bounds in JPY");
        assertThat(prerequisite().required()).isTrue();

        world.time.advance(Duration.ofMinutes(11));
        world.ads(new JsonObject().put("access", "NONE"));
        assertThat(prerequisite().detail())
                .contains("customer 111")
                .contains("USER_PERMISSION_DENIED")
                .contains("login_customer_id");
        assertThat(prerequisite().required()).isFalse();
    }

    /** Before an order is proposed: the same look, and a task to people where nothing may be changed. */
    @Test
    void asksPeopleInsteadOfProposingWhatCouldNotGoBack() {
        world.start();
        world.ads(campaign, new JsonObject().put("total_budget", true));
        String of = world.campaign(3);
        world.time.advance(Duration.ofDays(2));

        PlaceOrderOutcome outcome = world.ask(world.promotion(of, 3, SERVICE, null), world.evidence(3, 0.2, 0.01));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        PlaceOrderOutcome.Ordered.class,
                        ordered -> assertThat(ordered.orders())
                                .singleElement()
                                .satisfies(task -> assertThat(task.serviceId()).isEqualTo("7")));
        assertThat(Objects.requireNonNull(preflight()).items())
                .extracting(Item::name)
                .containsExactly("total_budget");
    }

    private Prerequisite prerequisite() {
        PrerequisitesChecked checked =
                (PrerequisitesChecked) world.request(new CheckPrerequisites(SERVICE, null, null, null));
        return checked.prerequisites().stream()
                .filter(line -> line.name().equals("ads_campaign_ready"))
                .findFirst()
                .orElseThrow();
    }

    private ServicePart health(String name) {
        PromotionHealth health = (PromotionHealth) world.request(new GetPromotionHealth());
        return health.parts().stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private @Nullable ServicePreflight preflight() {
        ServiceList list = (ServiceList) world.request(new ListServices());
        return list.services().stream()
                .filter(service -> service.id().equals(SERVICE))
                .findFirst()
                .map(ServiceView::preflight)
                .orElse(null);
    }
}
