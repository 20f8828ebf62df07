package dev.ratiofixer.http;

import dev.ratiofixer.access.ReportLinks.ReportLink;
import dev.ratiofixer.access.ReportLinks.ReportLinkStore;
import dev.ratiofixer.access.ReportLinks.ReportSubject;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Share links in memory, with a count of how often one was looked up. */
final class MemoryReportLinks implements ReportLinkStore {
    final AtomicInteger looks = new AtomicInteger();
    private final Map<String, ReportLink> links = new ConcurrentSkipListMap<>();
    private final Map<String, String> keys = new ConcurrentHashMap<>();

    @Override
    public Future<Void> insert(ReportLink link) {
        links.put(link.id(), link);
        return Future.succeededFuture();
    }

    @Override
    public Future<Optional<ReportLink>> find(String id) {
        looks.incrementAndGet();
        return Future.succeededFuture(Optional.ofNullable(links.get(id)));
    }

    @Override
    public Future<List<ReportLink>> of(ReportSubject subject) {
        return Future.succeededFuture(links.values().stream()
                .filter(link -> link.scope().of().equals(subject))
                .toList());
    }

    @Override
    public Future<Optional<ReportLink>> revoke(String id, Instant at, String by) {
        return Future.succeededFuture(Optional.ofNullable(links.computeIfPresent(
                id,
                (known, link) -> new ReportLink(
                        id,
                        link.scope(),
                        link.madeBy(),
                        link.madeAt(),
                        link.expiresAt(),
                        link.revokedAt() == null ? at : link.revokedAt()))));
    }

    @Override
    public Future<String> signingKey(String purpose, String fresh) {
        return Future.succeededFuture(keys.computeIfAbsent(purpose, made -> fresh));
    }
}
