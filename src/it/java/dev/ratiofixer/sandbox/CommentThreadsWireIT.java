package dev.ratiofixer.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.sandbox.SandboxOptions.SandboxVideo;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommentThreadsWireIT {
    private static final int BUSY = 15;
    private SandboxAtWire wire;
    private SandboxVideo video;

    @BeforeAll
    void open() {
        wire = new SandboxAtWire();
        video = wire.sandbox.videos().get(BUSY);
    }

    @AfterAll
    void close() {
        wire.close();
    }

    private List<JsonObject> all(String query) {
        List<JsonObject> comments = new ArrayList<>();
        String token = "";
        do {
            String page = token.isEmpty() ? "" : "&pageToken=" + token;
            JsonObject body = wire.youtube("commentThreads?part=snippet&maxResults=100&textFormat=plainText&videoId="
                            + video.videoId() + query + page)
                    .bodyAsJsonObject();
            JsonArray items = body.getJsonArray("items");
            assertThat(items.size()).isLessThanOrEqualTo(100);
            items.forEach(item -> comments.add(comment((JsonObject) item)));
            token = body.getString("nextPageToken", "");
        } while (!token.isEmpty());
        return comments;
    }

    private static JsonObject comment(JsonObject thread) {
        return thread.getJsonObject("snippet").getJsonObject("topLevelComment").getJsonObject("snippet");
    }

    @Test
    void theOwnersCommentsLieAmongTheAudiencesByTheirTime() {
        assertThat(wire.comment(video.videoId(), video.channelId(), "First question?")
                        .statusCode())
                .isEqualTo(200);
        wire.time.advance(Duration.ofDays(3));
        wire.comment(video.videoId(), video.channelId(), "Second question?");
        wire.time.advance(Duration.ofDays(1));
        List<JsonObject> comments = all("");
        assertThat(comments).hasSize((int) wire.counter(video.videoId(), "commentCount"));
        List<String> owners = comments.stream()
                .filter(comment -> comment.getJsonObject("authorChannelId")
                        .getString("value")
                        .equals(video.channelId()))
                .map(comment -> comment.getString("textDisplay"))
                .toList();
        assertThat(owners).containsExactly("Second question?", "First question?");
        List<String> times = comments.stream()
                .map(comment -> comment.getString("publishedAt"))
                .toList();
        assertThat(times).isSortedAccordingTo((left, right) -> right.compareTo(left));
        assertThat(times.getLast())
                .isGreaterThanOrEqualTo(wire.youtube("videos?part=snippet&id=" + video.videoId())
                        .bodyAsJsonObject()
                        .getJsonArray("items")
                        .getJsonObject(0)
                        .getJsonObject("snippet")
                        .getString("publishedAt"));
        assertThat(comments.getFirst().getString("textDisplay")).isNotEqualTo("Second question?");
        assertThat(all("&searchTerms=second").stream().map(comment -> comment.getString("textDisplay")))
                .containsExactly("Second question?");
    }

    @Test
    void anAudiencesCommentStaysWhatItIs() {
        List<JsonObject> before = all("");
        wire.time.advance(Duration.ofHours(30));
        Set<JsonObject> after = new HashSet<>(all(""));
        assertThat(after).containsAll(before).hasSizeGreaterThan(before.size());
    }

    @Test
    void aHeldCommentIsInAListThatOnlyTheVideosOwnerSees() {
        SandboxVideo held = wire.sandbox.videos().get(3);
        wire.post("/sandbox/videos/" + held.videoId(), new JsonObject().put("moderation", "heldForReview"));
        long before = wire.counter(held.videoId(), "commentCount");
        assertThat(wire.comment(held.videoId(), held.channelId(), "Who sees this?")
                        .bodyAsString())
                .contains("\"moderationStatus\":\"heldForReview\"");
        assertThat(wire.counter(held.videoId(), "commentCount")).isEqualTo(before);

        String list = "/youtube/v3/commentThreads?part=snippet&videoId=" + held.videoId() + "&moderationStatus=";
        assertThat(wire.youtube("commentThreads?part=snippet&videoId=" + held.videoId()
                                + "&moderationStatus=heldForReview")
                        .statusCode())
                .as("with a key")
                .isEqualTo(403);
        assertThat(asOwner(list + "heldForReview").bodyAsString())
                .contains("Who sees this?", "\"moderationStatus\":\"heldForReview\"");
        assertThat(asOwner(list + "published").bodyAsString()).doesNotContain("Who sees this?");

        wire.post("/sandbox/videos/" + held.videoId(), new JsonObject().put("review", "published"));
        assertThat(asOwner(list + "published").bodyAsString()).contains("Who sees this?");
        assertThat(wire.counter(held.videoId(), "commentCount")).isEqualTo(before + 1);
    }

    private HttpResponse<Buffer> asOwner(String uri) {
        return SandboxAtWire.await(wire.request(HttpMethod.GET, uri)
                .putHeader("Authorization", "Bearer " + wire.ownerToken())
                .send());
    }
}
