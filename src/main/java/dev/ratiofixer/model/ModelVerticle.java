package dev.ratiofixer.model;

import dev.ratiofixer.bus.Addresses;
import dev.ratiofixer.bus.Mailbox;
import dev.ratiofixer.bus.Mailbox.BusReply;
import dev.ratiofixer.bus.Mailbox.Inbox;
import dev.ratiofixer.bus.Mailbox.ReplyFailureCode;
import dev.ratiofixer.concurrent.RequestBatcher;
import dev.ratiofixer.model.ModelRequest.Calibrate;
import dev.ratiofixer.model.ModelRequest.Calibrated;
import dev.ratiofixer.model.ModelRequest.Expect;
import dev.ratiofixer.model.ModelRequest.ExpectMany;
import dev.ratiofixer.model.ModelRequest.ExpectedMany;
import dev.ratiofixer.model.ModelRequest.Explain;
import dev.ratiofixer.model.ModelRequest.Explained;
import dev.ratiofixer.model.calibration.CalibratedModel;
import dev.ratiofixer.time.Timers;
import dev.ratiofixer.video.ChannelHistory;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.WorkerExecutor;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers {@link ModelRequest}s at {@link Addresses#MODEL}. Requests gather for a few milliseconds or until a batch is
 * full, then share one forward pass on a thread of its own; loading has another, so that no request waits for it. Both
 * have one thread, which is what keeps their tasks in order.
 *
 * <p>Starting fails with a {@link ModelException} when there is no model to serve. {@link #apply} and {@link #status}
 * may be called from any thread.
 */
public final class ModelVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(ModelVerticle.class);
    private static final int IN_FLIGHT = 20_000;

    /** Makes a model of settings; blocks. */
    @FunctionalInterface
    interface Loading {
        EngagementModel load(ModelSettings settings);
    }

    private final Timers timers;
    private final Loading loading;
    private final RequestBatcher<Features, Expectation> gathering = new RequestBatcher<>();
    private ModelSettings settings;
    private @Nullable WorkerExecutor passes;
    private @Nullable WorkerExecutor loads;
    private @Nullable Context own;
    private @Nullable Mailbox mailbox;
    private @Nullable CalibratedModel model;
    private boolean gatheringTime;
    private boolean passing;
    private final AtomicLong answered = new AtomicLong();
    private volatile ModelStatus status = new ModelStatus(false, null, false, "the model is being loaded");

    /** With the usual date of the change of counting. */
    public ModelVerticle(ModelSettings settings, Timers timers) {
        this(settings, timers, ModelLoader::load);
    }

    /** @param videosChanged since when ordinary videos' views count at the first frame; may change while it serves */
    public ModelVerticle(ModelSettings settings, Timers timers, Supplier<Instant> videosChanged) {
        this(settings, timers, wanted -> ModelLoader.load(wanted, videosChanged));
    }

    ModelVerticle(ModelSettings settings, Timers timers, Loading loading) {
        this.settings = settings;
        this.timers = timers;
        this.loading = loading;
    }

    /** What health should say. */
    public ModelStatus status() {
        return status;
    }

    @Override
    public Future<?> start() {
        own = context;
        passes = vertx.createSharedWorkerExecutor("ratio-fixer-model", 1);
        loads = vertx.createSharedWorkerExecutor("ratio-fixer-model-loading", 1);
        return load(settings).onSuccess(loaded -> {
            serve(settings, loaded);
            mailbox = Mailbox.open(
                    vertx.eventBus(), Addresses.MODEL, IN_FLIGHT, Inbox.answers(ModelRequest.class, this::answer));
        });
    }

    @Override
    public Future<?> stop() {
        Future<Void> closed = mailbox == null ? Future.succeededFuture() : mailbox.close();
        return closed.compose(unregistered -> {
            while (!gathering.isEmpty()) {
                gathering.take(Integer.MAX_VALUE).fail(new ModelException("Ratio Fixer is stopping"));
            }
            return retire(model);
        });
    }

    /**
     * Serves by new settings. The model that serves goes on until the new one has been loaded, checked and warmed up;
     * if that fails, it stays, and the returned future fails with a {@link ModelException}.
     */
    public Future<Void> apply(ModelSettings next) {
        Context on = own;
        if (on == null) {
            return ReplyFailureCode.of(
                    ReplyFailureCode.UNAVAILABLE, "the model is not ready yet: try again in a moment");
        }
        Promise<Void> applied = Promise.promise();
        on.runOnContext(now -> load(next).onComplete(loaded -> {
            if (loaded.succeeded()) {
                EngagementModel old = model;
                serve(next, loaded.result());
                retire(old);
                applied.complete();
            } else {
                problem(String.valueOf(loaded.cause().getMessage()));
                applied.fail(loaded.cause());
            }
        }));
        return applied.future();
    }

    private Future<EngagementModel> load(ModelSettings wanted) {
        return worker(loads).executeBlocking(() -> loading.load(wanted), false);
    }

    private void serve(ModelSettings by, EngagementModel loaded) {
        settings = by;
        model = new CalibratedModel(loaded);
        boolean fallback = loaded instanceof LeastSquaresModel;
        status = new ModelStatus(
                true,
                loaded.version(),
                fallback,
                fallback
                        ? "what a video should have is told by a simpler rule, as a part of the model does not run on this server (native"
                                + " libraries do not load): it is rougher"
                        : null);
    }

    private void problem(String problem) {
        LOG.error("model={} new settings refused: {}", status.version(), problem);
        status = new ModelStatus(status.serving(), status.version(), status.fallback(), problem);
    }

    /** Closes a model after the passes that still use it. */
    private Future<Void> retire(@Nullable EngagementModel old) {
        if (old == null) {
            return Future.succeededFuture();
        }
        return worker(passes)
                .executeBlocking(
                        () -> {
                            old.close();
                            return null;
                        },
                        false)
                .mapEmpty();
    }

    private BusReply answer(ModelRequest<?> request) {
        return switch (request) {
            case Expect one -> BusReply.to(one, ask(List.of(one.features())).map(List::getFirst));
            case ExpectMany many -> BusReply.to(many, ask(many.rows()).map(ExpectedMany::new));
            case Explain one -> BusReply.to(one, explain(new Explanation(one.features())));
            case Calibrate one -> BusReply.to(one, calibrate(one.channel()));
        };
    }

    /** Rows that were answered since the start. Any thread. */
    public long answered() {
        return answered.get();
    }

    private Future<Explained> explain(Explanation explanation) {
        return ask(explanation.rows()).map(explanation::explain);
    }

    private Future<Calibrated> calibrate(ChannelHistory channel) {
        CalibratedModel by = model;
        return by == null
                ? ReplyFailureCode.of(ReplyFailureCode.UNAVAILABLE, "the model is being loaded")
                : worker(passes)
                        .executeBlocking(
                                () -> new Calibrated(by.calibration(channel).orElse(null)), false);
    }

    private Future<List<Expectation>> ask(List<Features> rows) {
        Future<List<Expectation>> answer = gathering.add(rows);
        if (gathering.rows() >= settings.maxBatch()) {
            pass();
        } else if (!gatheringTime && !passing) {
            gatheringTime = true;
            timers.after(settings.gather(), this::gathered);
        }
        return answer;
    }

    private void gathered() {
        gatheringTime = false;
        pass();
    }

    /** One forward pass at a time; what comes meanwhile shares the next. */
    private void pass() {
        EngagementModel by = model;
        if (passing || gathering.isEmpty() || by == null) {
            return;
        }
        passing = true;
        RequestBatcher.OpenBatch<Features, Expectation> share = gathering.take(settings.maxBatch());
        worker(passes)
                .executeBlocking(() -> by.expect(share.rows()), false)
                .onSuccess(answers -> answered.addAndGet(answers.size()))
                .onComplete(share::answer, share::fail)
                .onComplete(done -> {
                    passing = false;
                    pass();
                });
    }

    private static WorkerExecutor worker(@Nullable WorkerExecutor executor) {
        if (executor == null) {
            throw new IllegalStateException("the model has not started");
        }
        return executor;
    }
}
