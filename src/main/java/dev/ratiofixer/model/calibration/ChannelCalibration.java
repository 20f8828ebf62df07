package dev.ratiofixer.model.calibration;

import dev.ratiofixer.model.Expectation;
import dev.ratiofixer.model.Features;
import dev.ratiofixer.model.calibration.CounterCalibration.Residual;
import dev.ratiofixer.video.ChannelCounting;
import dev.ratiofixer.video.ChannelCounting.NewUpload;
import dev.ratiofixer.video.ChannelHistory;
import dev.ratiofixer.video.CountingRegime;
import dev.ratiofixer.video.VideoForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How well the model knows one channel since views count at the first frame, and how its answers for the channel's
 * ordinary videos are moved.
 *
 * @param counting what was read of the channel
 */
public record ChannelCalibration(ChannelCounting counting, CounterCalibration likes, CounterCalibration comments) {
    /** With so many uploads counted at the first frame the channel is as well known as any. */
    public static final int ENOUGH_UPLOADS = 10;

    /** Standard deviations of residuals of the natural logarithm of a count. */
    private static final double LIKES_NOISE = 0.3;

    private static final double COMMENTS_NOISE = 0.5;

    /** What to ask the model for a channel's uploads, in their order. */
    static List<Features> rows(ChannelHistory channel, ChannelCounting counting) {
        return counting.uploads().stream()
                .map(upload -> engaged(upload, channel, counting))
                .toList();
    }

    private static Features engaged(NewUpload upload, ChannelHistory channel, ChannelCounting counting) {
        return new Features(
                Math.round(counting.engaged((double) upload.views(), null, upload.ageDays())),
                upload.ageDays(),
                upload.durationSeconds(),
                VideoForm.VIDEO,
                CountingRegime.ORIGINAL,
                upload.category(),
                channel,
                null);
    }

    /** From the model's answers to {@link #rows}. */
    static ChannelCalibration of(ChannelCounting counting, List<Expectation> answers) {
        return new ChannelCalibration(
                counting,
                calibration(counting, answers, NewUpload::likes, LIKES_NOISE, true),
                calibration(counting, answers, NewUpload::comments, COMMENTS_NOISE, false));
    }

    private static CounterCalibration calibration(
            ChannelCounting counting,
            List<Expectation> answers,
            Function<NewUpload, @Nullable Long> counter,
            double noise,
            boolean likes) {
        List<Residual> residuals = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            Long count = counter.apply(counting.uploads().get(i));
            if (count != null) {
                Expectation expected = answers.get(i);
                residuals.add(Residual.of(count, likes ? expected.likes() : expected.comments()));
            }
        }
        return CounterCalibration.of(residuals, counting.logFactor(), counting.logFactorVariance(), noise);
    }

    /** How many uploads counted at the first frame it rests on. */
    public int uploads() {
        return counting.uploads().size();
    }

    /** Why an answer is a guess still, if it is. */
    Optional<String> doubt() {
        return uploads() >= ENOUGH_UPLOADS
                ? Optional.empty()
                : Optional.of("views count at the first frame now, " + uploads()
                        + " of this channel's uploads were counted so" + " all their life: " + ENOUGH_UPLOADS
                        + " are enough");
    }
}
