package dev.ratiofixer.smm.execution;

import dev.ratiofixer.concurrent.RepeatingTask;
import dev.ratiofixer.provider.ProviderFailure;
import dev.ratiofixer.provider.ProviderFailure.ProviderException;
import dev.ratiofixer.smm.api.AuthorizationLedger;
import dev.ratiofixer.smm.api.PromotionRequest.PromotionHealth;
import dev.ratiofixer.time.Timers;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks every day whether the channels' owners still authorize this client, as {@code owner_authorized} asks for at
 * least every 30 days. A withdrawn authorization ends at once, one that cannot be confirmed after 30 days. Any thread.
 *
 * <p>Source: YouTube API Services Developer Policies, III.E.4.
 */
public final class OwnerAuthorizationMonitor {
    private static final Logger LOG = LoggerFactory.getLogger(OwnerAuthorizationMonitor.class);
    private static final String NAME = "authorization";
    private static final Duration STANDS = Duration.ofDays(30);
    private static final Duration CHECK = Duration.ofDays(1);
    private static final Duration TURN = Duration.ofMinutes(10);

    private final BooleanSupplier needed;
    private final Supplier<Future<Set<String>>> ask;
    private final AuthorizationLedger ledger;
    private final Consumer<@Nullable Set<String>> announce;
    private final InstantSource clock;
    private final RepeatingTask turns;
    private Map<String, Instant> seen = Map.of();
    private @Nullable Set<String> announced;
    private Instant asked = Instant.MIN;
    private @Nullable String trouble;

    /**
     * @param needed whether compliance is {@code owner_authorized} now
     * @param ask the channels that the owner's token stands for
     * @param announce hears which channels are authorized whenever that changes; {@code null} means that it does not
     *     matter
     */
    public OwnerAuthorizationMonitor(
            BooleanSupplier needed,
            Supplier<Future<Set<String>>> ask,
            AuthorizationLedger ledger,
            Consumer<@Nullable Set<String>> announce,
            InstantSource clock,
            Timers timers) {
        this.needed = needed;
        this.ask = ask;
        this.ledger = ledger;
        this.announce = announce;
        this.clock = clock;
        this.turns = new RepeatingTask(timers, TURN, this::turn);
    }

    /** Looks for the first time; completes when it is known what campaigns may do. Never fails. */
    public Future<Void> start() {
        return ledger.find()
                .onSuccess(this::recall)
                .onFailure(away -> LOG.warn("authorizations cannot be read: {}", away.getMessage()))
                .otherwiseEmpty()
                .compose(known -> turn())
                .onComplete(looked -> turns.later());
    }

    public Future<Void> stop() {
        turns.stop();
        return Future.succeededFuture();
    }

    /** Returns whether every authorization that is needed stands. */
    public synchronized PromotionHealth.ServicePart health() {
        if (!needed.getAsBoolean()) {
            return new PromotionHealth.ServicePart(NAME, true, "no owner's access is needed", "");
        }
        Set<String> standing = standing(clock.instant());
        String count = "the owners of " + standing.size() + (standing.size() == 1 ? " channel" : " channels")
                + " have given access";
        return trouble == null && !standing.isEmpty()
                ? new PromotionHealth.ServicePart(NAME, true, count, "")
                : new PromotionHealth.ServicePart(
                        NAME,
                        false,
                        count
                                + (trouble == null
                                        ? ""
                                        : ", and it could not be looked whether that still holds: " + trouble),
                        "campaigns of other channels only count and order nothing: have the owner give access (command authorize"
                                + " youtube, secret YOUTUBE_OWNER_REFRESH_TOKEN)");
    }

    private synchronized void recall(Map<String, Instant> stored) {
        seen = stored;
    }

    private Future<Void> turn() {
        return (isDue() ? look() : Future.<Void>succeededFuture()).onComplete(looked -> tell());
    }

    private synchronized boolean isDue() {
        Instant now = clock.instant();
        return needed.getAsBoolean() && (trouble != null || asked.isBefore(now.minus(CHECK)));
    }

    private Future<Void> look() {
        Instant now = clock.instant();
        return ask.get()
                .compose(channels -> note(channels, now, null))
                .recover(failed -> isWithdrawn(failed)
                        ? note(Set.of(), now, failed.getMessage())
                        : unknown(now, failed.getMessage()))
                .otherwiseEmpty();
    }

    private Future<Void> note(Set<String> channels, Instant now, @Nullable String why) {
        synchronized (this) {
            seen = channels.stream().collect(Collectors.toMap(id -> id, id -> now));
        }
        unknown(now, why);
        return ledger.seen(channels, now);
    }

    private synchronized Future<Void> unknown(Instant now, @Nullable String why) {
        if (why != null && trouble == null) {
            LOG.error("authorization=unconfirmed detail=\"{}\"", why);
        }
        asked = now;
        trouble = why;
        return Future.succeededFuture();
    }

    /** Whether a failure says that the owner does not authorize this client any more. */
    public static boolean isWithdrawn(Throwable failed) {
        return ProviderException.of(failed) instanceof ProviderFailure.Unauthorized refused && refused.withdrawn();
    }

    private void tell() {
        Optional<Set<String>> now;
        synchronized (this) {
            now = needed.getAsBoolean() ? Optional.of(standing(clock.instant())) : Optional.empty();
            if (now.equals(Optional.ofNullable(announced))) {
                return;
            }
            announced = now.orElse(null);
        }
        announce.accept(now.orElse(null));
    }

    private Set<String> standing(Instant now) {
        return seen.entrySet().stream()
                .filter(entry -> now.isBefore(entry.getValue().plus(STANDS)))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }
}
