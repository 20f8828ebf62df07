package dev.ratiofixer.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.fixtures.OrderCampaigns;
import dev.ratiofixer.fixtures.OrderFixtures;
import dev.ratiofixer.fixtures.Waiting;
import dev.ratiofixer.notify.NotificationOutbox.DigestEntry;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Receivers that are held to a client hear of its campaigns alone. */
class HeldReceiversIT extends NotificationReceivers {
    private static NotificationSink.Slack held(String name, String client) {
        return new NotificationSink.Slack(name, null, null, null, client);
    }

    private static String campaignOf(String client) {
        String id = campaign();
        Waiting.on(POSTGRES.database()
                .pool()
                .preparedQuery("INSERT INTO ratio_fixer_clients (client_id, name, changed_at, changed_by)"
                        + " VALUES ($1, $2, now(), 'test') ON CONFLICT DO NOTHING")
                .execute(Tuple.of(client, "Client " + client)));
        Waiting.on(POSTGRES.database()
                .pool()
                .preparedQuery("UPDATE ratio_fixer_campaigns SET campaign_name = $2 || ' single',"
                        + " terms = jsonb_set(terms, '{labels}', jsonb_build_object('client', $2::text))"
                        + " WHERE campaign_id = $1")
                .execute(Tuple.of(id, client)));
        return id;
    }

    private List<String> textsAt(String path) {
        return received.stream()
                .filter(each -> each.path().equals(path))
                .map(each -> new JsonObject(each.body()).getString("text"))
                .toList();
    }

    @Test
    void aReceiverThatIsHeldToAClientHearsOfItsCampaignsAlone() {
        String alpha = campaignOf("alpha");
        String bravo = campaignOf("bravo");
        propose(alpha, "a");
        propose(bravo, "b");
        propose(campaign(), "nobodys");
        Waiting.on(OrderCampaigns.change(POSTGRES.database(), bravo, "paused", 1));
        AlertCondition dead = AlertCondition.now(NotificationEvent.TOKEN_DEAD, "Google Ads", "invalid_grant");
        AlertCondition limit = AlertCondition.now(NotificationEvent.LIMIT_REACHED, bravo, "9 of 9");
        Waiting.on(outbox.seen(List.of(dead, limit)));
        Waiting.on(POSTGRES.database()
                .pool()
                .query("UPDATE ratio_fixer_conditions SET since = now() - interval '1 minute'")
                .execute());
        Waiting.on(outbox.seen(List.of(dead, limit)));
        NotificationDispatcher dispatcher =
                dispatcher("one", new NotificationSink.Slack("team", null, null, null, null), held("alpha", "alpha"));

        dispatcher.start();

        await(
                "both hear",
                () -> received.stream().map(Received::path).distinct().count() == 2);
        await(
                "everything is sent",
                () -> log().stream()
                        .flatMap(logged -> logged.deliveries().stream())
                        .allMatch(delivery -> delivery.status().equals("sent")));
        String toTeam = String.join("\n", textsAt("/services/T0/B0/secret"));
        String toAlpha = String.join("\n", textsAt("/services/T0/B1/alpha"));
        assertThat(toTeam).contains("alpha single", "bravo single", "Google Ads", "is paused", "spending limit");
        assertThat(toAlpha)
                .contains("alpha single: an order waits for a decision")
                .doesNotContain("bravo", bravo, "Google Ads", "is paused", "spending limit", "test:");
        assertThat(Waiting.on(outbox.conditions("alpha"))).isEmpty();
        assertThat(Waiting.on(outbox.conditions("bravo")))
                .singleElement()
                .satisfies(told -> assertThat(told.subject()).isEqualTo(bravo));
        Waiting.on(OrderCampaigns.change(POSTGRES.database(), bravo, "running", 1));
    }

    @Test
    void theDigestIsOfEachClientAndAHeldReceiversOfItsOwn() {
        propose(campaignOf("alpha"), "a");
        propose(campaignOf("bravo"), "b");

        assertThat(Waiting.on(outbox.digest(OrderFixtures.NOW, null)))
                .extracting(DigestEntry::subject)
                .contains("Promotion", "Client alpha", "Client bravo");
        assertThat(Waiting.on(outbox.digest(OrderFixtures.NOW, "alpha")))
                .singleElement()
                .satisfies(day -> {
                    assertThat(day.id()).isEqualTo("alpha");
                    assertThat(day.text()).matches(".*\\d orders? waits?.*");
                });
        assertThat(Waiting.on(outbox.digest(OrderFixtures.NOW, "nobody"))).isEmpty();
    }

    @Test
    void whatWaitsForAReceiverThatIsHeldByNowIsDropped() {
        propose(campaignOf("alpha"), "a");
        propose(campaignOf("bravo"), "b");
        NotificationSink open = new NotificationSink.Slack("alpha", null, null, null, null);
        Waiting.on(outbox.distribute(List.of(open)));
        for (String client : List.of("alpha", "bravo")) {
            Waiting.on(outbox.add(
                    Notice.of(NotificationEvent.DIGEST, client, "a day", OrderFixtures.NOW),
                    "digest/2026-11-20/alpha/" + client,
                    "alpha"));
        }

        List<Notice> taken = Waiting.on(outbox.take("alpha", "alpha", "one", Duration.ZERO, false));

        assertThat(taken).extracting(Notice::about).containsExactlyInAnyOrder("alpha single", "alpha");
        assertThat(log().stream()
                        .flatMap(logged -> logged.deliveries().stream())
                        .filter(delivery -> delivery.status().equals("dropped")))
                .hasSize(2)
                .allSatisfy(delivery -> assertThat(delivery.answer()).contains("held to client alpha"));
    }

    @Test
    void aHeldReceiverNeedsAnAddressOfItsOwnAndAClientThatThereIs() {
        propose(campaignOf("bravo"), "b");
        NotificationDispatcher dispatcher = dispatcher("one", held("bravo", "bravo"), held("alpha", "no-such-client"));

        dispatcher.start();

        await("both are named", () -> dispatcher.problems().size() == 2);
        assertThat(dispatcher.problems().get("bravo")).contains("SLACK_WEBHOOK_URLS");
        assertThat(dispatcher.problems().get("alpha")).contains("client no-such-client, and there is none");
        assertThat(received).as("nothing goes to everybody's address instead").isEmpty();
    }
}
