package dev.ratiofixer.http;

import dev.ratiofixer.access.AuditLog.AuditEntry;
import dev.ratiofixer.access.AuditReader;
import io.vertx.core.Future;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What was done at this site, newest first, and one change of the configuration before it. */
record FakeAudit(List<AuditEntry> entries) implements AuditReader {
    @Override
    public Future<AuditPage> page(AuditFilter filter, @Nullable String after, int limit) {
        int from = after == null ? 0 : Integer.parseInt(after);
        List<AuditLine> all = lines(filter).toList();
        int to = Math.min(all.size(), from + limit);
        return Future.succeededFuture(
                new AuditPage(all.subList(Math.min(from, to), to), to < all.size() ? String.valueOf(to) : null));
    }

    @Override
    public Future<Void> all(AuditFilter filter, Function<List<AuditLine>, Future<Void>> taker) {
        return FakeExports.pass(lines(filter).toList(), taker);
    }

    private Stream<AuditLine> lines(AuditFilter filter) {
        AuditLine changed = new AuditLine(
                FakeEngine.START,
                "node-1",
                null,
                "file",
                "configurationChanged",
                null,
                null,
                null,
                null,
                "done",
                List.of(new ChangedSetting("limits.per_day", "\"100.00\"", "\"50.00\"")));
        return Stream.concat(entries.reversed().stream().map(FakeAudit::line), Stream.of(changed))
                .filter(line -> filter.actor() == null || line.actor().contains(filter.actor()))
                .filter(line -> filter.action() == null || line.action().equals(filter.action()))
                .filter(line -> filter.subject() == null || filter.subject().equals(line.subject()));
    }

    private static AuditLine line(AuditEntry entry) {
        return new AuditLine(
                entry.at(),
                entry.caller().name(),
                entry.caller().role(),
                entry.via().name().toLowerCase(Locale.ROOT),
                entry.action(),
                entry.subject(),
                null,
                entry.detail(),
                entry.reason(),
                entry.outcome(),
                List.of());
    }
}
