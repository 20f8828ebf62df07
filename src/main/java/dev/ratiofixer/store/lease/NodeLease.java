package dev.ratiofixer.store.lease;

import dev.ratiofixer.concurrent.RepeatingTask;
import dev.ratiofixer.store.Database;
import dev.ratiofixer.time.Timers;
import dev.ratiofixer.time.Timers.Timer;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The heartbeat of a node: as long as it beats, the campaigns that the node claimed are its own.
 *
 * <p>The lease is counted from before a beat is sent, on this node's monotonic clock, so this side ends it earlier than
 * the database does. All calls and the listener are on the context that started it. A node's name must be unique among
 * living nodes: who registers takes the campaigns of an earlier node of that name for free.
 */
public final class NodeLease {
    private static final Logger log = LoggerFactory.getLogger(NodeLease.class);

    /** Begins a life of the node; what its earlier lives held is free. */
    private static final String REGISTER = """
            INSERT INTO ratio_fixer_nodes AS n (node, expires_at)
            VALUES ($1, clock_timestamp() + $2 * interval '1 millisecond')
            ON CONFLICT (node) DO UPDATE
            SET life = n.life + 1, registered_at = clock_timestamp(), expires_at = excluded.expires_at
            """;

    /** A lease that has expired is not renewed: another node may have taken its campaigns. */
    private static final String RENEW = """
            UPDATE ratio_fixer_nodes SET expires_at = clock_timestamp() + $2 * interval '1 millisecond'
            WHERE node = $1 AND expires_at > clock_timestamp()
            """;

    private static final String EXPIRE = "UPDATE ratio_fixer_nodes SET expires_at = '-infinity' WHERE node = $1";

    /** Nodes gone for a day that nothing refers to. */
    private static final String FORGET_OLD_NODES = """
            DELETE FROM ratio_fixer_nodes n
            WHERE n.expires_at < clock_timestamp() - interval '1 day' AND NOT EXISTS (
                SELECT FROM ratio_fixer_campaigns c
                WHERE c.lease_node = n.node AND c.status IN ('running', 'paused'))
            """;

    /** What happens to a node's lease. */
    public interface Listener {
        /** Nobody renewed in time: stop every campaign at once, and say when they are stopped. */
        Future<Void> lost();

        /** The node holds a lease again, and no campaigns. */
        void regained();
    }

    private final SqlClient database;
    private final String node;
    private final Duration lease;
    private final Timers realTime;
    private final Listener listener;
    private final RepeatingTask beats;
    private long validUntilNanos;
    private Future<Void> campaignsStopped = Future.succeededFuture();
    private boolean held;
    private boolean started;
    private boolean stopped;
    private @Nullable Timer expiry;

    /**
     * Makes the lease of a node; {@link #start} takes it.
     *
     * @param lease how long others wait for a node that fell silent; campaigns stop a quarter before that
     * @param heartbeat how often it renews, at most a third of the lease
     * @param realTime timers of real time: leases do not follow a scaled clock
     */
    public NodeLease(
            Database database, String node, Duration lease, Duration heartbeat, Timers realTime, Listener listener) {
        if (heartbeat.multipliedBy(3).compareTo(lease) > 0) {
            throw new IllegalArgumentException("the heartbeat must be at most a third of the lease");
        }
        this.database = database.heartbeats();
        this.node = node;
        this.lease = lease;
        this.realTime = realTime;
        this.listener = listener;
        this.beats = new RepeatingTask(realTime, heartbeat, this::beat);
    }

    /** Registers the node; it may claim campaigns when this is done. */
    public Future<Void> start() {
        started = true;
        return register().onComplete(registered -> beats.later());
    }

    /** Gives every campaign of the node back at once, after they have been stopped; nothing if it was never started. */
    public Future<Void> stop() {
        stopped = true;
        held = false;
        beats.stop();
        cancel(expiry);
        if (!started) {
            return Future.succeededFuture();
        }
        return database.preparedQuery(EXPIRE).execute(Tuple.of(node)).mapEmpty();
    }

    /** Whether the lease holds now. */
    public boolean isHeld() {
        return held && System.nanoTime() - validUntilNanos < 0;
    }

    private Future<Void> register() {
        long sent = System.nanoTime();
        return database.preparedQuery(REGISTER)
                .execute(Tuple.of(node, lease.toMillis()))
                .compose(registered -> database.query(FORGET_OLD_NODES).execute())
                .onSuccess(done -> extend(sent))
                .<Void>mapEmpty()
                .timeout(lease.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Future<Void> beat() {
        if (!held) {
            return campaignsStopped.isComplete() ? regain() : Future.succeededFuture();
        }
        long sent = System.nanoTime();
        return database.preparedQuery(RENEW)
                .execute(Tuple.of(node, lease.toMillis()))
                .compose(renewed -> {
                    if (renewed.rowCount() == 1) {
                        extend(sent);
                        return Future.succeededFuture();
                    }
                    lose("it expired in the database");
                    return Future.<Void>succeededFuture();
                })
                .timeout(patience(), TimeUnit.MILLISECONDS);
    }

    private Future<Void> regain() {
        return register().onSuccess(registered -> {
            log.info("node={} holds a lease again", node);
            listener.regained();
        });
    }

    private void extend(long sentNanos) {
        if (stopped) {
            return;
        }
        held = true;
        validUntilNanos = sentNanos + own().toNanos();
        cancel(expiry);
        long leftNanos = validUntilNanos - System.nanoTime();
        expiry = realTime.after(Duration.ofNanos(Math.max(1, leftNanos)), this::expire);
    }

    private void expire() {
        if (held && !stopped) {
            lose("the database did not answer for " + own().toMillis() + " ms");
        }
    }

    private void lose(String why) {
        if (held) {
            held = false;
            cancel(expiry);
            log.error("node={} lost its lease: {}", node, why);
            campaignsStopped = listener.lost();
        }
    }

    /** What this node counts on; the rest of the lease is for stopping its campaigns. */
    private Duration own() {
        return lease.multipliedBy(3).dividedBy(4);
    }

    /** How long a beat may take before the next is tried. */
    private long patience() {
        return lease.dividedBy(3).toMillis();
    }

    private static void cancel(@Nullable Timer timer) {
        if (timer != null) {
            timer.cancel();
        }
    }
}
