package dev.ratiofixer.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.campaign.ClusterLoad.Move;
import dev.ratiofixer.campaign.ClusterLoad.NodeLoad;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterLoadTest {
    private static final int WINDOW = 250;

    @ParameterizedTest
    @CsvSource({
        // first, second, what first gives
        "6, 0, 3",
        "4, 2, 0",
        "5, 1, 2",
        "3, 3, 0",
        "0, 6, 0",
        "100, 92, 0",
        "120, 80, 20",
        "10000, 0, 250"
    })
    void theFullerNodeGivesWhatTheOtherLacks(long first, long second, int given) {
        ClusterLoad load = load(first, second);
        assertThat(load.move("n0", first, WINDOW).map(Move::count).orElse(0)).isEqualTo(given);
    }

    @Test
    void aNodeAloneKeepsAll() {
        assertThat(load(500).move("n0", 500, WINDOW)).isEmpty();
    }

    @Test
    void whatNoLivingNodeHoldsIsFreeAndCountsForTheShare() {
        ClusterLoad load = new ClusterLoad(List.of(new NodeLoad("n0", 10, 10), new NodeLoad("n1", 10, 10)), 30);
        assertThat(load.free()).isEqualTo(10);
        assertThat(load.share()).isEqualTo(15);
        assertThat(load.of("n9").campaigns()).isZero();
    }

    /** Whatever the start, moves come to an end, and then no two nodes are far from each other's load. */
    @Property(tries = 200)
    void movesEndWithEvenLoads(@ForAll @Size(min = 2, max = 6) List<@IntRange(max = 3_000) Integer> start) {
        List<Long> loads =
                new ArrayList<>(start.stream().map(Integer::longValue).toList());
        int rounds = 0;
        boolean moved = true;
        while (moved) {
            moved = false;
            for (int i = 0; i < loads.size(); i++) {
                Optional<Move> move = load(loads).move("n" + i, loads.get(i), WINDOW);
                if (move.isPresent()) {
                    moved = true;
                    int to = Integer.parseInt(move.get().to().substring(1));
                    loads.set(i, loads.get(i) - move.get().count());
                    loads.set(to, loads.get(to) + move.get().count());
                }
            }
            assertThat(++rounds).isLessThan(500);
        }
        long share = load(loads).share();
        assertThat(loads).allSatisfy(load -> assertThat(load).isLessThanOrEqualTo(share + Math.max(1, share / 20)));
    }

    private static ClusterLoad load(long... campaigns) {
        return load(java.util.Arrays.stream(campaigns).boxed().toList());
    }

    private static ClusterLoad load(List<Long> campaigns) {
        List<NodeLoad> nodes = new ArrayList<>();
        for (int i = 0; i < campaigns.size(); i++) {
            nodes.add(new NodeLoad("n" + i, campaigns.get(i), campaigns.get(i)));
        }
        return new ClusterLoad(
                nodes, campaigns.stream().mapToLong(Long::longValue).sum());
    }
}
