package dev.ratiofixer.chaos;

import dev.ratiofixer.chaos.Incident.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what the nodes logged: every line of level ERROR has to be a consequence of what was just done. */
final class LogAudit {
    private static final Pattern LINE = Pattern.compile("^(\\d{4}-\\S+) (ERROR|WARN|INFO|DEBUG) +(\\S+) (.*)$");
    private static final String UNCAUGHT = "Exception in thread";
    private static final Duration AFTERWARDS = Duration.ofSeconds(30);
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    /** What such a line says, and what can have caused it. */
    private record Cause(Pattern says, Set<Kind> kinds, Duration within) {}

    private static final Kind[] DATABASE = {
        Kind.CONNECTIONS_CUT, Kind.DATABASE_AWAY, Kind.DATABASE_KILLED, Kind.READ_ONLY, Kind.DISK_FULL, Kind.LOCKED
    };

    private static final List<Cause> CAUSES = List.of(
            cause("LeaseKeeper .*lost its lease", Kind.NODE_FROZEN),
            cause("LeaseKeeper .*lost its lease|PaidCalls youtube=quota_ledger_down", DATABASE),
            cause("Upstream youtube=down", Kind.UPSTREAM, Kind.NODE_FROZEN),
            cause("invalid_grant|is revoked", Kind.TOKEN_REVOKED, Kind.UPSTREAM),
            // Vert.x's own words for a connection between nodes whose other end is gone.
            cause(
                    "ConnectionBase .*Connection reset|Promise already completed.*OutboundConnection",
                    Kind.STOPPED,
                    Kind.NODE_KILLED,
                    Kind.ROLLING_RESTART,
                    Kind.NODE_FROZEN),
            // The same where the log's twelve frames end before they name the connection: only right after a death.
            new Cause(
                    Pattern.compile("Promise already completed"),
                    Set.of(Kind.STOPPED, Kind.NODE_KILLED, Kind.ROLLING_RESTART),
                    AT_ONCE));

    /**
     * What was found.
     *
     * @param shapes how often each kind of line of level WARN or ERROR was written, numbers left out
     */
    record Found(long errors, List<String> unexplained, Map<String, Integer> shapes) {}

    private final ChaosWorld world;
    private final List<String> unexplained = new ArrayList<>();
    private final Map<String, Integer> shapes = new TreeMap<>();
    private long errors;

    LogAudit(ChaosWorld world) {
        this.world = world;
    }

    private static Cause cause(String says, Kind... kinds) {
        return new Cause(Pattern.compile(says), Set.of(kinds), AFTERWARDS);
    }

    Found find() throws IOException {
        for (String node : ChaosNodes.names()) {
            List<String> event = new ArrayList<>();
            for (String line : Files.readAllLines(world.nodes().log(node))) {
                if (LINE.matcher(line).matches() || line.startsWith(UNCAUGHT)) {
                    judge(node, event);
                    event = new ArrayList<>();
                }
                event.add(line);
            }
            judge(node, event);
        }
        return new Found(errors, unexplained, shapes);
    }

    /** @param event a line, and what of a stack trace follows it */
    private void judge(String node, List<String> event) {
        String whole = String.join(" ", event);
        Matcher parts = LINE.matcher(event.isEmpty() ? "" : event.getFirst());
        boolean logged = parts.matches();
        String level = logged ? parts.group(2) : whole.startsWith(UNCAUGHT) ? "ERROR" : "";
        if (logged && !level.equals("INFO") && !level.equals("DEBUG")) {
            shapes.merge(level + " " + shape(parts.group(3) + " " + parts.group(4)), 1, Integer::sum);
        }
        if (level.equals("ERROR")) {
            errors++;
            if (!logged || !isExplained(OffsetDateTime.parse(parts.group(1)).toInstant(), whole)) {
                unexplained.add(node + " " + whole);
            }
        }
    }

    private boolean isExplained(Instant at, String says) {
        return CAUSES.stream()
                .filter(cause -> cause.says().matcher(says).find())
                .anyMatch(cause -> world.troubles().all().stream()
                        .filter(trouble -> cause.kinds().contains(trouble.kind()))
                        .anyMatch(trouble -> !at.isBefore(trouble.from())
                                && !at.isAfter(trouble.to().plus(cause.within()))));
    }

    private static String shape(String says) {
        String plain = says.replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "ID").replaceAll("\\d+", "N");
        return plain.substring(0, Math.min(160, plain.length()));
    }
}
