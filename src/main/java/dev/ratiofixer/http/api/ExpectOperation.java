package dev.ratiofixer.http.api;

import dev.ratiofixer.campaign.query.CampaignQueries;
import dev.ratiofixer.http.Health.HealthReport;
import dev.ratiofixer.http.problem.ProblemException;
import dev.ratiofixer.http.problem.ProblemType;
import dev.ratiofixer.http.problem.ValidationErrors;
import dev.ratiofixer.model.Features;
import dev.ratiofixer.model.ModelRequest.Explain;
import dev.ratiofixer.model.ModelRequest.Explained;
import dev.ratiofixer.model.ModelRequest.FeatureEffect;
import dev.ratiofixer.model.calibration.ChannelCalibration;
import dev.ratiofixer.model.calibration.ChannelCalibration.CounterCalibration;
import dev.ratiofixer.stats.Quantiles;
import dev.ratiofixer.video.Category;
import dev.ratiofixer.video.ChannelHistory;
import dev.ratiofixer.video.ChannelKnowledge;
import dev.ratiofixer.video.ChannelKnowledge.ChannelCounting;
import dev.ratiofixer.video.CountingRegime;
import dev.ratiofixer.video.UsualUpload;
import dev.ratiofixer.video.VideoForm;
import dev.ratiofixer.video.ViewUnit;
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

    /** {@code GET channels/{id}/calibration}. */
    static final class CalibrationOperation implements Operation {
        private static final double P90 = 1.2816;
        static final String UNKNOWN =
                "no such channel was read: only those of running campaigns are, and ordinary videos only";

        private final EngineClient engine;
        private final CampaignQueries queries;
        private final HealthReport health;

        CalibrationOperation(EngineClient engine, CampaignQueries queries, HealthReport health) {
            this.engine = engine;
            this.queries = queries;
            this.health = health;
        }

        /** The contract's {@code Calibration}. */
        record CalibrationBody(
                String channelId,
                Instant readAt,
                int channelUploads,
                @Nullable Instant since,
                @Nullable ViewUnit unit,
                int uploads,
                boolean inDomain,
                @Nullable Factor factor,
                @Nullable CounterBody likes,
                @Nullable CounterBody comments) {}

        /** The contract's {@code ViewFactor}: first-frame views for one engaged view. */
        record Factor(double value, double p10, double p90, int uploads) {
            static Factor of(ChannelCounting counting) {
                double spread = P90 * Math.sqrt(counting.logFactorVariance());
                return new Factor(
                        rounded(counting.factor()),
                        rounded(Math.exp(Math.max(0, counting.logFactor() - spread))),
                        rounded(Math.exp(counting.logFactor() + spread)),
                        counting.factorUploads());
            }
        }

        /** The contract's {@code CounterCalibration}. */
        record CounterBody(
                int uploads, double shift, @Nullable Double inside) {
            static CounterBody of(CounterCalibration of) {
                return new CounterBody(
                        of.uploads(), rounded(Math.exp(of.shift())), of.uploads() == 0 ? null : rounded(of.inside()));
            }
        }

        @Override
        public Future<OperationResult> answer(ApiCall call) {
            return health.report()
                    .compose(now -> now.compliance().equals("declined")
                            ? ProblemException.failed(
                                    ProblemType.NOT_ALLOWED_NOW,
                                    "YouTube has not allowed this installation to compare videos, so nothing is known of a channel: whoever runs it"
                                            + " can ask YouTube for that (setting compliance.derived_metrics)")
                            : channel(call.id()))
                    .compose(channel -> answer(call.id(), channel));
        }

        /** As this node read it, or else as the campaigns of other nodes did. */
        private Future<ChannelKnowledge> channel(String channelId) {
            return engine.channel(channelId)
                    .compose(here -> here.wasRead() ? Future.succeededFuture(here) : queries.channel(channelId));
        }

        private Future<OperationResult> answer(String channelId, ChannelKnowledge knowledge) {
            return switch (knowledge) {
                case ChannelKnowledge.Known(ChannelHistory history, Instant readAt) ->
                    engine.calibration(history)
                            .map(found -> OperationResult.ok(
                                    found.calibration() == null
                                            ? unchanged(channelId, history, readAt)
                                            : body(channelId, history, readAt, found.calibration())));
                case ChannelKnowledge.Empty(Instant readAt) ->
                    Future.succeededFuture(OperationResult.ok(unchanged(channelId, ChannelHistory.UNKNOWN, readAt)));
                case ChannelKnowledge.Unread unread -> unknown();
                case ChannelKnowledge.Unreadable unreadable -> unknown();
            };
        }

        private static Future<OperationResult> unknown() {
            return ProblemException.failed(ProblemType.NOT_FOUND, UNKNOWN);
        }

        private static CalibrationBody unchanged(String channelId, ChannelHistory history, Instant readAt) {
            return new CalibrationBody(channelId, readAt, history.videos(), null, null, 0, true, null, null, null);
        }

        private static CalibrationBody body(
                String channelId, ChannelHistory history, Instant readAt, ChannelCalibration calibration) {
            ChannelCounting counting = calibration.counting();
            return new CalibrationBody(
                    channelId,
                    readAt,
                    history.videos(),
                    counting.since(),
                    counting.unit(),
                    calibration.uploads(),
                    calibration.uploads() >= ChannelCalibration.ENOUGH_UPLOADS,
                    Factor.of(counting),
                    CounterBody.of(calibration.likes()),
                    CounterBody.of(calibration.comments()));
        }

        private static double rounded(double value) {
            return Math.round(value * 1e3) / 1e3;
        }
    }
}
