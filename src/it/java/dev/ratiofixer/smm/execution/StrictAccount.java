package dev.ratiofixer.smm.execution;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One customer of {@link StrictAds}: a campaign with its budget, the rules that it is under, and a ledger of all that
 * was ever done to it. Every method is synchronized: the server and the test share it.
 */
final class StrictAccount {
    /** Who changed a budget or a status. */
    enum Hand {
        ENGINE,
        OWNER
    }

    /**
     * A line of the ledger.
     *
     * @param micros the daily amount from then on
     * @param serving whether it serves from then on
     */
    record Change(Instant at, Hand hand, long before, long micros, boolean serving, String client, String user) {}

    /** What befalls a call on its way, or at Google's. */
    enum Wire {
        /** The connection ends, and nothing was done. */
        LOST_BEFORE,
        /** It is done, and the connection ends. */
        LOST_AFTER,
        /** The connection ends, and it is done half a minute later. */
        LANDS_LATE,
        /** 503 with an HTML body, and nothing was done. */
        AWAY,
        /** 500 with Google's envelope, and it was done. */
        FAILED_AFTER,
        CONCURRENT,
        THROTTLED,
        /** 401, as of a token that ended before its time. */
        TOKEN
    }

    /** A fault that waits for the next call of a kind: {@code search}, {@code trial} or {@code apply}. */
    record WireFault(String call, Wire wire) {}

    /**
     * A refusal of a change.
     *
     * @param amount the only amount that is refused, {@code null} for all
     * @param trials whether a trial is refused, too
     */
    record Refusal(
            String category,
            String code,
            JsonObject details,
            int status,
            @Nullable Long amount,
            boolean trials) {}

    final String customer;
    final String campaign;
    final String currency;
    final ZoneId zone;
    final long own;
    private final InstantSource clock;
    private final List<Change> ledger = new ArrayList<>();
    final Deque<WireFault> faults = new ArrayDeque<>();
    private final List<Late> late = new ArrayList<>();

    boolean total;
    boolean removed;
    boolean undeclared;
    boolean undeclaredVideo;
    long sharedWith = 1;
    boolean readable = true;
    boolean writable = true;
    boolean down;
    long unit = 10_000;
    /** The spelling of the minimum's refusal; empty for one that stands in the details only. */
    String minimumCode = "BUDGET_BELOW_PER_DAY_MINIMUM";

    @Nullable
    Refusal refusal;

    @Nullable
    String end;

    String primary = "ELIGIBLE";
    String reason = "";
    /** What its owner does when the engine tries a change. */
    Runnable atTrial = () -> {};

    /** What happens as soon as the engine has changed its amount, before anybody can look. */
    Runnable atChange = () -> {};

    private record Late(Instant at, Change change) {}

    StrictAccount(String customer, String campaign, String currency, String zone, long own, InstantSource clock) {
        this.customer = customer;
        this.campaign = campaign;
        this.currency = currency;
        this.zone = ZoneId.of(zone);
        this.own = own;
        this.clock = clock;
        ledger.add(
                new Change(clock.instant(), Hand.OWNER, own, own, true, "GOOGLE_ADS_WEB_CLIENT", "owner@example.org"));
    }

    /** Micros that a view costs. */
    double price() {
        return currency.equals("JPY") ? 500_000 : 5_000;
    }

    synchronized long amount() {
        return now().micros();
    }

    synchronized boolean serving() {
        return now().serving();
    }

    private Change now() {
        land();
        return ledger.getLast();
    }

    /** Changes that were under way arrive. */
    private void land() {
        Instant now = clock.instant();
        late.removeIf(one -> {
            boolean due = !now.isBefore(one.at());
            if (due) {
                Change last = ledger.getLast();
                Change wanted = one.change();
                ledger.add(new Change(
                        one.at(),
                        Hand.ENGINE,
                        last.micros(),
                        wanted.micros(),
                        wanted.serving(),
                        wanted.client(),
                        wanted.user()));
            }
            return due;
        });
    }

    /** By the engine. */
    synchronized void set(long micros, boolean serving, Duration after) {
        Change last = now();
        Change change = new Change(
                clock.instant(), Hand.ENGINE, last.micros(), micros, serving, "GOOGLE_ADS_API", "engine@example.org");
        if (after.isPositive()) {
            late.add(new Late(clock.instant().plus(after), change));
        } else {
            ledger.add(change);
            atChange.run();
        }
    }

    /** By its owner, or a tool of his. */
    synchronized void ownerSets(long micros, String client, String user) {
        Change last = now();
        ledger.add(new Change(clock.instant(), Hand.OWNER, last.micros(), micros, last.serving(), client, user));
    }

    synchronized void ownerServes(boolean serving) {
        Change last = now();
        ledger.add(new Change(
                clock.instant(),
                Hand.OWNER,
                last.micros(),
                last.micros(),
                serving,
                "GOOGLE_ADS_WEB_CLIENT",
                "owner@example.org"));
    }

    synchronized List<Change> ledger() {
        land();
        return List.copyOf(ledger);
    }

    /** What the engine did, as {@code before>after}; a change to what was there already is none. */
    synchronized List<String> engineMoves() {
        land();
        return ledger.stream()
                .filter(change -> change.hand() == Hand.ENGINE && change.before() != change.micros())
                .map(change -> change.before() + ">" + change.micros())
                .toList();
    }

    /** The amount that is its owner's: the last that he has set. */
    synchronized long owners() {
        land();
        return ledger.stream()
                .filter(change -> change.hand() == Hand.OWNER && change.before() != change.micros())
                .reduce((one, next) -> next)
                .map(Change::micros)
                .orElse(own);
    }

    /** Whether it spends more than its owner wants, by the engine's hand. */
    synchronized boolean raised() {
        return serving() && amount() > owners();
    }

    /** Micros that it spends in a span: exactly its daily amount, spread evenly. */
    synchronized double cost(Instant from, Instant to) {
        land();
        double cost = 0;
        for (int i = 0; i < ledger.size(); i++) {
            Change change = ledger.get(i);
            Instant start = i == 0 || change.at().isBefore(from) ? from : change.at();
            Instant until = i + 1 < ledger.size() ? ledger.get(i + 1).at() : to;
            Instant stop = until.isAfter(to) ? to : until;
            if (change.serving() && stop.isAfter(start)) {
                cost += change.micros() * (Duration.between(start, stop).toMillis() / 86_400_000.0);
            }
        }
        return cost;
    }

    /** The most that the amounts above its owner's can have cost until now: a day may spend twice its budget. */
    synchronized double mostAbove() {
        land();
        double above = 0;
        long owners = own;
        for (int i = 0; i < ledger.size(); i++) {
            Change change = ledger.get(i);
            owners = change.hand() == Hand.OWNER && change.before() != change.micros() ? change.micros() : owners;
            Instant until = i + 1 < ledger.size() ? ledger.get(i + 1).at() : clock.instant();
            if (change.serving() && change.micros() > owners) {
                above += 2.0
                        * (change.micros() - owners)
                        * (Duration.between(change.at(), until).toMillis() / 86_400_000.0);
            }
        }
        return above;
    }

    synchronized @Nullable WireFault fault(String call) {
        WireFault next = faults.peek();
        return next != null && next.call().equals(call) ? faults.poll() : null;
    }
}
