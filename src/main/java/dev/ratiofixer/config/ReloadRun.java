package dev.ratiofixer.config;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Applies a plan one section at a time; if one fails, it and those before it are taken back in reverse. */
final class ReloadRun {
    private final ConfigApplier applier;
    private final Configuration before;
    private final ReloadPlan plan;

    ReloadRun(ConfigApplier applier, Configuration before, ReloadPlan plan) {
        this.applier = applier;
        this.before = before;
        this.plan = plan;
    }

    /** Succeeds when all is applied; fails with {@link Broken} when all was taken back. */
    Future<Void> run() {
        return applyFrom(0);
    }

    private Future<Void> applyFrom(int index) {
        if (index == plan.apply().size()) {
            return Future.succeededFuture();
        }
        SectionName section = plan.apply().get(index);
        return attempt(section, plan.next())
                .recover(cause -> takeBack(index)
                        .transform(takenBack -> Future.failedFuture(new Broken(section, cause, takenBack.cause()))))
                .compose(applied -> applyFrom(index + 1));
    }

    private Future<Void> takeBack(int last) {
        List<SectionName> applied = new ArrayList<>(plan.apply().subList(0, last + 1));
        Future<Void> done = Future.succeededFuture();
        for (SectionName section : applied.reversed()) {
            done = done.transform(earlier -> attempt(section, before).transform(own -> worse(earlier, own)));
        }
        return done;
    }

    private static Future<Void> worse(AsyncResult<Void> earlier, AsyncResult<Void> own) {
        AsyncResult<Void> told = earlier.failed() ? earlier : own;
        return told.failed() ? Future.failedFuture(told.cause()) : Future.succeededFuture();
    }

    private Future<Void> attempt(SectionName section, Configuration next) {
        try {
            return applier.apply(section, next);
        } catch (RuntimeException broken) {
            return Future.failedFuture(broken);
        }
    }

    /** A section could not be applied. */
    static final class Broken extends Exception {
        private static final long serialVersionUID = 1L;
        private final SectionName section;

        Broken(SectionName section, Throwable cause, @Nullable Throwable takingBack) {
            super(
                    String.valueOf(cause.getMessage())
                            + (takingBack == null ? "" : "; taking it back failed too: " + takingBack.getMessage()),
                    cause);
            this.section = section;
        }

        SectionName section() {
            return section;
        }
    }
}
