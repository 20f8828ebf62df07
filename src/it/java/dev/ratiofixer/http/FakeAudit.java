package dev.ratiofixer.http;

import dev.ratiofixer.access.AuditLog.AuditEntry;
import dev.ratiofixer.access.AuditReader;
import dev.ratiofixer.campaign.CampaignView;
import io.vertx.core.Future;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What was done at this site, newest first, and one change of the configuration before it. */
record FakeAudit(List<AuditEntry> entries, FakeEngine engine) implements AuditReader {
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
        HeldReader held = filter.held();
        return Stream.concat(
                        entries.reversed().stream()
                                .filter(entry -> held == null || mayRead(held, entry))
                                .map(FakeAudit::line),
                        held == null ? Stream.of(changed) : Stream.empty())
                .filter(line -> filter.actor() == null || line.actor().contains(filter.actor()))
                .filter(line -> filter.action() == null || line.action().equals(filter.action()))
                .filter(line -> filter.subject() == null || filter.subject().equals(line.subject()));
    }

    private boolean mayRead(HeldReader held, AuditEntry entry) {
        CampaignView campaign = entry.subject() == null ? null : engine.campaigns.get(entry.subject());
        return entry.caller().keyId().equals(held.keyId())
                || (campaign != null
                        && held.client()
                                .equals(campaign.campaign().terms().labels().client()));
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
