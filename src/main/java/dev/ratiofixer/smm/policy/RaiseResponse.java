package dev.ratiofixer.smm.policy;

import java.util.List;
import org.apache.commons.math3.stat.regression.SimpleRegression;

/**
 * What raises have brought by themselves: the slope of likes over paid views in the last two weeks, in units of what
 * the target asks of a view. It takes nothing for granted but that what else comes in stays as it is meanwhile, likes
 * without views included, which {@link ViewerGrid} does not know of.
 */
final class RaiseResponse {
    private static final int DAYS = 14;
    private static final int LEAST_DAYS = 5;
    /** With less between the least and the most paid views of a day the slope says nothing. */
    private static final double LEAST_CONTRAST = 1.4;
    /** Standard errors that leave one case of ten beyond. */
    private static final double NINE_OF_TEN = 1.28;

    private RaiseResponse() {}

    /**
     * Whether more paid views surely brought less than the target asks of them.
     *
     * @param organic the multiple that is believed of organic viewers: what they brought is taken off
     */
    static boolean surelyPoor(List<CampaignDay> days, Counter counter, double organic) {
        List<CampaignDay> last = days.subList(Math.max(0, days.size() - DAYS), days.size());
        SimpleRegression line = new SimpleRegression();
        double least = Double.POSITIVE_INFINITY;
        double most = 0;
        for (CampaignDay day : last) {
            Double count = day.count(counter);
            Double target = day.target(counter);
            if (count != null && target != null) {
                line.addData(day.paidViews(), count / target - organic * day.organicViews());
                least = Math.min(least, day.paidViews());
                most = Math.max(most, day.paidViews());
            }
        }
        return line.getN() >= LEAST_DAYS
                && most > LEAST_CONTRAST * least
                && line.getSlope() + NINE_OF_TEN * line.getSlopeStdErr() < 1;
    }
}
