package dev.ratiofixer.smm.policy.adbudget;

import dev.ratiofixer.smm.api.AdNetworks.NetworkFigures;
import java.util.ArrayList;
import java.util.List;

/**
 * What ads did by where they were shown.
 *
 * @param other outside YouTube, or where Google does not tell
 */
public record PaidNetworks(NetworkTotals inStream, NetworkTotals inFeed, NetworkTotals shorts, NetworkTotals other) {
    /** Nothing on any of them. */
    public static final PaidNetworks NONE =
            new PaidNetworks(NetworkTotals.NONE, NetworkTotals.NONE, NetworkTotals.NONE, NetworkTotals.NONE);

    /** One network's. */
    public record NetworkTotals(long costMicros, long impressions, long views) {
        public static final NetworkTotals NONE = new NetworkTotals(0, 0, 0);

        NetworkTotals plus(NetworkTotals more) {
            return new NetworkTotals(costMicros + more.costMicros, impressions + more.impressions, views + more.views);
        }
    }

    /** Both together. */
    public PaidNetworks plus(PaidNetworks more) {
        return new PaidNetworks(
                inStream.plus(more.inStream),
                inFeed.plus(more.inFeed),
                shorts.plus(more.shorts),
                other.plus(more.other));
    }

    /** The networks in their order. */
    List<NetworkTotals> all() {
        return List.of(inStream, inFeed, shorts, other);
    }

    /** The sum over the networks. */
    public NetworkTotals total() {
        return inStream.plus(inFeed).plus(shorts).plus(other);
    }

    /** Those on which anything was shown, by the names that people and programs see. */
    public List<NetworkFigures> named() {
        List<String> names = List.of("in_stream", "in_feed", "shorts", "other");
        List<NetworkFigures> named = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            NetworkTotals of = all().get(i);
            if (!of.equals(NetworkTotals.NONE)) {
                named.add(new NetworkFigures(names.get(i), of.costMicros(), of.impressions(), of.views()));
            }
        }
        return List.copyOf(named);
    }
}
