package dev.ratiofixer.video;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * What the earlier uploads of a channel, of one form, usually are. A video's views mean little without it: those beyond
 * its channel's usual ones come from people who like and comment less.
 *
 * @param uploads how many these are, 1 to 20
 * @param views the median of their views, on a log scale
 * @param ageDays the geometric mean of their ages when those views were read
 * @param durationSeconds the median of their durations, on a log scale; 0 when none is known
 */
public record UsualUpload(int uploads, double views, double ageDays, double durationSeconds) {
    /** How soon after its release an upload's views tell anything: the youngest age at which the model knows videos. */
    private static final double MIN_AGE_DAYS = 0.25;

    /**
     * One upload.
     *
     * @param ageDays days from its release to when its views were read
     * @param durationSeconds 0 when unknown
     */
    public record Upload(long views, double ageDays, long durationSeconds) {}

    /** The middle of uploads at their newest readings; those that are younger than 6 hours do not count. */
    public static Optional<UsualUpload> of(List<Upload> uploads) {
        List<Upload> told = uploads.stream()
                .filter(upload -> upload.ageDays() >= MIN_AGE_DAYS)
                .toList();
        if (told.isEmpty()) {
            return Optional.empty();
        }
        List<Upload> timed =
                told.stream().filter(upload -> upload.durationSeconds() > 0).toList();
        double logAge = told.stream()
                .mapToDouble(upload -> Math.log(upload.ageDays()))
                .average()
                .orElseThrow();
        return Optional.of(new UsualUpload(
                told.size(), median(told, Upload::views), Math.exp(logAge), median(timed, Upload::durationSeconds)));
    }

    /** On a log scale; 0 of nothing. */
    private static double median(List<Upload> uploads, ToDoubleFunction<Upload> of) {
        DoubleStream logs = uploads.stream().mapToDouble(of).map(Math::log1p);
        return Math.expm1(Median.of(logs).orElse(0));
    }

    /** The middle of some numbers. */
    public static final class Median {
        private Median() {}

        /** The mean of the two in the middle if their number is even; empty of nothing. */
        public static OptionalDouble of(DoubleStream values) {
            double[] sorted = values.sorted().toArray();
            int middle = sorted.length / 2;
            if (sorted.length == 0) {
                return OptionalDouble.empty();
            }
            return OptionalDouble.of(
                    sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2);
        }
    }
}
