package dev.ratiofixer.store.lease;

import dev.ratiofixer.concurrent.RepeatingTask;
import dev.ratiofixer.store.Database;
import dev.ratiofixer.store.Database.DatabaseException;
import dev.ratiofixer.time.Timers;
import dev.ratiofixer.time.Timers.Timer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.sqlclient.Row;
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
 * the database does. All calls and the listener are on the context that started it.
 *
 * <p>A node's name is unique among living nodes. A name whose lease has not expired may be a killed process's, which is
 * this one's own, or a living one's: only a living one renews it, so this one watches for two heartbeats and then takes
 * over, or refuses to start. Each life renews its own lease only.
 */
public final class NodeLease {
    private static final Logger log = LoggerFactory.getLogger(NodeLease.class);

    /**
     * Begins a life of the node; what its earlier lives held is free. Not while another life's lease holds, unless that
     * one is still as it was seen.
     */
    private static final String REGISTER = """
            INSERT INTO ratio_fixer_nodes AS n (node, expires_at, member, renewed_at, heartbeat)
            VALUES ($1, clock_timestamp() + $2 * interval '1 millisecond', nullif($5, ''), clock_timestamp(),
                $6 * interval '1 millisecond')
            ON CONFLICT (node) DO UPDATE
            SET life = n.life + 1, registered_at = clock_timestamp(), expires_at = excluded.expires_at,
                member = excluded.member, renewed_at = excluded.renewed_at, heartbeat = excluded.heartbeat
            WHERE n.expires_at <= clock_timestamp() OR n.life = $3 OR n.life || ' ' || n.expires_at = $4
            RETURNING life
            """;

    private static final String SEEN =
            "SELECT life || ' ' || expires_at AS seen FROM ratio_fixer_nodes WHERE node = $1";

    /** A lease that has expired is not renewed: another node may have taken its campaigns. */
    private static final String RENEW = """
            UPDATE ratio_fixer_nodes
            SET expires_at = clock_timestamp() + $2 * interval '1 millisecond', renewed_at = clock_timestamp()
            WHERE node = $1 AND life = $3 AND expires_at > clock_timestamp()
            """;

    /**
     * Ends the lease of a node that has missed two heartbeats, as the database sees it, and says how long its next
     * chance is away: no row where no lease of that member holds any more. One that renews meanwhile keeps it, and so
     * does a process of an earlier release, which registers under the same name without saying when it renews.
     */
    private static final String END_SILENT = """
            WITH ended AS (
                UPDATE ratio_fixer_nodes n SET expires_at = '-infinity'
                WHERE n.member = $1 AND n.node <> $2 AND n.expires_at > clock_timestamp()
                  AND n.renewed_at + 2 * n.heartbeat < clock_timestamp()
                  AND n.registered_at < n.renewed_at + interval '1 second'
                RETURNING n.node
            )
            SELECT n.node, n.node IN (SELECT node FROM ended) AS ended,
                   greatest(0, extract(epoch FROM n.renewed_at + 2 * n.heartbeat - clock_timestamp()) * 1000)::bigint
                       AS millis
            FROM ratio_fixer_nodes n
            WHERE n.member = $1 AND n.node <> $2 AND n.expires_at > clock_timestamp()
              AND n.registered_at < n.renewed_at + interval '1 second'
            """;

    private static final String EXPIRE =
            "UPDATE ratio_fixer_nodes SET expires_at = '-infinity' WHERE node = $1 AND life = $2";

    /** Nodes gone for a day that nothing refers to. */
    private static final String FORGET_OLD_NODES = """
            DELETE FROM ratio_fixer_nodes n
            WHERE n.expires_at < clock_timestamp() - interval '1 day' AND NOT EXISTS (
                SELECT FROM ratio_fixer_campaigns c
                WHERE c.lease_node = n.node AND c.status IN ('running', 'paused', 'scheduled'))
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
    private final String member;
    private final Duration lease;
    private final Duration heartbeat;
    private final Timers realTime;
    private final Listener listener;
    private final RepeatingTask beats;
    private long validUntilNanos;
    private Future<Void> campaignsStopped = Future.succeededFuture();
    private long life;
    private boolean held;
    private boolean started;
    private boolean stopped;
    private boolean nameTaken;
    private @Nullable Timer expiry;

    /** Makes the lease of a node that is no member of a cluster; {@link #start} takes it. */
    public NodeLease(
            Database database, String node, Duration lease, Duration heartbeat, Timers realTime, Listener listener) {
        this(database, node, "", lease, heartbeat, realTime, listener);
    }

    /**
     * Makes the lease of a node; {@link #start} takes it.
     *
     * @param member the id under which other nodes see it join and leave, {@code ""} for none
     * @param lease how long others wait for a node that fell silent; campaigns stop a quarter before that
     * @param heartbeat how often it renews, at most a third of the lease
     * @param realTime timers of real time: leases do not follow a scaled clock
     */
    public NodeLease(
            Database database,
            String node,
            String member,
            Duration lease,
            Duration heartbeat,
            Timers realTime,
            Listener listener) {
        if (heartbeat.multipliedBy(3).compareTo(lease) > 0) {
            throw new IllegalArgumentException("the heartbeat must be at most a third of the lease");
        }
        this.database = database.heartbeats();
        this.node = node;
        this.member = member;
        this.lease = lease;
        this.heartbeat = heartbeat;
        this.realTime = realTime;
        this.listener = listener;
        this.beats = new RepeatingTask(realTime, heartbeat, this::beat);
    }

    /**
     * Registers the node; it may claim campaigns when this is done. Fails with {@link DatabaseException} if its name is
     * that of another living node.
     */
    public Future<Void> start() {
        started = true;
        return register("")
                .compose(begun -> begun ? Future.succeededFuture() : watch())
                .onSuccess(registered -> beats.later());
    }

    /** A killed process leaves its lease as it is; a living one renews it meanwhile. */
    private Future<Void> watch() {
        return database.preparedQuery(SEEN).execute(Tuple.of(node)).compose(rows -> {
            String seen = rows.size() == 0 ? "" : rows.iterator().next().getString("seen");
            Promise<Void> watched = Promise.promise();
            realTime.after(heartbeat.multipliedBy(2), watched::complete);
            return watched.future()
                    .compose(later -> register(seen))
                    .compose(begun -> begun
                            ? Future.succeededFuture()
                            : Future.failedFuture(new DatabaseException("the node name " + node
                                    + " is that of another process that is alive: set RATIO_FIXER_NODE to a name of its own for"
                                    + " each process")));
        });
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
        return database.preparedQuery(EXPIRE).execute(Tuple.of(node, life)).mapEmpty();
    }

    /** Whether the lease holds now. */
    public boolean isHeld() {
        return held && System.nanoTime() - validUntilNanos < 0;
    }

    /**
     * Ends the lease of a node that has left the cluster, once it has missed two heartbeats; one that goes on renewing
     * is cut off from the others, not gone, and keeps it. Done when nothing of it holds any more, or it has shown for a
     * whole lease that it lives.
     *
     * @param left the id under which it was a member
     * @return whether its campaigns are free
     */
    public Future<Boolean> ended(String left) {
        return ended(left, System.nanoTime());
    }

    private Future<Boolean> ended(String left, long noticed) {
        return database.preparedQuery(END_SILENT).execute(Tuple.of(left, node)).compose(rows -> {
            if (rows.size() == 0) {
                return Future.succeededFuture(true);
            }
            Row row = rows.iterator().next();
            if (row.getBoolean("ended")) {
                log.info(
                        "node={} left the cluster and missed two heartbeats: its lease has ended",
                        row.getString("node"));
                return Future.succeededFuture(true);
            }
            if (stopped || System.nanoTime() - noticed > lease.toNanos()) {
                return Future.succeededFuture(false);
            }
            Promise<Void> waited = Promise.promise();
            realTime.after(Duration.ofMillis(row.getLong("millis") + 1), waited::complete);
            return waited.future().compose(later -> ended(left, noticed));
        });
    }

    /** @return whether a life of this process has begun; not, if another holds the name */
    private Future<Boolean> register(String seen) {
        long sent = System.nanoTime();
        return database.preparedQuery(REGISTER)
                .execute(Tuple.of(node, lease.toMillis(), life, seen, member, heartbeat.toMillis()))
                .compose(rows -> {
                    if (rows.size() == 0) {
                        return Future.succeededFuture(false);
                    }
                    life = rows.iterator().next().getLong("life");
                    return database.query(FORGET_OLD_NODES).execute().map(forgotten -> {
                        extend(sent);
                        return true;
                    });
                })
                .timeout(lease.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Future<Void> beat() {
        if (!held) {
            return campaignsStopped.isComplete() ? regain() : Future.succeededFuture();
        }
        long sent = System.nanoTime();
        return database.preparedQuery(RENEW)
                .execute(Tuple.of(node, lease.toMillis(), life))
                .compose(renewed -> {
                    if (renewed.rowCount() == 1) {
                        extend(sent);
                        return Future.succeededFuture();
                    }
                    lose("it expired in the database, or another process has the same name (RATIO_FIXER_NODE)");
                    return Future.<Void>succeededFuture();
                })
                .timeout(patience(), TimeUnit.MILLISECONDS);
    }

    private Future<Void> regain() {
        return register("").map(begun -> {
            if (begun) {
                log.info("node={} holds a lease again", node);
                listener.regained();
            } else if (!nameTaken) {
                log.error(
                        "node={} is also the name of another process that is alive: set RATIO_FIXER_NODE to a name of its"
                                + " own for each process; this one runs no campaigns meanwhile",
                        node);
            }
            nameTaken = !begun;
            return null;
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
