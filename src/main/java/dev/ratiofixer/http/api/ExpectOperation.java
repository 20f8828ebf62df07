package dev.ratiofixer.http.api;

import dev.ratiofixer.http.problem.ValidationErrors;
import dev.ratiofixer.model.Features;
import dev.ratiofixer.model.ModelRequest.Explain;
import dev.ratiofixer.model.ModelRequest.Explained;
import dev.ratiofixer.model.ModelRequest.FeatureEffect;
import dev.ratiofixer.stats.Quantiles;
import dev.ratiofixer.video.Category;
import dev.ratiofixer.video.ChannelHistory;
import dev.ratiofixer.video.CountingRegime;
import dev.ratiofixer.video.UsualUpload;
import dev.ratiofixer.video.VideoForm;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs {@code POST expectation}. */
final class ExpectOperation implements Operation {
    private final EngineClient engine;
    private final Supplier<Instant> videosChanged;
    private final InstantSource clock;

    ExpectOperation(EngineClient engine, Supplier<Instant> videosChanged, InstantSource clock) {
        this.engine = engine;
        this.videosChanged = videosChanged;
        this.clock = clock;
    }

    /** The contract's {@code Explained}. */
    record ExplainedBody(
            Quantiles likes,
            Quantiles comments,
            boolean inDomain,
            List<String> outOfDomain,
            String modelVersion,
            String explanation,
            List<FeatureEffect> effects) {
        static ExplainedBody of(Explained explained) {
            return new ExplainedBody(
                    explained.expectation().likes(),
                    explained.expectation().comments(),
                    explained.expectation().inDomain(),
                    explained.expectation().outOfDomain(),
                    explained.expectation().modelVersion(),
                    explained.inWords(),
                    explained.effects());
        }
    }

    @Override
    public Future<OperationResult> answer(ApiCall call) {
        return engine.explain(new Explain(features(call.body())))
                .map(found -> OperationResult.ok(ExplainedBody.of(found)));
    }

    private Features features(JsonObject body) {
        ValidationErrors errors = new ValidationErrors();
        Instant published = errors.read(
                        "published_at",
                        body.getString("published_at"),
                        "give an ISO 8601 instant, such as 2026-11-01T00:00:00Z",
                        Instants::parse)
                .orElse(null);
        errors.throwIfAny();
        VideoForm form = choice(body, "form").map(VideoForm::valueOf).orElse(VideoForm.VIDEO);
        return new Features(
                body.getLong("views"),
                body.getDouble("age_days"),
                Optional.ofNullable(body.getLong("duration_seconds")).orElse(0L),
                form,
                choice(body, "counting_regime")
                        .map(CountingRegime::valueOf)
                        .orElseGet(() -> CountingRegime.of(form, clock.instant(), videosChanged.get())),
                choice(body, "category").map(Category::valueOf).orElse(Category.OTHER),
                channel(body.getJsonObject("channel")),
                published);
    }

    private static ChannelHistory channel(@Nullable JsonObject channel) {
        return channel == null
                ? ChannelHistory.UNKNOWN
                : new ChannelHistory(
                        channel.getInteger("videos"),
                        channel.getDouble("like_rate"),
                        channel.getDouble("comment_rate"),
                        usual(channel.getJsonObject("usual")));
    }

    private static @Nullable UsualUpload usual(@Nullable JsonObject usual) {
        return usual == null
                ? null
                : new UsualUpload(
                        usual.getInteger("uploads"),
                        usual.getDouble("views"),
                        usual.getDouble("age_days"),
                        Optional.ofNullable(usual.getDouble("duration_seconds")).orElse(0.0));
    }

    private static Optional<String> choice(JsonObject body, String field) {
        return Optional.ofNullable(body.getString(field)).map(name -> name.toUpperCase(Locale.ROOT));
    }
}
