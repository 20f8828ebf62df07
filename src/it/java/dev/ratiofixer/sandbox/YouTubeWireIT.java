package dev.ratiofixer.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.sandbox.SandboxOptions.SandboxVideo;
import dev.ratiofixer.sandbox.oauth.Credentials;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class YouTubeWireIT {
    private static final String VIDEO = "enqBY9C99iU";
    private static final String CHANNEL = "UC4YCVy0ggUoFd2NVU2z04WA";
    private SandboxAtWire wire;

    @BeforeAll
    void open() {
        wire = new SandboxAtWire();
    }

    @AfterAll
    void close() {
        wire.close();
    }

    @Test
    void aVideoIsAnsweredWithItsPartsAndCountsAsStrings() {
        JsonObject body = wire.youtube("videos?part=snippet,statistics,contentDetails,status&id=" + VIDEO)
                .bodyAsJsonObject();
        assertThat(body.getString("kind")).isEqualTo("youtube#videoListResponse");
        JsonObject item = body.getJsonArray("items").getJsonObject(0);
        assertThat(item.getString("kind")).isEqualTo("youtube#video");
        assertThat(item.getString("id")).isEqualTo(VIDEO);
        assertThat(item.getJsonObject("snippet").getString("title")).isEqualTo("Leila K - Electric (KAAZE Remix)");
        assertThat(item.getJsonObject("snippet").getString("channelId")).isEqualTo(CHANNEL);
        assertThat(item.getJsonObject("snippet").getString("categoryId")).isEqualTo("10");
        assertThat(item.getJsonObject("snippet").getString("publishedAt")).matches("\\d{4}-\\d\\d-\\d\\dT[0-9:]{8}Z");
        assertThat(item.getJsonObject("contentDetails").getString("duration")).isEqualTo("PT3M24S");
        assertThat(item.getJsonObject("status").getString("privacyStatus")).isEqualTo("public");
        JsonObject statistics = item.getJsonObject("statistics");
        assertThat(statistics.getValue("viewCount")).isInstanceOf(String.class);
        assertThat(Long.parseLong(statistics.getString("viewCount"))).isBetween(1_500L, 3_000L);
        assertThat(Long.parseLong(statistics.getString("likeCount"))).isPositive();
        assertThat(item.getJsonObject("player")).isNull();
    }

    @Test
    void batchStatsHaveTheirOwnSpelling() {
        HttpResponse<Buffer> response = wire.youtube(
                "videos:batchGetStats?part=id,snippet,statistics,contentDetails&id=" + VIDEO + ",nothere0000");
        JsonArray items = response.bodyAsJsonObject().getJsonArray("items");
        assertThat(items).hasSize(1);
        JsonObject item = items.getJsonObject(0);
        assertThat(item.getString("kind")).isEqualTo("youtube#videoStats");
        assertThat(item.getJsonObject("contentDetails").getString("duration")).isEqualTo("204s");
        assertThat(item.getJsonObject("snippet").getString("publishTime")).endsWith("Z");
        assertThat(item.getJsonObject("statistics").getString("viewCount"))
                .isEqualTo(wire.statistics(VIDEO).getString("viewCount"));
    }

    @Test
    void idsMayBeRepeatedOrSeparatedByCommas() {
        JsonArray repeated = wire.youtube(
                        "videos:batchGetStats?part=id&part=statistics&id=" + VIDEO + "&id=Uz1r_pVn5mM")
                .bodyAsJsonObject()
                .getJsonArray("items");
        assertThat(repeated).hasSize(2);
    }

    @Test
    void onlyUnknownIdsAreAnEmptyListAndNoError() {
        HttpResponse<Buffer> response = wire.youtube("videos?part=id&id=nothere0000");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.bodyAsJsonObject().getJsonArray("items")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "videos?id=enqBY9C99iU, required",
        "'videos?part=snippet,nonsense&id=enqBY9C99iU', unknownPart",
        "videos:batchGetStats?part=status&id=enqBY9C99iU, unknownPart",
        "videos?part=snippet, missingRequiredParameter",
        "videos?part=snippet&id=enqBY9C99iU&ids=1, badRequest",
        "videos?part=player&id=enqBY9C99iU&maxHeight=71, invalidValue",
        "videos?part=player&id=enqBY9C99iU&maxHeight=tall, invalidValue",
        "playlistItems?part=snippet&playlistId=UU4YCVy0ggUoFd2NVU2z04WA&pageToken=x, invalidPageToken",
    })
    void whatGoogleWouldRefuseIsRefused(String call, String reason) {
        HttpResponse<Buffer> response = wire.youtube(call);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(SandboxAtWire.reason(response)).isEqualTo(reason);
    }

    @Test
    void fiftyIdsPassAndFiftyOneDoNot() {
        assertThat(wire.youtube("videos:batchGetStats?part=id&id=" + ids(50)).statusCode())
                .isEqualTo(200);
        HttpResponse<Buffer> refused = wire.youtube("videos:batchGetStats?part=id&id=" + ids(51));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(SandboxAtWire.reason(refused)).isEqualTo("invalidFilters");
    }

    private static String ids(int howMany) {
        return IntStream.range(0, howMany)
                .mapToObj(i -> "id" + (100_000_000 + i))
                .collect(Collectors.joining(","));
    }

    @Test
    void noKeyAndAWrongKeyAreToldApart() {
        HttpResponse<Buffer> none = wire.get("/youtube/v3/videos?part=id&id=" + VIDEO);
        assertThat(none.statusCode()).isEqualTo(403);
        assertThat(SandboxAtWire.reason(none)).isEqualTo("forbidden");
        HttpResponse<Buffer> wrong = wire.get("/youtube/v3/videos?part=id&key=stolen&id=" + VIDEO);
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(SandboxAtWire.reason(wrong)).isEqualTo("keyInvalid");
    }

    @Test
    void theSameTagIsNotModified() {
        HttpResponse<Buffer> first = wire.youtube("videos?part=statistics&id=" + VIDEO);
        String etag = first.getHeader("ETag");
        assertThat(etag).isEqualTo('"' + first.bodyAsJsonObject().getString("etag") + '"');
        String uri = "/youtube/v3/videos?part=statistics&id=" + VIDEO + "&key=" + SandboxAtWire.KEY;
        HttpResponse<Buffer> second = SandboxAtWire.await(wire.request(HttpMethod.GET, uri)
                .putHeader("If-None-Match", etag)
                .send());
        assertThat(second.statusCode()).isEqualTo(304);
        assertThat(second.body()).isNull();
    }

    @Test
    void answersAreCompressedIfAsked() {
        String uri = "/youtube/v3/videos?part=snippet&id=" + VIDEO + "&key=" + SandboxAtWire.KEY;
        HttpResponse<Buffer> packed = SandboxAtWire.await(wire.request(HttpMethod.GET, uri)
                .putHeader("Accept-Encoding", "gzip")
                .send());
        assertThat(packed.getHeader("content-encoding")).isEqualTo("gzip");
        assertThat(packed.body().getBytes(0, 2)).containsExactly(0x1f, 0x8b);
        assertThat(wire.get(uri).getHeader("content-encoding")).isNull();
    }

    @Test
    void thePlayerKeepsTheVideosShapeWithinTheBounds() {
        JsonObject player = wire.youtube("videos?part=player&maxHeight=720&id=" + VIDEO)
                .bodyAsJsonObject()
                .getJsonArray("items")
                .getJsonObject(0)
                .getJsonObject("player");
        assertThat(player.getString("embedHeight")).isEqualTo("720");
        assertThat(player.getString("embedWidth")).isEqualTo("1280");
    }

    @Test
    void aChannelLeadsToItsUploadsPageByPage() {
        JsonObject channel = wire.youtube("channels?part=contentDetails,statistics,snippet&id=" + CHANNEL)
                .bodyAsJsonObject()
                .getJsonArray("items")
                .getJsonObject(0);
        String uploads = channel.getJsonObject("contentDetails")
                .getJsonObject("relatedPlaylists")
                .getString("uploads");
        assertThat(uploads).isEqualTo("UU4YCVy0ggUoFd2NVU2z04WA");
        String call = "playlistItems?part=contentDetails,snippet&maxResults=10&playlistId=" + uploads;
        JsonObject first = wire.youtube(call).bodyAsJsonObject();
        assertThat(first.getJsonArray("items")).hasSize(10);
        assertThat(first.getString("prevPageToken")).isNull();
        JsonObject second = wire.youtube(call + "&pageToken=" + first.getString("nextPageToken"))
                .bodyAsJsonObject();
        assertThat(second.getJsonArray("items")).hasSize(10);
        int total = first.getJsonObject("pageInfo").getInteger("totalResults");
        assertThat(channel.getJsonObject("statistics").getString("videoCount")).isEqualTo(Integer.toString(total));
        assertThat(published(first, 0)).isGreaterThan(published(first, 9));
        assertThat(published(first, 9)).isGreaterThan(published(second, 0));
    }

    private static String published(JsonObject page, int item) {
        return page.getJsonArray("items")
                .getJsonObject(item)
                .getJsonObject("contentDetails")
                .getString("videoPublishedAt");
    }

    @Test
    void anOwnersCommentIsPostedListedAndCounted() {
        String video = "BnOfv1aQeV4";
        String channel = wire.sandbox.videos().get(7).channelId();
        long before = wire.counter(video, "commentCount");
        HttpResponse<Buffer> posted = wire.comment(video, channel, "What do you <b>think</b>?");
        assertThat(posted.statusCode()).isEqualTo(200);
        String id = posted.bodyAsJsonObject().getString("id");
        assertThat(wire.counter(video, "commentCount")).isEqualTo(before + 1);
        JsonObject thread = wire.youtube("commentThreads?part=snippet&videoId=" + video)
                .bodyAsJsonObject()
                .getJsonArray("items")
                .getJsonObject(0);
        assertThat(thread.getString("id")).isEqualTo(id);
        JsonObject comment =
                thread.getJsonObject("snippet").getJsonObject("topLevelComment").getJsonObject("snippet");
        assertThat(posted.bodyAsString()).contains("\"textOriginal\":\"What do you <b>think</b>?\"");
        // A key is nobody in particular, and only the author is shown what was typed.
        assertThat(comment.fieldNames()).doesNotContain("textOriginal");
        assertThat(comment.getString("textDisplay")).contains("&lt;b&gt;");
        assertThat(comment.getJsonObject("authorChannelId").getString("value")).isEqualTo(channel);
    }

    @Test
    void theOwnersTokenStandsForItsChannelsOnly() {
        SandboxOptions options = SandboxOptions.defaults().withOwnerChannels(Set.of(CHANNEL));
        try (SandboxAtWire own = new SandboxAtWire(options)) {
            HttpResponse<Buffer> mine =
                    SandboxAtWire.await(own.request(HttpMethod.GET, "/youtube/v3/channels?part=id&mine=true")
                            .putHeader("Authorization", "Bearer " + own.ownerToken())
                            .send());
            assertThat(mine.bodyAsJsonObject().getJsonArray("items")).hasSize(1);
            SandboxVideo other = own.sandbox.videos().get(7);
            assertThat(own.comment(other.videoId(), other.channelId(), "Hello").bodyAsString())
                    .contains("\"authorChannelId\":{\"value\":\"" + CHANNEL + "\"}");
        }
        assertThat(SandboxAtWire.reason(wire.youtube("channels?part=id&mine=true")))
                .isEqualTo("required");
    }

    @Test
    void aCommentNeedsTheOwnersTokenAndTheRightChannel() {
        JsonObject nothing = new JsonObject();
        String uri = "/youtube/v3/commentThreads?part=snippet";
        assertThat(wire.post(uri + "&key=" + SandboxAtWire.KEY, nothing).statusCode())
                .isEqualTo(401);
        HttpResponse<Buffer> scope = wire.post(uri, nothing, wire.adsToken());
        assertThat(scope.statusCode()).isEqualTo(403);
        assertThat(SandboxAtWire.reason(scope)).isEqualTo("insufficientPermissions");
        HttpResponse<Buffer> stranger = wire.comment(VIDEO, "UCsomebodyelse", "Hello");
        assertThat(stranger.statusCode()).isEqualTo(400);
        assertThat(SandboxAtWire.reason(stranger)).isEqualTo("invalidCommentThreadMetadata");
        HttpResponse<Buffer> empty = wire.comment(VIDEO, CHANNEL, " ");
        assertThat(SandboxAtWire.reason(empty)).isEqualTo("commentTextRequired");
        HttpResponse<Buffer> unknown = wire.comment("nothere0000", CHANNEL, "Hello");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(SandboxAtWire.reason(unknown)).isEqualTo("videoNotFound");
    }

    @Test
    void commentsOffIsSaidAndLeavesTheCounterOut() {
        String video = "4jodTozvvLg";
        String channel = wire.sandbox.videos().get(6).channelId();
        wire.post(
                "/sandbox/videos/" + video,
                new JsonObject().put("comments_off", true).put("likes_hidden", true));
        assertThat(wire.statistics(video).fieldNames()).doesNotContain("commentCount", "likeCount");
        HttpResponse<Buffer> refused = wire.comment(video, channel, "Hello");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(SandboxAtWire.reason(refused)).isEqualTo("commentsDisabled");
        assertThat(SandboxAtWire.reason(wire.youtube("commentThreads?part=snippet&videoId=" + video)))
                .isEqualTo("commentsDisabled");
        wire.post(
                "/sandbox/videos/" + video,
                new JsonObject().put("comments_off", false).put("likes_hidden", false));
        assertThat(wire.statistics(video).fieldNames()).contains("commentCount", "likeCount");
    }

    @Test
    void aPrivateVideoIsLeftOutAndComesBack() {
        String video = "xwFRy-lPyGc";
        String uri = "/sandbox/videos/" + video;
        wire.post(uri, new JsonObject().put("privacy", "private"));
        assertThat(wire.youtube("videos?part=status&id=" + video)
                        .bodyAsJsonObject()
                        .getJsonArray("items"))
                .isEmpty();
        wire.post(uri, new JsonObject().put("privacy", "public"));
        assertThat(wire.youtube("videos?part=status&id=" + video)
                        .bodyAsJsonObject()
                        .getJsonArray("items"))
                .hasSize(1);
    }

    @Test
    void aRevokedConsentIsAnInvalidGrant() {
        try (SandboxAtWire own = new SandboxAtWire()) {
            String token = own.ownerToken();
            String refresh = Credentials.DEMO.ownerRefreshToken();
            own.post("/sandbox/credentials", new JsonObject().put("credential", refresh));
            HttpResponse<Buffer> dead = own.token(refresh);
            assertThat(dead.statusCode()).isEqualTo(400);
            assertThat(dead.bodyAsJsonObject().getString("error")).isEqualTo("invalid_grant");
            assertThat(own.post("/youtube/v3/commentThreads?part=snippet", new JsonObject(), token)
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void anAccessTokenExpires() {
        try (SandboxAtWire own = new SandboxAtWire()) {
            String token = own.adsToken();
            JsonObject query = new JsonObject().put("query", "SELECT campaign.id FROM campaign LIMIT 1");
            String uri = "/v26/customers/111/googleAds:searchStream";
            assertThat(own.post(uri, query, token).statusCode()).isEqualTo(200);
            own.time.advance(Duration.ofHours(1));
            HttpResponse<Buffer> expired = own.post(uri, query, token);
            assertThat(expired.statusCode()).isEqualTo(401);
        }
    }
}
