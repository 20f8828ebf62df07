package dev.ratiofixer.app.health;

import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * Whether the process does anything at all: every event loop and the worker pool run a task in time. A process that
 * does not should be restarted; a database that is away is no reason for that.
 */
public final class Liveness {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Vertx vertx;
    private final List<Context> loops = new CopyOnWriteArrayList<>();

    private Liveness(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Deploys a verticle without work on every event loop, through which that loop is checked. */
    public static Future<Liveness> listen(Vertx vertx) {
        return listen(vertx, VertxOptions.DEFAULT_EVENT_LOOP_POOL_SIZE);
    }

    static Future<Liveness> listen(Vertx vertx, int eventLoops) {
        Liveness liveness = new Liveness(vertx);
        return vertx.deployVerticle(liveness::probe, new DeploymentOptions().setInstances(eventLoops))
                .map(deployed -> liveness);
    }

    /** What does not answer; empty when all is well. Never fails. */
    public Future<List<String>> silent() {
        List<Future<String>> answers = new ArrayList<>();
        for (int i = 0; i < loops.size(); i++) {
            answers.add(ask("event loop " + i, loop(loops.get(i))));
        }
        answers.add(ask("worker pool", vertx.executeBlocking(() -> true)));
        return Future.all(answers)
                .map(all -> all.<String>list().stream()
                        .filter(name -> !name.isEmpty())
                        .toList());
    }

    private static Future<Boolean> loop(Context context) {
        Promise<Boolean> answer = Promise.promise();
        context.runOnContext(run -> answer.complete(true));
        return answer.future();
    }

    private static Future<String> ask(String name, Future<Boolean> answer) {
        return answer.timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .map("")
                .otherwise(name);
    }

    private VerticleBase probe() {
        return new VerticleBase() {
            @Override
            public Future<?> start() {
                loops.add(context);
                return Future.succeededFuture();
            }
        };
    }
}
