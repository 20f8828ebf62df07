package dev.ratiofixer.campaign;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Counts live campaigns by living node.
 *
 * @param nodes every node whose lease holds
 * @param live campaigns that some node has to run
 */
public record ClusterLoad(List<NodeLoad> nodes, long live) {
    /** A difference smaller than this part of a fair share is not worth a move. */
    private static final int SLACK_PART = 20;

    /**
     * The load of one node.
     *
     * @param campaigns those leased to it, also in an earlier life
     * @param present those leased to it in its present life
     */
    public record NodeLoad(String node, long campaigns, long present) {}

    /** Campaigns that one node should hand over to another now. */
    record Move(String to, int count) {}

    public ClusterLoad {
        nodes = List.copyOf(nodes);
    }

    /** What each node should run, rounded up. */
    long share() {
        int living = Math.max(1, nodes.size());
        return (live + living - 1) / living;
    }

    /** Campaigns that no living node holds. */
    long free() {
        return live - nodes.stream().mapToLong(NodeLoad::campaigns).sum();
    }

    NodeLoad of(String node) {
        return nodes.stream()
                .filter(load -> load.node().equals(node))
                .findFirst()
                .orElse(new NodeLoad(node, 0, 0));
    }

    /**
     * What a node that runs too many should give the one that runs fewest.
     *
     * @param running how many it runs
     * @param most the largest move
     */
    Optional<Move> move(String from, long running, int most) {
        long excess = running - share();
        if (excess <= Math.max(1, share() / SLACK_PART)) {
            return Optional.empty();
        }
        return nodes.stream()
                .filter(load -> !load.node().equals(from))
                .min(Comparator.comparingLong(NodeLoad::campaigns))
                .map(least ->
                        new Move(least.node(), (int) Math.min(most, Math.min(excess, share() - least.campaigns()))))
                .filter(move -> move.count() > 0);
    }
}
