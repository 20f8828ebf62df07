package dev.ratiofixer.config;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Applies changed sections one section at a time; if one fails, it and those before it are taken back in reverse. */
final class ReloadRun {
    private final ConfigReloader.Applier applier;
    private final Configuration before;
    private final Configuration next;
    private final List<SectionName> changed;

    ReloadRun(ConfigReloader.Applier applier, Configuration before, Configuration next, List<SectionName> changed) {
        this.applier = applier;
        this.before = before;
        this.next = next;
        this.changed = changed;
    }

    /** Succeeds when all is applied; fails with {@link Broken} when all was taken back. */
    Future<Void> run() {
        return applyFrom(0);
    }

    private Future<Void> applyFrom(int index) {
        if (index == changed.size()) {
            return Future.succeededFuture();
        }
        SectionName section = changed.get(index);
        return attempt(section, next)
                .recover(cause -> takeBack(index)
                        .transform(takenBack -> Future.failedFuture(new Broken(section, cause, takenBack.cause()))))
                .compose(applied -> applyFrom(index + 1));
    }

    private Future<Void> takeBack(int last) {
        List<SectionName> applied = new ArrayList<>(changed.subList(0, last + 1));
        Future<Void> done = Future.succeededFuture();
        for (SectionName section : applied.reversed()) {
            done = done.transform(earlier -> attempt(section, before).transform(own -> worse(earlier, own)));
        }
        return done;
    }

    private static Future<Void> worse(AsyncResult<Void> earlier, AsyncResult<Void> own) {
        AsyncResult<Void> reported = earlier.failed() ? earlier : own;
        return reported.failed() ? Future.failedFuture(reported.cause()) : Future.succeededFuture();
    }

    private Future<Void> attempt(SectionName section, Configuration wanted) {
        try {
            return applier.apply(section, wanted);
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
