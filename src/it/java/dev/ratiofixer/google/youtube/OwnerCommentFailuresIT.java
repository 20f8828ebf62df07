package dev.ratiofixer.google.youtube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.google.FaultySandbox;
import dev.ratiofixer.google.youtube.OwnerCommentClient.QuotaGate;
import dev.ratiofixer.provider.FencingCheck;
import dev.ratiofixer.provider.ProviderFailure;
import dev.ratiofixer.provider.ProviderFailure.ProviderException;
import dev.ratiofixer.sandbox.SandboxOptions.SandboxVideo;
import dev.ratiofixer.video.VideoId;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A post cannot be repeated safely: what is not certain must not be taken for a refusal. */
class OwnerCommentFailuresIT {
    private static final String INSERT = "youtube.commentThreads.insert";

    private static FaultySandbox upstreams;
    private static OwnerCommentClient comments;

    @BeforeAll
    static void open() {
        upstreams = new FaultySandbox();
        comments = new OwnerCommentClient(
                upstreams.vertx, upstreams.time, upstreams.ownerTokens(), upstreams::origin, QuotaGate.OPEN);
    }

    @AfterAll
    static void close() {
        upstreams.close();
    }

    @AfterEach
    void clear() {
        upstreams.clear();
    }

    @ParameterizedTest
    @CsvSource({
        "status, 403, rateLimitExceeded, Throttled",
        "status, 403, quotaExceeded, QuotaExhausted",
        "status, 403, dailyLimitExceeded, QuotaExhausted",
        "status, 429, '', Throttled",
        "status, 503, backendError, Indeterminate",
        "status, 500, '', Indeterminate",
        "status, 403, commentsDisabled, Rejected",
        "status, 403, ineligibleAccount, Rejected",
        "status, 400, processingFailure, Rejected",
        "status, 404, videoNotFound, NotFound",
        "status, 403, insufficientPermissions, Unauthorized",
        "html, 502, '', Indeterminate",
        "garbage, 200, '', Indeterminate",
        "half, 200, '', Indeterminate",
        "drop, 200, '', Indeterminate",
    })
    void namesWhatAFailedPostMeans(String kind, int status, String reason, String meaning) {
        upstreams.fault(INSERT, kind, new JsonObject().put("status", status).put("reason", reason));
        ProviderFailure failure = FaultySandbox.failure(post(1, "What do you hear?", FencingCheck.OPEN));
        assertThat(failure.getClass().getSimpleName()).isEqualTo(meaning);
    }

    @Test
    void findsTheOwnersOwnAmongTheAudiences() {
        OwnerComment posted = FaultySandbox.await(post(0, "Which line stays?", FencingCheck.OPEN));

        List<OwnerComment> found = FaultySandbox.await(find(0));

        assertThat(found).extracting(OwnerComment::id).containsExactly(posted.id());
        assertThat(found.getFirst().text()).isEqualTo("Which line stays?");
    }

    @Test
    void isInDoubtWhenItCannotSeeAllNewComments() {
        SandboxVideo busy = upstreams.sandbox.videos().get(3);
        upstreams.post(
                "/sandbox/videos/" + busy.videoId(),
                new JsonObject().put("adjust", new JsonObject().put("comments", 4_000)));
        assertThat(FaultySandbox.failure(find(3)))
                .isInstanceOfSatisfying(
                        ProviderFailure.Indeterminate.class,
                        doubt -> assertThat(doubt.reason()).contains("too many"));
    }

    @Test
    void sendsNothingWhileTheGateIsShut() {
        upstreams.fault(INSERT, "delay", new JsonObject().put("delay", "PT0.001S"));
        FencingCheck shut =
                () -> Future.failedFuture(new ProviderException(new ProviderFailure.Aborted("not sent: test")));
        assertThat(FaultySandbox.failure(post(1, "Never", shut))).isInstanceOf(ProviderFailure.Aborted.class);
        assertThat(upstreams.hits()).isZero();
    }

    @Test
    void postsNothingWithoutUnits() {
        OwnerCommentClient poor = new OwnerCommentClient(
                upstreams.vertx,
                upstreams.time,
                upstreams.ownerTokens(),
                upstreams::origin,
                units -> Future.failedFuture(
                        new ProviderException(new ProviderFailure.Throttled("used up", Duration.ofHours(3), null))));
        upstreams.fault(INSERT, "delay", new JsonObject().put("delay", "PT0.001S"));
        SandboxVideo of = upstreams.sandbox.videos().get(1);
        assertThat(FaultySandbox.failure(
                        poor.post(new VideoId(of.videoId()), of.channelId(), "Never", FencingCheck.OPEN)))
                .isInstanceOf(ProviderFailure.Throttled.class);
        assertThat(upstreams.hits()).isZero();
    }

    private static Future<OwnerComment> post(int video, String text, FencingCheck gate) {
        SandboxVideo of = upstreams.sandbox.videos().get(video);
        return comments.post(new VideoId(of.videoId()), of.channelId(), text, gate);
    }

    private static Future<List<OwnerComment>> find(int video) {
        SandboxVideo of = upstreams.sandbox.videos().get(video);
        return comments.since(new VideoId(of.videoId()), FaultySandbox.START.minus(Duration.ofHours(1)))
                .map(all -> all.stream()
                        .filter(comment -> of.channelId().equals(comment.authorChannelId()))
                        .toList());
    }
}
