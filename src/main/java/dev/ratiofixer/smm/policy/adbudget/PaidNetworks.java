package dev.ratiofixer.smm.policy.adbudget;

import dev.ratiofixer.smm.api.AdNetworks.NetworkFigures;
import java.util.ArrayList;
import java.util.List;

/**
 * What ads did by where they were shown.
 *
 * @param other outside YouTube, or where Google does not tell
 */
public record PaidNetworks(Figures inStream, Figures inFeed, Figures shorts, Figures other) {
    /** Nothing on any of them. */
    public static final PaidNetworks NONE = new PaidNetworks(Figures.NONE, Figures.NONE, Figures.NONE, Figures.NONE);

    /** One network's. */
    public record Figures(long costMicros, long impressions, long views) {
        public static final Figures NONE = new Figures(0, 0, 0);

        Figures plus(Figures more) {
            return new Figures(
                    costMicros + more.costMicros, impressions + more.impressions, views + more.views);
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
    List<Figures> all() {
        return List.of(inStream, inFeed, shorts, other);
    }

    /** The sum over the networks. */
    public Figures total() {
        return inStream.plus(inFeed).plus(shorts).plus(other);
    }

    /** Those on which anything was shown, by the names that people and programs see. */
    public List<NetworkFigures> named() {
        List<String> names = List.of("in_stream", "in_feed", "shorts", "other");
        List<NetworkFigures> named = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            Figures of = all().get(i);
            if (!of.equals(Figures.NONE)) {
                named.add(new NetworkFigures(names.get(i), of.costMicros(), of.impressions(), of.views()));
            }
        }
        return List.copyOf(named);
    }
}
