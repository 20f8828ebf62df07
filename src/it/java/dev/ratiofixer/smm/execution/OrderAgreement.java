package dev.ratiofixer.smm.execution;

import dev.ratiofixer.sandbox.world.Ledger;
import dev.ratiofixer.sandbox.world.Ledger.LedgerEntry;
import dev.ratiofixer.smm.api.OrderView.OrderStatus;
import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.smm.order.Order.Completed;
import dev.ratiofixer.smm.order.Order.Pending;
import dev.ratiofixer.smm.order.OrderAction.AskTeam;
import dev.ratiofixer.smm.order.OrderAction.PostComment;
import dev.ratiofixer.smm.order.OrderAction.SetDailyBudget;
import dev.ratiofixer.smm.order.OrderLedger.OrderRecord;
import dev.ratiofixer.smm.order.ProviderReceipt;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Compares what the provider wrote down with what the ledger says, entry by entry and to the micro. */
public final class OrderAgreement {
    private final List<OrderRecord> records;
    private final List<Ledger.TimedEntry> entries;
    private final List<String> disagreements = new ArrayList<>();
    private int repeatedTasks;

    private OrderAgreement(List<OrderRecord> records, List<Ledger.TimedEntry> entries) {
        this.records = records;
        this.entries = entries;
    }

    /**
     * What was found.
     *
     * @param disagreements each one sentence; none is what is wanted
     * @param repeatedTasks tasks that came more than once under one id, which a receiver drops
     */
    public record Found(List<String> disagreements, int budgets, int comments, int tasks, int repeatedTasks) {}

    /**
     * Compares them.
     *
     * @param records all orders, each with its whole history
     */
    public static Found of(List<OrderRecord> records, List<Ledger.TimedEntry> entries) {
        OrderAgreement all = new OrderAgreement(records, entries);
        return new Found(all.disagreements, all.budgets(), all.comments(), all.tasks(), all.repeatedTasks);
    }

    private int budgets() {
        Map<String, List<String>> ours = new TreeMap<>();
        records.stream()
                .flatMap(record -> changes(record).stream())
                .sorted((one, other) -> one.at().compareTo(other.at()))
                .forEach(change -> ours.computeIfAbsent(change.campaign(), first -> new ArrayList<>())
                        .add(change.fromTo()));
        Map<String, List<String>> theirs = new TreeMap<>();
        for (Ledger.TimedEntry entry : entries) {
            if (entry.placed() instanceof LedgerEntry.BudgetChanged changed) {
                theirs.computeIfAbsent(Long.toString(changed.campaignIds().getFirst()), first -> new ArrayList<>())
                        .add(changed.beforeMicros() + ">" + changed.afterMicros());
            }
        }
        Set<String> campaigns = new HashSet<>(ours.keySet());
        campaigns.addAll(theirs.keySet());
        for (String campaign : campaigns) {
            List<String> mine = ours.getOrDefault(campaign, List.of());
            List<String> other = theirs.getOrDefault(campaign, List.of());
            if (!mine.equals(other)) {
                disagreements.add("budget of " + campaign + ": the ledger says " + mine + ", the provider " + other);
            }
        }
        return theirs.values().stream().mapToInt(List::size).sum();
    }

    private record Change(String campaign, java.time.Instant at, String fromTo) {}

    /** The change that placed it, and the one that gave the budget back; not where the next order took over. */
    private static List<Change> changes(OrderRecord record) {
        List<Change> changes = new ArrayList<>();
        if (record.order().terms().action() instanceof SetDailyBudget budget) {
            long before = budget.before().daily().micros();
            long after = budget.after().daily().micros();
            receipt(record.order())
                    .ifPresent(receipt ->
                            changes.add(new Change(budget.adsCampaignId(), receipt.at(), before + ">" + after)));
            record.history().stream()
                    .filter(step -> step.event().detail().startsWith("it is over"))
                    .forEach(step -> changes.add(new Change(
                            budget.adsCampaignId(),
                            step.event().at(),
                            after + ">" + budget.baseline().micros())));
        }
        return changes;
    }

    /** Also one that has expired since, because nobody did it. */
    private static boolean wasPending(OrderRecord record) {
        return record.history().stream().anyMatch(step -> step.status() == OrderStatus.PENDING);
    }

    private static Optional<ProviderReceipt> receipt(Order order) {
        return switch (order) {
            case Pending pending -> Optional.of(pending.receipt());
            case Completed completed -> Optional.of(completed.receipt());
            default -> Optional.empty();
        };
    }

    private int comments() {
        Map<String, String> theirs = new HashMap<>();
        for (Ledger.TimedEntry entry : entries) {
            if (entry.placed() instanceof LedgerEntry.CommentInserted comment) {
                theirs.put(comment.commentId(), comment.videoId() + " " + comment.text());
            }
        }
        int all = theirs.size();
        for (OrderRecord record : records) {
            if (record.order().terms().action() instanceof PostComment comment) {
                receipt(record.order()).ifPresent(receipt -> {
                    String there = theirs.remove(receipt.reference());
                    if (!(comment.video() + " " + comment.text()).equals(there)) {
                        disagreements.add("order " + record.order().id() + " has no comment: " + there);
                    }
                });
            }
        }
        theirs.forEach((id, text) -> disagreements.add("comment " + id + " has no order: " + text));
        return all;
    }

    private int tasks() {
        Map<String, Integer> theirs = new HashMap<>();
        for (Ledger.TimedEntry entry : entries) {
            if (entry.placed() instanceof LedgerEntry.HookReceived hook) {
                theirs.merge(new JsonObject(hook.body()).getString("order_id"), 1, Integer::sum);
            }
        }
        int all = theirs.size();
        for (OrderRecord record : records) {
            if (record.order().terms().action() instanceof AskTeam && wasPending(record)) {
                int times = theirs.getOrDefault(record.order().id(), 0);
                theirs.remove(record.order().id());
                repeatedTasks += Math.max(0, times - 1);
                if (times == 0) {
                    disagreements.add("task " + record.order().id() + " never came");
                }
            }
        }
        theirs.keySet().forEach(id -> disagreements.add("task " + id + " came and is not placed"));
        return all;
    }

    /** How many orders are in a state. */
    public static long count(List<OrderRecord> records, OrderStatus status) {
        return records.stream()
                .filter(record -> record.order().status() == status)
                .count();
    }
}
