package dev.ratiofixer.chaos;

import dev.ratiofixer.chaos.Incident.Kind;
import dev.ratiofixer.fixtures.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks for gaps in every campaign's samples and for what caused each. A gap is what is longer than three times the
 * campaign's usual interval; all of it that is longer than one interval has to lie within troubles and the time that
 * recovering from them may take.
 */
final class SampleAudit {
    /** Until another node has taken what one left, and until a lease that was lost is there again. */
    private static final Duration TAKEOVER = Duration.ofSeconds(15);
    /** Until a breaker that has opened lets a call through: ten seconds of real time. */
    private static final Duration BREAKER = Duration.ofSeconds(12);
    /** Until what failed is tried again, and until a node that is back has been handed its share. */
    private static final Duration SECOND_TRY = Duration.ofSeconds(3);

    private static final int USUAL = 3;
    private static final Duration SHORTEST_GAP = Duration.ofSeconds(3);

    /**
     * What was found, in the engine's time.
     *
     * @param unexplained each one sentence
     */
    record Found(long samples, long gaps, Duration longest, Duration usual, List<String> unexplained) {}

    private final ChaosWorld world;
    private final Instant from;
    private final Instant to;
    private final List<String> unexplained = new ArrayList<>();
    private final List<Duration> usual = new ArrayList<>();
    private long samples;
    private long gaps;
    private Duration longest = Duration.ZERO;

    /** @param from since when, by the engine's clock, every campaign has run */
    SampleAudit(ChaosWorld world, Instant from, Instant to) {
        this.world = world;
        this.from = from;
        this.to = to;
    }

    Found find() throws SQLException {
        read().forEach(this::judge);
        usual.sort(null);
        return new Found(
                samples, gaps, longest, usual.isEmpty() ? Duration.ZERO : usual.get(usual.size() / 2), unexplained);
    }

    private Map<String, List<Instant>> read() throws SQLException {
        Map<String, List<Instant>> all = new LinkedHashMap<>();
        try (Connection connection = TestDatabase.jdbc(world.database()).getConnection();
                Statement statement = connection.createStatement()) {
            ResultSet ids = statement.executeQuery("SELECT campaign_id FROM ratio_fixer_campaigns");
            while (ids.next()) {
                all.put(ids.getString(1), new ArrayList<>());
            }
            ResultSet rows = statement.executeQuery(
                    "SELECT campaign_id, sampled_at FROM youtube_campaign_samples ORDER BY sampled_at");
            while (rows.next()) {
                all.computeIfAbsent(rows.getString(1), unknown -> new ArrayList<>())
                        .add(rows.getTimestamp(2).toInstant());
            }
        }
        return all;
    }

    private void judge(String campaign, List<Instant> at) {
        samples += at.size();
        List<Instant> within = new ArrayList<>();
        within.add(from);
        at.stream().filter(each -> each.isAfter(from) && each.isBefore(to)).forEach(within::add);
        within.add(to);
        List<Duration> steps = new ArrayList<>();
        for (int i = 1; i < within.size(); i++) {
            steps.add(Duration.between(within.get(i - 1), within.get(i)));
        }
        Duration interval = steps.stream().sorted().toList().get(steps.size() / 2);
        usual.add(interval);
        for (int i = 1; i < within.size(); i++) {
            judge(campaign, within.get(i - 1), within.get(i), interval);
        }
    }

    private void judge(String campaign, Instant begin, Instant end, Duration interval) {
        Duration gap = Duration.between(begin, end);
        longest = longer(longest, gap);
        Duration least = longer(interval.multipliedBy(USUAL), world.simulated(SHORTEST_GAP));
        if (gap.compareTo(least) <= 0) {
            return;
        }
        gaps++;
        Duration bare = world.simulated(uncovered(world.real(begin), world.real(end)));
        if (bare.compareTo(least) > 0) {
            unexplained.add("%s: none for %s, from %s (real %s) on; %s of it have no cause"
                    .formatted(campaign, gap, begin, world.real(begin), bare));
        }
    }

    /** How much of it lies in no trouble. */
    private Duration uncovered(Instant begin, Instant end) {
        List<Instant[]> covers = world.troubles().all().stream()
                .map(trouble -> new Instant[] {trouble.from(), until(trouble)})
                .filter(cover -> cover[0].isBefore(end) && cover[1].isAfter(begin))
                .sorted((one, other) -> one[0].compareTo(other[0]))
                .toList();
        Duration bare = Duration.ZERO;
        Instant at = begin;
        for (Instant[] cover : covers) {
            if (cover[0].isAfter(at)) {
                bare = bare.plus(Duration.between(at, cover[0]));
            }
            at = cover[1].isAfter(at) ? cover[1] : at;
        }
        return end.isAfter(at) ? bare.plus(Duration.between(at, end)) : bare;
    }

    private Instant until(Incident trouble) {
        return switch (trouble.kind()) {
            case NODE_KILLED ->
                later(trouble.from().plus(TAKEOVER), trouble.to().plus(SECOND_TRY));
            case NODE_FROZEN -> trouble.from().plus(TAKEOVER);
            case ROLLING_RESTART, CONNECTIONS_CUT, STOPPED -> trouble.to().plus(SECOND_TRY);
            case DATABASE_AWAY, DATABASE_KILLED, READ_ONLY, DISK_FULL, LOCKED ->
                trouble.to().plus(TAKEOVER);
            case CLOCK_WRONG -> trouble.to().plus(shiftOf(trouble));
            case UPSTREAM, TOKEN_REVOKED ->
                trouble.detail().startsWith("youtube") || trouble.kind() == Kind.TOKEN_REVOKED
                        ? trouble.to().plus(BREAKER)
                        : trouble.from();
        };
    }

    /** A clock that was ahead by so much keeps its samples ahead until the right one catches up. */
    private Duration shiftOf(Incident trouble) {
        Duration by = Duration.parse(trouble.detail()).abs();
        return Duration.ofMillis((long) (by.toMillis() / world.settings().speed()));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
