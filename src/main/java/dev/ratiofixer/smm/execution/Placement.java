package dev.ratiofixer.smm.execution;

import dev.ratiofixer.provider.ProviderFailure;
import dev.ratiofixer.provider.ProviderFailure.ProviderException;
import dev.ratiofixer.video.CommentVisibility;
import io.vertx.core.Future;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of trying to place an order. */
public sealed interface Placement {
    /**
     * The provider has it.
     *
     * @param visibility whether anybody can see a comment, {@code null} for other orders and while it is not known
     */
    record Placed(
            String reference,
            @Nullable String requestId,
            String note,
            @Nullable CommentVisibility visibility) implements Placement {
        public Placed(String reference, @Nullable String requestId, String note) {
            this(reference, requestId, note, null);
        }
    }

    /** The provider does not have it and never will. */
    record NotPlaced(String problem, @Nullable String requestId) implements Placement {}

    /** The provider does not have it yet. */
    record Later(
            String problem,
            @Nullable Duration pause,
            @Nullable String requestId) implements Placement {}

    /** Nobody knows whether the provider has it. */
    record Unknown(String problem, @Nullable String requestId) implements Placement {}

    /** The provider was asked whether it has it, and did not show it. */
    record NotFound() implements Placement {}

    /** Names a failure that came from the call that would have placed it. */
    static Future<Placement> failed(Throwable cause) {
        return Future.succeededFuture(
                switch (ProviderException.of(cause)) {
                    case ProviderFailure.Rejected refused -> new NotPlaced(refused.detail(), refused.requestId());
                    case ProviderFailure.NotFound missing -> new NotPlaced(missing.detail(), missing.requestId());
                    case ProviderFailure.QuotaExhausted day -> new Later(day.reason(), day.pause(), null);
                    case ProviderFailure.Throttled busy -> new Later(busy.reason(), busy.pause(), busy.requestId());
                    case ProviderFailure.Unreachable away -> new Later(away.reason(), null, null);
                    case ProviderFailure.Aborted withheld -> new Later(withheld.reason(), null, null);
                    case ProviderFailure.Unauthorized denied -> new Later(denied.detail(), DENIED_PAUSE, null);
                    case ProviderFailure.Indeterminate doubt -> new Unknown(doubt.reason(), doubt.requestId());
                });
    }

    /** Names a failure of a call that only looked: nothing was done by it. */
    static Future<Placement> notRead(Throwable cause, boolean certainlyNotPlaced) {
        return failed(cause).map(placement -> switch (placement) {
            case Unknown unknown when certainlyNotPlaced -> new Later(unknown.problem(), null, unknown.requestId());
            case NotPlaced refused when !certainlyNotPlaced -> new Unknown(refused.problem(), refused.requestId());
            case Later later when !certainlyNotPlaced -> new Unknown(later.problem(), later.requestId());
            case Placed same -> same;
            case NotPlaced same -> same;
            case Later same -> same;
            case Unknown same -> same;
            case NotFound same -> same;
        });
    }

    /** Credentials do not mend themselves in seconds. */
    Duration DENIED_PAUSE = Duration.ofMinutes(10);
}
