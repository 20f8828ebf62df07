package dev.ratiofixer.effect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Mixes what the forecast usually misses by with what it missed by in a campaign's own quiet windows. The first counts
 * as {@value #PRIOR_WINDOWS} windows: a campaign with few of its own goes by other videos, one with many by itself. The
 * mixture is the posterior mean of a Dirichlet process with the other videos as base (Ferguson, <i>Annals of
 * Statistics</i> 1, 1973). First the other videos' residuals are fitted to the campaign:
 *
 * <ul>
 *   <li>They are moved by the campaign's own mean, shrunk as much, as a video may keep to another rate than most. The
 *       prior of the mean is Cauchy's, so what many windows show clearly is shrunk little.
 *   <li>They are drawn together or apart by how far the campaign's own residuals lie from their mean, as a video may be
 *       calmer than most. Windows of half and of a quarter of the length tell that, too, of which there are more.
 * </ul>
 */
final class ResidualMixture {
    static final double PRIOR_WINDOWS = 8;
    /** The mean is a fixed point; so many steps come near enough. */
    private static final int STEPS = 20;

    private record Weighted(double residual, double weight) {}

    private final List<Weighted> sorted;
    private final double total;

    /**
     * @param own residuals in quiet windows of the campaign
     * @param shorter residuals in shorter ones, a list for each length
     * @param weight what each counts: less than one where windows share hours
     */
    ResidualMixture(GainModel model, List<Double> own, List<List<Double>> shorter, double weight) {
        double bias = bias(own, weight);
        double middle = model.residuals().get(GainModel.RESIDUALS / 2);
        double calm = calm(model.residuals(), own, shorter, weight);
        List<Weighted> all = new ArrayList<>();
        model.residuals()
                .forEach(each -> all.add(
                        new Weighted(middle + calm * (each - middle) + bias, PRIOR_WINDOWS / GainModel.RESIDUALS)));
        own.forEach(each -> all.add(new Weighted(each, weight)));
        all.sort(Comparator.comparingDouble(Weighted::residual));
        this.sorted = List.copyOf(all);
        this.total = all.stream().mapToDouble(Weighted::weight).sum();
    }

    private static double bias(List<Double> own, double weight) {
        double windows = weight * own.size();
        double mean = mean(own);
        double bias = 0;
        for (int step = 0; step < STEPS; step++) {
            bias = windows * mean / (windows + PRIOR_WINDOWS / (1 + bias * bias));
        }
        return bias;
    }

    /** How far the campaign's own residuals lie from their mean, over how far other videos' do. */
    private static double calm(List<Double> others, List<Double> own, List<List<Double>> shorter, double weight) {
        double usual = distance(others);
        double sum = PRIOR_WINDOWS * usual;
        double windows = PRIOR_WINDOWS;
        List<List<Double>> lengths = new ArrayList<>(shorter);
        lengths.add(own);
        for (List<Double> each : lengths) {
            if (each.size() > 1) {
                double unbiased = Math.sqrt(each.size() / (each.size() - 1.0));
                sum += weight * each.size() * distance(each) * unbiased;
                windows += weight * each.size();
            }
        }
        return usual > 0 ? sum / windows / usual : 1;
    }

    private static double distance(List<Double> residuals) {
        double mean = mean(residuals);
        return residuals.stream()
                .mapToDouble(each -> Math.abs(each - mean))
                .average()
                .orElse(0);
    }

    private static double mean(List<Double> residuals) {
        return residuals.stream().mapToDouble(Double::doubleValue).average().orElse(0);
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
