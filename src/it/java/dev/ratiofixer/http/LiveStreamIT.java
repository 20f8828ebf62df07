package dev.ratiofixer.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.http.EventReader.Event;
import dev.ratiofixer.smm.api.OrderType;
import dev.ratiofixer.smm.api.OrderView.OrderStatus;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Server-sent events: fresh, resumed, too late, of one campaign. */
class LiveStreamIT {
    private static Site site;
    private static String first;
    private static String second;

    @BeforeAll
    static void open() {
        site = Site.open();
        first = start();
        second = start();
    }

    @AfterAll
    static void close() {
        site.close();
    }

    private static String start() {
        return site.as(Site.OPERATOR)
                .post("/api/ratio-fixer/start", StartIT.body())
                .json()
                .getString("campaign_id");
    }

    private static void tick() {
        site.engine.tick(Duration.ofMinutes(1));
    }

    @Test
    void beginsWithASnapshotAndGoesOnLive() {
        try (EventReader reader = EventReader.open(site, "", null)) {
            Event snapshot = reader.next(any -> true);
            assertThat(snapshot.type()).isEqualTo("snapshot");
            assertThat(reader.next("clock").data().getString("now")).isNotBlank();
            assertThat(snapshot.data().getJsonArray("items")).hasSizeGreaterThanOrEqualTo(2);
            tick();
            Event change = reader.next("campaign");
            assertThat(change.data().getString("what")).isEqualTo("sampled");
            assertThat(change.data().getJsonObject("status").getLong("views")).isPositive();
            site.engine.put(
                    HttpFixtures.order("order-1", first, OrderType.AD_BUDGET, OrderStatus.PROPOSED, site.engine.now()));
            assertThat(reader.next("order").data().getJsonObject("order").getString("status"))
                    .isEqualTo("proposed");
        }
    }

    @Test
    void resumesWhereItWasWithoutGapOrRepeat() {
        try (EventReader reader = EventReader.open(site, "?campaign=" + first, null)) {
            reader.next("snapshot");
            tick();
            Event seen = reader.next("campaign");
            tick();
            tick();
            try (EventReader later = EventReader.open(site, "?campaign=" + first, seen.id())) {
                Event missed = later.next("campaign");
                Event next = later.next("campaign");
                assertThat(later.next("clock")).isNotNull();
                assertThat(missed.id()).isEqualTo(reader.next("campaign").id());
                assertThat(next.id()).isEqualTo(reader.next("campaign").id());
            }
        }
    }

    @Test
    void hearsOnlyOfItsCampaign() {
        try (EventReader reader = EventReader.open(site, "?campaign=" + second, null)) {
            Event snapshot = reader.next("snapshot");
            assertThat(snapshot.data().getJsonArray("items")).hasSize(1);
            tick();
            tick();
            for (int i = 0; i < 2; i++) {
                assertThat(reader.next("campaign")
                                .data()
                                .getJsonObject("status")
                                .getString("campaign_id"))
                        .isEqualTo(second);
            }
        }
    }

    @Test
    void givesASnapshotToOneWhoComesBackTooLateOrFromAnotherProcess() {
        for (String lastId : new String[] {"00000000-5", "nonsense", "00000000-99999999999999999999"}) {
            try (EventReader reader = EventReader.open(site, "", lastId)) {
                assertThat(reader.next(any -> true).type()).isEqualTo("snapshot");
            }
        }
    }

    @Test
    void dropsAReaderThatStalledToASnapshotAndGoesOnFromThere() {
        try (EventReader quick = EventReader.open(site, "", null);
                EventReader stalled = EventReader.openNarrow(site)) {
            stalled.next("snapshot");
            quick.next("snapshot");
            for (int i = 0; i < 5000; i++) {
                tick();
            }
            long newest = Objects.requireNonNull(site.engine.counters(first).views());
            quick.next(event -> tells(event, newest));

            assertThat(snapshotsUntil(newest, stalled)).isPositive();
        }
    }

    /** Reads on until it knows the newest count; nothing may be missing but what a snapshot stands for. */
    private static int snapshotsUntil(long newest, EventReader reader) {
        Event last = reader.next(event -> !event.type().equals("clock"));
        int snapshots = last.type().equals("snapshot") ? 1 : 0;
        while (!tells(last, newest)) {
            Event next = reader.next(event -> !event.type().equals("clock"));
            if (next.type().equals("snapshot")) {
                snapshots++;
            } else {
                assertThat(number(next)).isEqualTo(number(last) + 1);
            }
            last = next;
        }
        return snapshots;
    }

    private static boolean tells(Event event, long views) {
        JsonObject status = event.data().getJsonObject("status");
        return status == null
                ? event.data().getJsonArray("items", new JsonArray()).encode().contains("\"views\":" + views)
                : status.getLong("views") == views;
    }

    private static long number(Event event) {
        return Long.parseLong(event.id().replaceFirst(".*-", ""));
    }
}
