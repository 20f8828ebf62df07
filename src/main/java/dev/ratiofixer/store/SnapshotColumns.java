package dev.ratiofixer.store;

import dev.ratiofixer.campaign.CampaignSnapshot;
import dev.ratiofixer.campaign.OrderTotals;
import dev.ratiofixer.campaign.Problem;
import dev.ratiofixer.campaign.Spend;
import dev.ratiofixer.model.Expectation;
import dev.ratiofixer.video.Sample;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The columns of a snapshot, in the order in which the statements that write them name them. */
final class SnapshotColumns<T> {
    private final Columns<T> columns;
    private final Function<T, CampaignSnapshot> snapshot;

    private SnapshotColumns(Columns<T> columns, Function<T, CampaignSnapshot> snapshot) {
        this.columns = columns;
        this.snapshot = snapshot;
    }

    static <T> Columns<T> addTo(Columns<T> columns, Function<T, CampaignSnapshot> snapshot) {
        SnapshotColumns<T> adding = new SnapshotColumns<>(columns, snapshot);
        adding.addState();
        adding.addSample();
        adding.addTargets();
        adding.addOrders();
        adding.addSpend();
        columns.text(row -> problems(snapshot.apply(row)));
        adding.addMemory();
        return columns;
    }

    /** What a campaign goes on with after a restart. */
    private void addMemory() {
        columns.text(row -> CampaignRow.CHANNEL.write(snapshot.apply(row).channel()))
                .time(row -> snapshot.apply(row).healthySince())
                .time(row -> orNull(snapshot.apply(row).asked().last()))
                .time(row -> orNull(snapshot.apply(row).asked().again()));
    }

    private static @Nullable Instant orNull(Instant at) {
        return at.equals(Instant.EPOCH) ? null : at;
    }

    private void addState() {
        columns.text(row -> EnumText.of(snapshot.apply(row).status()))
                .time(row -> snapshot.apply(row).stoppedAt())
                .time(row -> snapshot.apply(row).lastCheck())
                .time(row -> snapshot.apply(row).nextCheck());
    }

    private void addSample() {
        columns.time(sample(Sample::at))
                .number(sample(sample -> sample.counters().views()))
                .number(sample(sample -> sample.counters().likes()))
                .number(sample(sample -> sample.counters().comments()))
                .text(sample(sample -> EnumText.of(sample.countingRegime())))
                .flag(sample(Sample::corrected));
    }

    private void addTargets() {
        columns.text(expectation(CampaignRow.EXPECTATION::write))
                .number(expectation(expected -> Math.round(expected.likes().p50())))
                .number(expectation(expected -> Math.round(expected.comments().p50())))
                .number(row -> snapshot.apply(row).shortfall().likes())
                .number(row -> snapshot.apply(row).shortfall().comments());
    }

    private void addOrders() {
        columns.number(orders(OrderTotals::orderedLikes))
                .number(orders(OrderTotals::orderedComments))
                .number(orders(OrderTotals::pendingLikes))
                .number(orders(OrderTotals::pendingComments));
    }

    private void addSpend() {
        columns.number(spend(spend -> spend.reserved().micros()))
                .number(spend(spend -> spend.spent().micros()))
                .number(spend(spend -> spend.max() == null ? null : spend.max().micros()))
                .text(spend(spend -> spend.reserved().currency()));
    }

    private static String problems(CampaignSnapshot snapshot) {
        return snapshot.problems().isEmpty()
                ? "[]"
                : CampaignRow.PROBLEMS.write(snapshot.problems().toArray(new Problem[0]));
    }

    private Function<T, Long> orders(Function<OrderTotals, Long> field) {
        return row -> field.apply(snapshot.apply(row).orders());
    }

    private <V> Function<T, @Nullable V> sample(Function<Sample, @Nullable V> field) {
        return row -> {
            Sample sample = snapshot.apply(row).lastSample();
            return sample == null ? null : field.apply(sample);
        };
    }

    private <V> Function<T, @Nullable V> expectation(Function<Expectation, @Nullable V> field) {
        return row -> {
            Expectation expectation = snapshot.apply(row).expectation();
            return expectation == null ? null : field.apply(expectation);
        };
    }

    private <V> Function<T, @Nullable V> spend(Function<Spend, @Nullable V> field) {
        return row -> {
            Spend spend = snapshot.apply(row).spend();
            return spend == null ? null : field.apply(spend);
        };
    }
}
