package dev.ratiofixer.model.training;

import dev.ratiofixer.model.Features;
import dev.ratiofixer.model.FirstWeek;
import dev.ratiofixer.video.ChannelHistory;
import dev.ratiofixer.video.UsualUpload;
import dev.ratiofixer.video.VideoForm;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Makes readings of the first week from readings at its end, as if the same videos had been read earlier. The readings
 * of that age that can be had are of trending lists: great channels, no durations. These are of ordinary uploads, so
 * that the network does not take a trending list's ways for those of every young video.
 *
 * <p>What happens in between is drawn by chance: by how much the views were fewer, widely; the likes and comments per
 * view by {@link FirstWeek}, widened. For half of them the channel's uploads are young as well.
 */
final class YoungerReadings {
    /** Views grow as the age to a power from the first of these to the second. */
    private static final double SLOWEST = 0.1;

    private static final double FASTEST = 1.3;
    /** How differently the ratio of single videos falls. */
    private static final double SLOPE_DEVIATION = 0.08;

    private static final double LIKES_DEVIATION = 0.12;
    private static final double COMMENTS_DEVIATION = 0.22;
    private static final double YOUNG_CHANNELS = 0.5;
    /** Views of uploads that are read later than on day 7, and log likes per view, in units of log age. */
    private static final double LATER_VIEWS = 0.25;

    private static final double LATER_RATE = -0.09;
    private static final double YOUNGEST_UPLOADS = 0.5;
    private static final double MANY = 50;

    private final RandomGenerator random;

    YoungerReadings(RandomGenerator random) {
        this.random = random;
    }

    /** One of each ordinary video's reading on day 7. */
    List<EngagementRow> of(List<EngagementRow> readings) {
        return readings.stream()
                .filter(reading -> reading.features().ageDays() == FirstWeek.DAYS)
                .filter(reading -> reading.features().form() == VideoForm.VIDEO)
                .map(this::younger)
                .toList();
    }

    private EngagementRow younger(EngagementRow reading) {
        Features week = reading.features();
        double early = random.nextDouble() * FirstWeek.early(FirstWeek.YOUNGEST_DAYS);
        double growth = SLOWEST + random.nextDouble() * (FASTEST - SLOWEST);
        long views = Math.max(1, Math.round(week.views() * Math.exp(-growth * early)));
        double fewer = (double) views / Math.max(1, week.views());
        double age = FirstWeek.DAYS * Math.exp(-early);
        return new EngagementRow(
                reading.video(),
                reading.channel(),
                week.withViews(views)
                        .withAgeDays(age)
                        .withChannel(random.nextDouble() < YOUNG_CHANNELS ? young(week, age) : week.channel()),
                count(reading.likes(), fewer, early, FirstWeek.likeSlope(week.category()), LIKES_DEVIATION),
                count(reading.comments(), fewer, early, FirstWeek.commentSlope(week.category()), COMMENTS_DEVIATION));
    }

    private @Nullable Long count(@Nullable Long atWeek, double fewer, double early, double slope, double deviation) {
        double steeper = slope + SLOPE_DEVIATION * random.nextGaussian();
        double noise = deviation * random.nextGaussian() * Math.min(1, early);
        return atWeek == null ? null : poisson(atWeek * fewer * Math.exp(steeper * early + noise));
    }

    /** Its uploads as they were read in the first week of each. */
    private ChannelHistory young(Features week, double age) {
        ChannelHistory channel = week.channel();
        UsualUpload usual = channel.usual();
        if (usual == null) {
            return channel;
        }
        double longest = FirstWeek.early(Math.max(YOUNGEST_UPLOADS, Math.min(age, 6.9)));
        double early = random.nextDouble() * longest;
        double later = Math.log(Math.max(1, usual.ageDays() / FirstWeek.DAYS));
        double views = usual.views() * Math.exp(-LATER_VIEWS * later - (SLOWEST + random.nextDouble() * 0.9) * early);
        double likes = FirstWeek.likeSlope(week.category()) * early - LATER_RATE * later;
        double comments = FirstWeek.commentSlope(week.category()) * early - LATER_RATE * later;
        return new ChannelHistory(
                channel.videos(),
                times(channel.likeRate(), likes),
                times(channel.commentRate(), comments),
                new UsualUpload(usual.uploads(), views, FirstWeek.DAYS * Math.exp(-early), usual.durationSeconds()));
    }

    private static @Nullable Double times(@Nullable Double rate, double logFactor) {
        return rate == null ? null : (Double) (rate * Math.exp(logFactor));
    }

    /** Draws a count with that mean. */
    private long poisson(double mean) {
        if (mean > MANY) {
            return Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
        }
        double left = Math.exp(-mean);
        long count = -1;
        for (double product = 1; product > left || count < 0; count++) {
            product *= random.nextDouble();
        }
        return count;
    }

    /** Comments that are off stand as 0 in a trending list: so few where many are usual are taken as missing. */
    static List<EngagementRow> withoutClosedComments(List<EngagementRow> readings) {
        return readings.stream().map(YoungerReadings::withoutClosedComments).toList();
    }

    private static EngagementRow withoutClosedComments(EngagementRow reading) {
        Features row = reading.features();
        Long comments = reading.comments();
        Double rate = row.channel().commentRate();
        boolean closed = comments != null
                && comments == 0
                && row.ageDays() < FirstWeek.DAYS
                && row.views() * (rate == null ? 1e-3 : rate) > 20;
        return closed ? new EngagementRow(reading.video(), reading.channel(), row, reading.likes(), null) : reading;
    }
}
