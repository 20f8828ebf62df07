package dev.ratiofixer.smm.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.fixtures.PostgresExtension;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.sandbox.SandboxOptions.SandboxVideo;
import dev.ratiofixer.smm.api.OrderMode;
import dev.ratiofixer.smm.api.PromotionRequest.CheckPrerequisites;
import dev.ratiofixer.smm.api.PromotionRequest.ClaimAdsCampaigns;
import dev.ratiofixer.smm.api.PromotionRequest.Prerequisite;
import dev.ratiofixer.smm.api.PromotionRequest.PrerequisitesChecked;
import dev.ratiofixer.smm.api.PromotionRequest.ReleaseAdsCampaigns;
import dev.ratiofixer.smm.api.SpendLimits;
import dev.ratiofixer.smm.api.StartTerms;
import dev.ratiofixer.video.VideoId;
import io.vertx.core.Future;
import io.vertx.core.eventbus.Message;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The lines of the check list that ask Google Ads, and those that look at what was given, through the verticle. */
class StartCheckListIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    /** The check list by name. */
    private record Lines(List<Prerequisite> all) {
        Prerequisite get(String name) {
            return all.stream()
                    .filter(line -> line.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("there is no line " + name));
        }
    }

    private SmmWorld world;

    @BeforeEach
    void aWorld() {
        world = new SmmWorld(POSTGRES.database());
        world.start();
    }

    @AfterEach
    void close() {
        world.close();
    }

    private static SpendLimits limits(String max, String daily, String currency) {
        return new SpendLimits(Money.parse(max, currency), Money.parse(daily, currency));
    }

    private Lines check(int video, int service, OrderMode mode, @Nullable SpendLimits limits, String channel) {
        SandboxVideo of = world.sandbox.videos().get(video);
        StartTerms terms = new StartTerms(null, new VideoId(of.videoId()), channel, mode, limits);
        PrerequisitesChecked checked = (PrerequisitesChecked)
                world.request(new CheckPrerequisites(SmmWorld.ads(service), "439", SmmWorld.SHEET, "gold", terms));
        return new Lines(checked.prerequisites());
    }

    private Lines check(int video, int service) {
        return check(
                video,
                service,
                OrderMode.AUTO,
                SmmWorld.LIMITS,
                world.sandbox.videos().get(video).channelId());
    }

    private void show(int service, List<String> videos) {
        world.sandbox.show(world.sandbox.videos().get(service).adsCampaignId(), videos);
    }

    @Test
    void everythingIsInOrder() {
        assertThat(check(2, 2).all())
                .allSatisfy(line -> assertThat(line.met()).as("%s", line).isTrue());
    }

    @Test
    void theAdsShowAnotherVideo() {
        Prerequisite line = check(2, 3).get("ads_campaign_shows_video");

        assertThat(line.met()).isFalse();
        assertThat(line.required()).isTrue();
        assertThat(line.field()).isEqualTo("like_server");
        assertThat(line.detail()).contains(world.sandbox.videos().get(3).videoId(), "not this video");
    }

    @Test
    void theAdsShowNoVideoOrOthersToo() {
        show(2, List.of());
        assertThat(check(2, 2).get("ads_campaign_shows_video").detail()).contains("no enabled ad with a video");

        String own = world.sandbox.videos().get(2).videoId();
        show(2, List.of(own, "aaaaaaaaaaa"));
        Prerequisite line = check(2, 2).get("ads_campaign_shows_video");
        assertThat(line.met()).isFalse();
        assertThat(line.required())
                .as("a vertical cut of the same song is allowed")
                .isFalse();
        assertThat(line.detail()).contains("also aaaaaaaaaaa");
    }

    @Test
    void anAdsCampaignServesOneLiveCampaign() {
        String other = world.campaign(9);
        using(other, SmmWorld.ads(2));

        Prerequisite line = check(2, 2).get("ads_campaign_free");
        assertThat(line.met()).isFalse();
        assertThat(line.required()).isTrue();
        assertThat(line.detail()).contains(other, "serves one at a time");
        assertThat(check(3, 3).get("ads_campaign_free").met()).isTrue();

        Prerequisite observing = check(2, 2, OrderMode.OBSERVE, null, "UC").get("ads_campaign_free");
        assertThat(observing.required())
                .as("one that only observes needs no ads campaign")
                .isFalse();
    }

    /** Both have passed the check list; neither is stored yet. */
    @Test
    void ofTwoSimultaneousStartsOneIsRefused() {
        Future<PrerequisitesChecked> one = claim("one", 2, SmmWorld.ads(4));
        Future<PrerequisitesChecked> two = claim("two", 3, SmmWorld.ads(4));

        List<PrerequisitesChecked> answers = List.of(SmmWorld.await(one), SmmWorld.await(two));
        assertThat(answers.stream().filter(answer -> answer.prerequisites().isEmpty()))
                .hasSize(1);
        assertThat(answers.stream().flatMap(answer -> answer.prerequisites().stream()))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.name()).isEqualTo("ads_campaign_free");
                    assertThat(line.field()).isEqualTo("like_server");
                    assertThat(line.detail()).contains("another campaign that is being started");
                });

        world.request(new ReleaseAdsCampaigns("one", null, null));
        world.request(new ReleaseAdsCampaigns("two", null, null));
        assertThat(SmmWorld.await(claim("three", 2, SmmWorld.ads(4))).prerequisites())
                .isEmpty();
    }

    private Future<PrerequisitesChecked> claim(String campaign, int video, String service) {
        VideoId of = new VideoId(world.sandbox.videos().get(video).videoId());
        return world.ask(new ClaimAdsCampaigns(campaign, of, service, null))
                .map(message -> (PrerequisitesChecked) ((Message<?>) message).body());
    }

    private void using(String campaign, String service) {
        SmmWorld.await(POSTGRES.database()
                .pool()
                .preparedQuery("UPDATE ratio_fixer_campaigns SET terms = jsonb_build_object('like_server', $2::text)"
                        + " WHERE campaign_id = $1")
                .execute(io.vertx.sqlclient.Tuple.of(campaign, service)));
    }

    @Test
    void theMoneyIsOfAnotherCurrencyOrDoesNotAddUp() {
        Lines euros = check(2, 2, OrderMode.AUTO, limits("100.00", "200.00", "EUR"), "UC");

        assertThat(euros.get("limits_currency").met()).isFalse();
        assertThat(euros.get("limits_currency").detail()).contains("in EUR", "Demand Gen 2 is in USD");
        assertThat(euros.get("daily_spend_within_max_spend").met()).isFalse();
        assertThat(euros.get("daily_spend_within_max_spend").field()).isEqualTo("daily_spend");
        assertThat(check(2, 2).get("limits_currency").met()).isTrue();
    }

    @Test
    void theCommentServiceIsOfAnotherChannel() {
        Lines lines = check(2, 2, OrderMode.AUTO, SmmWorld.LIMITS, "UCsomebodyElse");

        Prerequisite line = lines.get("owner_channel");
        assertThat(line.met()).isFalse();
        assertThat(line.field()).isEqualTo("comment_server");
        assertThat(line.detail()).contains("UCsomebodyElse");
    }

    @Test
    void whatCannotBeReadIsNoReasonToStart() {
        world.fault(new io.vertx.core.json.JsonObject()
                .put("route", "ads.searchStream")
                .put("kind", "status")
                .put("status", 503)
                .put("times", 20));

        Prerequisite line = check(2, 2).get("ads_campaign_shows_video");
        assertThat(line.met()).isFalse();
        assertThat(line.required()).isTrue();
        assertThat(line.detail()).contains("cannot be read", "503");
    }
}
