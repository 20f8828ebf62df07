package dev.ratiofixer.google.ads;

import dev.ratiofixer.google.ads.GoogleAdsClient.Account;
import dev.ratiofixer.google.ads.operations.OperationsAllowance.OperationPurpose;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what ads campaigns did by the hour, many of an account in one query: a query takes along the account's
 * campaigns that were asked for the longest ago, as they will be asked for next. An answer may be five minutes old,
 * which is little beside the hours by which the report lags.
 *
 * <p>Belongs to one context.
 */
final class HourReports {
    /** How old an answer may be. */
    static final Duration FRESH = Duration.ofMinutes(5);

    /** Rows of one query: as JSON about half of what an answer may be long. */
    private static final int MOST_ROWS = 12_000;

    /** Networks that a campaign is usually shown on: an hour has a row for each. */
    private static final int NETWORKS = 4;

    private static final int HOURS = 24;
    /** A campaign that nobody asked for so long is not taken along any more. */
    private static final Duration FORGOTTEN = Duration.ofHours(25);

    /** Reads hours of campaigns of one account, both days included; what did nothing is missing in the answer. */
    interface Query {
        Future<Map<String, List<AdsMetrics>>> of(
                Account account, OperationPurpose purpose, DayRange days, Set<String> ids);
    }

    /** Both included. */
    record DayRange(LocalDate from, LocalDate to) {
        DayRange with(DayRange other) {
            return new DayRange(other.from.isBefore(from) ? other.from : from, other.to.isAfter(to) ? other.to : to);
        }

        boolean covers(DayRange other) {
            return !other.from.isBefore(from) && !other.to.isAfter(to);
        }

        long rows(int campaigns) {
            return (ChronoUnit.DAYS.between(from, to) + 1) * HOURS * NETWORKS * campaigns;
        }
    }

    private record LastRequest(DayRange days, Instant at) {}

    private record Read(DayRange days, List<AdsMetrics> hours, Instant at) {}

    private record Waiting(String id, DayRange days, OperationPurpose purpose, Promise<List<AdsMetrics>> answer) {}

    private static final class OfAccount {
        private final Map<String, LastRequest> asked = new LinkedHashMap<>();
        private final Map<String, Read> read = new HashMap<>();
        private final List<Waiting> waiting = new ArrayList<>();
        private boolean busy;
    }

    private final Query query;
    private final InstantSource clock;
    private final Map<Account, OfAccount> accounts = new HashMap<>();

    HourReports(Query query, InstantSource clock) {
        this.query = query;
        this.clock = clock;
    }

    /** Reads a campaign's hours. */
    Future<List<AdsMetrics>> read(Account account, OperationPurpose purpose, String id, DayRange days) {
        OfAccount of = accounts.computeIfAbsent(account, unused -> new OfAccount());
        of.asked.put(id, new LastRequest(days, clock.instant()));
        Optional<List<AdsMetrics>> known = fresh(of.read.get(id), days);
        if (known.isPresent()) {
            return Future.succeededFuture(known.get());
        }
        Promise<List<AdsMetrics>> answer = Promise.promise();
        of.waiting.add(new Waiting(id, days, purpose, answer));
        if (!of.busy) {
            next(account, of);
        }
        return answer.future();
    }

    private Optional<List<AdsMetrics>> fresh(@Nullable Read read, DayRange days) {
        if (read == null
                || !read.days().covers(days)
                || !clock.instant().isBefore(read.at().plus(FRESH))) {
            return Optional.empty();
        }
        return Optional.of(within(read.hours(), days));
    }

    private static List<AdsMetrics> within(List<AdsMetrics> hours, DayRange days) {
        return hours.stream()
                .filter(hour ->
                        !hour.date().isBefore(days.from()) && !hour.date().isAfter(days.to()))
                .toList();
    }

    private void next(Account account, OfAccount of) {
        if (of.waiting.isEmpty()) {
            return;
        }
        QueryBatch batch = take(of);
        of.busy = true;
        Instant asked = clock.instant();
        query.of(account, batch.purpose, batch.days, batch.wanted.keySet()).onComplete(done -> {
            of.busy = false;
            if (done.succeeded()) {
                keep(of, batch, done.result(), asked);
            }
            for (Waiting one : batch.together) {
                if (done.failed()) {
                    one.answer().fail(done.cause());
                } else {
                    one.answer().complete(within(done.result().getOrDefault(one.id(), List.of()), one.days()));
                }
            }
            if (!of.busy) {
                next(account, of);
            }
        });
    }

    private static void keep(OfAccount of, QueryBatch batch, Map<String, List<AdsMetrics>> found, Instant at) {
        // What is older is of no use to anybody, and is much.
        of.read.values().removeIf(read -> !at.isBefore(read.at().plus(FRESH)));
        batch.wanted.forEach((id, wanted) ->
                of.read.put(id, new Read(batch.days, found.getOrDefault(id, List.of()), at)));
    }

    private static final class QueryBatch {
        private final List<Waiting> together = new ArrayList<>();
        private final Map<String, DayRange> wanted = new LinkedHashMap<>();
        private DayRange days;
        private OperationPurpose purpose;

        private QueryBatch(Waiting first) {
            days = first.days();
            purpose = first.purpose();
        }

        private boolean fits(String id, DayRange more) {
            int campaigns = wanted.containsKey(id) ? wanted.size() : wanted.size() + 1;
            return wanted.isEmpty() || days.with(more).rows(campaigns) <= MOST_ROWS;
        }

        private void add(String id, DayRange more) {
            days = days.with(more);
            wanted.merge(id, more, DayRange::with);
        }
    }

    private QueryBatch take(OfAccount of) {
        QueryBatch batch = new QueryBatch(of.waiting.getFirst());
        Iterator<Waiting> waiting = of.waiting.iterator();
        while (waiting.hasNext()) {
            Waiting one = waiting.next();
            if (batch.fits(one.id(), one.days())) {
                batch.add(one.id(), one.days());
                batch.together.add(one);
                batch.purpose = batch.purpose.compareTo(one.purpose()) <= 0 ? batch.purpose : one.purpose();
                waiting.remove();
            }
        }
        Instant forgotten = clock.instant().minus(FORGOTTEN);
        of.asked.values().removeIf(asked -> asked.at().isBefore(forgotten));
        LocalDate today = batch.days.to();
        of.asked.entrySet().stream()
                .filter(known -> !batch.wanted.containsKey(known.getKey()))
                .sorted(Comparator.comparing(known -> known.getValue().at()))
                .map(known ->
                        Map.entry(known.getKey(), upTo(today, known.getValue().days())))
                .takeWhile(known -> batch.fits(known.getKey(), known.getValue()))
                .forEach(known -> batch.add(known.getKey(), known.getValue()));
        return batch;
    }

    private static DayRange upTo(LocalDate today, DayRange days) {
        return new DayRange(days.from(), days.to().isAfter(today) ? days.to() : today);
    }
}
