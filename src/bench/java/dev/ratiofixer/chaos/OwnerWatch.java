package dev.ratiofixer.chaos;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Looks five times a second who holds which campaign, and adds up how long each had nobody: its lease is over, or is of
 * a life that this side has ended, or its node is frozen. While the database is away the leases last seen count until
 * they end. {@link #ended} is for the thread that ends lives, the rest for its own thread.
 */
final class OwnerWatch implements AutoCloseable {
    private static final long EVERY_MILLIS = 200;
    private static final int QUERY_SECONDS = 2;

    private static final String LOOK = """
            SELECT c.campaign_id, c.lease_node, c.lease_life, coalesce(n.life, 0),
                   coalesce((extract(epoch FROM greatest(n.expires_at, '2000-01-01'::timestamptz) - clock_timestamp())
                            * 1000)::bigint, -1)
            FROM ratio_fixer_campaigns c LEFT JOIN ratio_fixer_nodes n ON n.node = c.lease_node
            WHERE c.status IN ('running', 'paused')
            """;

    /** A campaign's lease as last seen. */
    private record Lease(String node, long life, boolean present, long untilNanos) {}

    private final DataSource database;
    private final ChaosNodes nodes;
    private final Map<String, Long> lifeSeen = new HashMap<>();
    private final Map<String, Long> lifeEnded = new HashMap<>();
    private final Map<String, Long> aloneSince = new HashMap<>();
    private final List<Duration> alone = new ArrayList<>();
    private Map<String, Lease> leases = Map.of();
    private @Nullable Connection connection;
    private volatile boolean closing;
    private final Thread thread = new Thread(this::watch, "owner-watch");

    OwnerWatch(DataSource database, ChaosNodes nodes) {
        this.database = database;
        this.nodes = nodes;
    }

    void begin() {
        thread.start();
    }

    /** The present life of a node was just ended from outside. */
    synchronized void ended(String node) {
        lifeEnded.put(node, lifeSeen.getOrDefault(node, 0L));
    }

    /** How long campaigns had no owner, each time one had none. */
    synchronized List<Duration> gaps() {
        return List.copyOf(alone);
    }

    /** How many have none now. */
    synchronized int aloneNow() {
        return aloneSince.size();
    }

    private void watch() {
        try {
            while (!closing) {
                look();
                judge();
                TimeUnit.MILLISECONDS.sleep(EVERY_MILLIS);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            if (connection == null) {
                connection = database.getConnection();
            }
            Map<String, Lease> seen = new HashMap<>();
            Map<String, Long> lives = new HashMap<>();
            try (Statement statement = connection.createStatement()) {
                statement.setQueryTimeout(QUERY_SECONDS);
                long now = System.nanoTime();
                ResultSet rows = statement.executeQuery(LOOK);
                while (rows.next()) {
                    long left = TimeUnit.MILLISECONDS.toNanos(rows.getLong(5));
                    String node = rows.getString(2);
                    seen.put(
                            rows.getString(1),
                            new Lease(node, rows.getLong(3), rows.getLong(3) == rows.getLong(4), now + left));
                    lives.put(node, rows.getLong(4));
                }
            }
            synchronized (this) {
                leases = seen;
                lifeSeen.putAll(lives);
            }
        } catch (SQLException away) {
            forget();
        }
    }

    private void forget() {
        Connection broken = connection;
        connection = null;
        try {
            if (broken != null) {
                broken.close();
            }
        } catch (SQLException gone) {
            // It was broken.
        }
    }

    private synchronized void judge() {
        long now = System.nanoTime();
        aloneSince.keySet().retainAll(leases.keySet());
        leases.forEach((campaign, lease) -> {
            boolean owned = lease.present()
                    && lease.untilNanos() - now > 0
                    && lease.life() > lifeEnded.getOrDefault(lease.node(), 0L)
                    && !nodes.isFrozen(lease.node());
            Long since = aloneSince.get(campaign);
            if (owned && since != null) {
                alone.add(Duration.ofNanos(now - since));
                aloneSince.remove(campaign);
            } else if (!owned && since == null) {
                aloneSince.put(campaign, now);
            }
        });
    }

    @Override
    public void close() {
        closing = true;
        Threads.join(thread);
        forget();
    }
}
