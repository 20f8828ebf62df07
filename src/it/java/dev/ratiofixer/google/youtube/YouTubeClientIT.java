package dev.ratiofixer.google.youtube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.fixtures.ManualTime;
import dev.ratiofixer.google.youtube.VideoBatch.VideoCounters;
import dev.ratiofixer.google.youtube.VideoBatch.Visibility;
import dev.ratiofixer.google.youtube.YouTubeApi.VideoCall;
import dev.ratiofixer.provider.ProviderFailure.ProviderException;
import dev.ratiofixer.provider.ProviderFailure.Unauthorized;
import dev.ratiofixer.video.Counters;
import dev.ratiofixer.video.VideoForm;
import dev.ratiofixer.video.VideoId;
import dev.ratiofixer.youtube.PollingDay;
import dev.ratiofixer.youtube.PollingTestBench;
import dev.ratiofixer.youtube.StandIn;
import dev.ratiofixer.youtube.StandInCatalog.Clip;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The wire: what is sent and what answers of the recorded shape mean. */
class YouTubeClientIT {
    private static final VideoId VIDEO = new VideoId("aaaaaaaaaaa");
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int MOST_BYTES = 200_000;

    private final Vertx vertx = Vertx.vertx();
    private StandIn standIn;
    private YouTubeClient client;

    @BeforeEach
    void open() throws Exception {
        standIn = PollingTestBench.await(StandIn.start(vertx, new ManualTime(Instant.parse("2026-11-10T12:00:00Z"))));
        standIn.catalog.add(VIDEO.value(), "UCone", "2026-09-01T10:00:00Z");
        client = client(standIn.origin());
    }

    @AfterEach
    void close() throws Exception {
        PollingTestBench.await(vertx.close());
    }

    @Test
    void anEmptyKeyIsRefusedWithoutARequest() {
        YouTubeClient keyless = new YouTubeClient(vertx, InstantSource.system(), settings(standIn.origin()), () -> " ");

        Future<VideoBatch> refused = keyless.videos(VideoCall.STATS, List.of(VIDEO));
        assertThat(ProviderException.of(refused.cause()))
                .isInstanceOfSatisfying(
                        Unauthorized.class, none -> assertThat(none.detail()).contains("YOUTUBE_API_KEY"));
        assertThat(standIn.calls).isEmpty();
    }

    @Test
    void everyKindOfCallIsReadFromTheRecordedShape() throws Exception {
        for (VideoCall call : VideoCall.values()) {
            VideoCounters reading = reading(call);

            assertThat(reading.counters()).isEqualTo(new Counters(1000L, 40L, 3L));
            assertThat(reading.visibility()).isEqualTo(Visibility.SHOWN);
            assertThat(reading.facts() != null).isEqualTo(call == VideoCall.DETAILS);
        }
    }

    @Test
    void hiddenCountersAreMissingAndZeroIsZero() throws Exception {
        standIn.catalog.put(clip().counting(0L, null, null));

        assertThat(reading(VideoCall.STATS).counters()).isEqualTo(new Counters(0L, null, null));
    }

    @Test
    void anUprightVideoOfAtMostThreeMinutesIsAShort() throws Exception {
        assertThat(form("PT3M", true)).isEqualTo(VideoForm.SHORT);
        assertThat(form("PT3M1S", true)).isEqualTo(VideoForm.VIDEO);
        assertThat(form("PT3M", false)).isEqualTo(VideoForm.VIDEO);
        assertThat(form("P0D", true)).isEqualTo(VideoForm.VIDEO);
    }

    @Test
    void aTitleIsOneLineOfCharactersThatCanBeStored() throws Exception {
        for (Map.Entry<String, String> title : Map.of(
                        "a\u0000b", "a b", "two\nlines\u2028", "two lines ", "ok 🎵", "ok 🎵")
                .entrySet()) {
            JsonObject item = new JsonObject()
                    .put("id", VIDEO.value())
                    .put(
                            "snippet",
                            new JsonObject()
                                    .put("title", title.getKey())
                                    .put("channelId", "UCone")
                                    .put("publishedAt", "2026-09-01T10:00:00Z"));
            standIn.next(request ->
                    StandIn.json(request, 200, new JsonObject().put("items", new JsonArray().add(item))));
            assertThat(Objects.requireNonNull(reading(VideoCall.DETAILS).facts())
                            .title())
                    .isEqualTo(title.getValue());
        }
    }

    @Test
    void aDurationThatIsNotToldIsUnknownAndNeverZero() throws Exception {
        assertThat(duration("PT2H3S")).isEqualTo(Duration.ofHours(2).plusSeconds(3));
        assertThat(duration("P1DT1M")).isEqualTo(Duration.ofDays(1).plusMinutes(1));
        for (String unknown : List.of("P0D", "PT0S", "P1W", "P2W3DT4H", "P1M", "PT-5S", "", "live")) {
            assertThat(duration(unknown)).as("duration %s", unknown).isNull();
        }
    }

    private @Nullable Duration duration(String iso) throws Exception {
        Clip clip = clip();
        standIn.catalog.put(new Clip(
                clip.id(), clip.channel(), clip.published(), iso, false, clip.views(), clip.likes(), null, "public"));
        return Objects.requireNonNull(reading(VideoCall.DETAILS).facts()).duration();
    }

    @Test
    void aPrivateVideoIsToldFromAShownOne() throws Exception {
        standIn.catalog.put(clip().withPrivacy("private"));

        assertThat(reading(VideoCall.STATUS).visibility()).isEqualTo(Visibility.PRIVATE);
    }

    @Test
    void oneItemThatMakesNoSenseSpoilsOnlyItself() throws Exception {
        VideoId other = new VideoId("bbbbbbbbbbb");
        VideoId absent = new VideoId("ccccccccccc");
        standIn.next(request -> StandIn.json(
                request,
                200,
                new JsonObject()
                        .put("surprise", new JsonObject().put("new", true))
                        .put("summary", new JsonObject().put("failedVideoCount", 1))
                        .put(
                                "items",
                                new JsonArray()
                                        .add(item(VIDEO, new JsonObject().put("viewCount", new JsonArray())))
                                        .add(item(
                                                other,
                                                new JsonObject()
                                                        .put("viewCount", "12")
                                                        .put("shareCount", 3)))
                                        .add(item(new VideoId("zzzzzzzzzzz"), new JsonObject()))
                                        .add("no object")
                                        .addNull())));

        VideoBatch answer = PollingTestBench.await(client.videos(VideoCall.STATS, List.of(VIDEO, other, absent)));

        assertThat(answer.readings()).containsOnlyKeys(other);
        assertThat(answer.garbled()).containsOnlyKeys(VIDEO);
        assertThat(answer.omits(absent)).isTrue();
        assertThat(answer.omits(VIDEO)).isFalse();
    }

    @Test
    void countsOfWrongTypesMakeTheItemGarbled() throws Exception {
        for (Object wrong : new Object[] {
            null, "", "-1", " 7", "٣", "1e3", "1.5", 1.5, true, "99999999999999999999", new JsonObject()
        }) {
            standIn.next(request -> StandIn.json(
                    request,
                    200,
                    new JsonObject()
                            .put("items", new JsonArray().add(item(VIDEO, new JsonObject().put("likeCount", wrong))))));

            VideoBatch answer = PollingTestBench.await(client.videos(VideoCall.STATS, List.of(VIDEO)));
            assertThat(answer.garbled()).as("likeCount %s", wrong).containsOnlyKeys(VIDEO);
        }
    }

    @Test
    void fiftyIdsTravelInOneCallAndMoreAreAProgrammingError() throws Exception {
        List<VideoId> fifty = IntStream.range(0, 50).mapToObj(PollingDay::id).toList();
        PollingTestBench.await(client.videos(VideoCall.STATS, fifty));

        assertThat(standIn.calls.getLast().ids()).hasSize(50);
        org.assertj.core.api.Assertions.assertThatIllegalArgumentException()
                .isThrownBy(() -> client.videos(
                        VideoCall.STATS,
                        Stream.concat(fifty.stream(), Stream.of(VIDEO)).toList()));
    }

    @Test
    void channelsAndPlaylistsAreRead() throws Exception {
        Map<String, String> playlists = PollingTestBench.await(client.uploadPlaylists(List.of("UCone", "UCnone")));
        assertThat(playlists).containsOnly(Map.entry("UCone", "UUUCone"));

        assertThat(PollingTestBench.await(client.uploads("UUUCone", null)).uploads())
                .singleElement()
                .satisfies(upload -> assertThat(upload.id()).isEqualTo(VIDEO));
    }

    private Clip clip() {
        return Objects.requireNonNull(standIn.catalog.clips.get(VIDEO.value()));
    }

    private VideoCounters reading(VideoCall call) throws Exception {
        return Objects.requireNonNull(PollingTestBench.await(client.videos(call, List.of(VIDEO)))
                .readings()
                .get(VIDEO));
    }

    private @Nullable VideoForm form(String duration, boolean upright) throws Exception {
        Clip now = clip();
        standIn.catalog.put(
                new Clip(now.id(), now.channel(), now.published(), duration, upright, 1L, 1L, 1L, now.privacy()));
        var facts = reading(VideoCall.DETAILS).facts();
        return facts == null ? null : facts.form();
    }

    private YouTubeClient client(URI origin) {
        return new YouTubeClient(vertx, InstantSource.system(), settings(origin), () -> StandIn.KEY);
    }

    private static ApiSettings settings(URI origin) {
        return new ApiSettings(origin, LIMIT, MOST_BYTES, 4);
    }

    private static JsonObject item(VideoId id, JsonObject statistics) {
        return new JsonObject().put("id", id.value()).put("statistics", statistics);
    }
}
