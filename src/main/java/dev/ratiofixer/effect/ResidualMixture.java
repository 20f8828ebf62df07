package dev.ratiofixer.effect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Mixes what the forecast usually misses by with what it missed by in a campaign's own quiet windows. The first counts
 * as {@value #PRIOR_WINDOWS} windows: a campaign with few of its own goes by other videos, one with many by itself.
 * First the other videos' are moved by the campaign's own mean, shrunk as much: a video may keep to another rate than
 * most. The mixture is the posterior mean of a Dirichlet process with the other videos as base (Ferguson, <i>Annals of
 * Statistics</i> 1, 1973).
 */
final class ResidualMixture {
    static final double PRIOR_WINDOWS = 8;

    private record Weighted(double residual, double weight) {}

    private final List<Weighted> sorted;
    private final double total;

    /**
     * @param own residuals in quiet windows of the campaign
     * @param weight what each counts: less than one where windows share hours
     */
    ResidualMixture(GainModel model, List<Double> own, double weight) {
        double sum = weight * own.stream().mapToDouble(Double::doubleValue).sum();
        double bias = sum / (weight * own.size() + PRIOR_WINDOWS);
        List<Weighted> all = new ArrayList<>();
        model.residuals().forEach(each -> all.add(new Weighted(each + bias, PRIOR_WINDOWS / GainModel.RESIDUALS)));
        own.forEach(each -> all.add(new Weighted(each, weight)));
        all.sort(Comparator.comparingDouble(Weighted::residual));
        this.sorted = List.copyOf(all);
        this.total = all.stream().mapToDouble(Weighted::weight).sum();
    }

    /** The quantile at a level, straight between the middles of neighbours' weights. */
    double quantile(double level) {
        double wanted = level * total;
        double passed = 0;
        double before = Double.NaN;
        double beforeAt = 0;
        for (Weighted each : sorted) {
            double at = passed + each.weight() / 2;
            if (at >= wanted) {
                return Double.isNaN(before)
                        ? each.residual()
                        : before + (each.residual() - before) * (wanted - beforeAt) / (at - beforeAt);
            }
            passed += each.weight();
            before = each.residual();
            beforeAt = at;
        }
        return before;
    }
}
