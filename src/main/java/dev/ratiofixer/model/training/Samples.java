package dev.ratiofixer.model.training;

import dev.ratiofixer.model.FeatureEncoder;
import dev.ratiofixer.model.Features;
import dev.ratiofixer.model.training.EngagementData.EngagementRow;
import dev.ratiofixer.video.ChannelHistory;
import dev.ratiofixer.video.UsualUpload;
import dev.ratiofixer.video.VideoForm;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Readings as the network takes them, row after row in flat arrays: {@link FeatureEncoder#WIDTH} inputs and
 * {@link Target#WIDTH} targets each.
 */
final class Samples {
    /** Comments are guessed less exactly than likes: their errors count this much. */
    private static final float COMMENT_WEIGHT = 0.7f;

    /** What is not known of a row's channel, by which its offsets differ. */
    static final int NOTHING_USUAL = 0;

    static final int NOTHING_OF_CHANNEL = 1;
    private static final int STATES = 2;

    private final int rows;
    private final float[] inputs;
    private final List<float[]> thinned;
    private final float[] targets;
    private final float[] offsets;

    private Samples(int rows, float[] inputs, List<float[]> thinned, float[] targets, float[] offsets) {
        this.rows = rows;
        this.inputs = inputs;
        this.thinned = thinned;
        this.targets = targets;
        this.offsets = offsets;
    }

    static Samples of(List<EngagementRow> readings) {
        return of(readings, List.of());
    }

    /** The same, each reading counting as much as {@code weight} says. */
    Samples weighted(ToDoubleFunction<Integer> weight) {
        float[] weighted = targets.clone();
        for (int i = 0; i < rows; i++) {
            for (int target = 0; target < 2; target++) {
                weighted[i * Target.WIDTH + Target.WEIGHT + target] *= (float) weight.applyAsDouble(i);
            }
        }
        return new Samples(rows, inputs, thinned, weighted, offsets);
    }

    /** @param thinned the same readings in the same order, as if less were known of their channels' earlier uploads */
    static Samples of(List<EngagementRow> readings, List<List<EngagementRow>> thinned) {
        float[] targets = new float[readings.size() * Target.WIDTH];
        float[] offsets = new float[readings.size() * STATES * 2];
        for (int i = 0; i < readings.size(); i++) {
            encode(readings.get(i), targets, i * Target.WIDTH);
            encodeOffsets(readings.get(i).features(), offsets, i * STATES * 2);
        }
        return new Samples(
                readings.size(),
                inputs(readings),
                thinned.stream().map(Samples::inputs).toList(),
                targets,
                offsets);
    }

    private static void encodeOffsets(Features row, float[] offsets, int at) {
        Features nothingUsual = row.withChannel(row.channel().withUsual(null));
        Features nothing = row.withChannel(ChannelHistory.UNKNOWN);
        offsets[at + 2 * NOTHING_USUAL] = (float) FeatureEncoder.likeOffset(nothingUsual);
        offsets[at + 2 * NOTHING_USUAL + 1] = (float) FeatureEncoder.commentOffset(nothingUsual);
        offsets[at + 2 * NOTHING_OF_CHANNEL] = (float) FeatureEncoder.likeOffset(nothing);
        offsets[at + 2 * NOTHING_OF_CHANNEL + 1] = (float) FeatureEncoder.commentOffset(nothing);
    }

    /** Overwrites the offsets of {@code to}'s row {@code i} with those of {@code row} in a state of knowledge. */
    void start(int row, int state, float[] to, int i) {
        System.arraycopy(offsets, (row * STATES + state) * 2, to, i * Target.WIDTH + Target.OFFSET, 2);
    }

    private static float[] inputs(List<EngagementRow> readings) {
        float[] inputs = new float[readings.size() * FeatureEncoder.WIDTH];
        FeatureEncoder encoder = new FeatureEncoder();
        for (int i = 0; i < readings.size(); i++) {
            encoder.encode(readings.get(i).features(), inputs, i * FeatureEncoder.WIDTH);
        }
        return inputs;
    }

    private static void encode(EngagementRow reading, float[] targets, int at) {
        for (int target = 0; target < 2; target++) {
            boolean known = reading.count(target) != null;
            targets[at + target] = known ? (float) reading.logCount(target) : 0;
            targets[at + Target.WEIGHT + target] = !known ? 0 : target == 0 ? 1 : COMMENT_WEIGHT;
        }
        targets[at + Target.LOG_VIEWS] =
                (float) Math.log1p((double) reading.features().views());
        targets[at + Target.OFFSET] = (float) FeatureEncoder.likeOffset(reading.features());
        targets[at + Target.OFFSET + 1] = (float) FeatureEncoder.commentOffset(reading.features());
        targets[at + Target.DESCRIBED] = reading.features().described() ? 1 : 0;
    }

    int rows() {
        return rows;
    }

    /** Not a copy: not to be changed. */
    float[] inputs() {
        return inputs;
    }

    /** Other inputs of the same rows, as if less were known of their channels. Not copies: not to be changed. */
    List<float[]> thinned() {
        return thinned;
    }

    /** Not a copy: not to be changed. */
    float[] targets() {
        return targets;
    }

    /**
     * The uploads in a file by channel and form. From them each reading learns what its channel's earlier uploads
     * usually were: of the up to 20 newest that were released before it, each at its newest reading that is not later
     * than its own. Neither other readings of its own video nor anybody's likes and comments have a part in it.
     *
     * <p>Where a reading's own release is not known, its channel's history tells how many uploads were earlier: with
     * none it is told of none, with fewer than {@link ChannelHistory#MOST_UPLOADS} of those that had fewer before them,
     * and else of all other uploads of its channel and form. How old those were then is told by how many uploads the
     * channel has: each is taken at its newest reading that is not older than that, or else at its youngest. No release
     * is looked at for it, also not of others, so that a row is told the same whichever rows have theirs.
     */
    static final class EarlierUploads {
        private static final double SECONDS_A_DAY = Duration.ofDays(1).toSeconds();
        private static final double LONGEST_DAYS = 1e6;
        /** Of a channel's uploads, when they are thinned. */
        private static final double SMALLEST_SHARE = 0.02;
        /**
         * Over how many days a channel's uploads are taken to be spread, where no release is known: those of the
         * shipped data.
         */
        private static final double SPAN_DAYS = 730;
        /** How many uploads ago one was of the 20 newest, where it is not known how many came before each. */
        private static final int USUAL_RANK = 10;

        private record ChannelForm(long channel, VideoForm form) {}

        /** @param earlier how many uploads of its channel came before it, up to {@link ChannelHistory#MOST_UPLOADS} */
        private record AgedReading(UsualUpload.Upload upload, int earlier) {
            static AgedReading ofMoreViews(AgedReading one, AgedReading other) {
                return one.upload().views() >= other.upload().views() ? one : other;
            }
        }

        private record RowUpload(Instant publishedAt, long video) {
            static final Comparator<RowUpload> ORDER =
                    Comparator.comparing(RowUpload::publishedAt).thenComparingLong(RowUpload::video);

            /** Comes before every upload of that instant. */
            static RowUpload firstAt(Instant publishedAt) {
                return new RowUpload(publishedAt, Long.MIN_VALUE);
            }
        }

        /** In the order in which they were met, so that what is drawn of them by chance is the same each time. */
        private final Map<ChannelForm, NavigableMap<RowUpload, NavigableMap<Instant, UsualUpload.Upload>>>
                byChannelForm = new LinkedHashMap<>();

        /** The readings of each video by their age, also where its release is not known. */
        private final Map<ChannelForm, Map<Long, NavigableMap<Double, AgedReading>>> byAge = new LinkedHashMap<>();

        private EarlierUploads() {}

        static EarlierUploads of(List<EngagementRow> readings) {
            EarlierUploads all = new EarlierUploads();
            readings.forEach(all::add);
            return all;
        }

        /**
         * As if much less of each channel had been seen: each loses a share of its uploads of its own, up to nearly
         * all.
         */
        EarlierUploads thinned(RandomGenerator random) {
            EarlierUploads some = new EarlierUploads();
            byChannelForm.forEach((channelForm, uploads) -> {
                double share = Math.pow(SMALLEST_SHARE, random.nextDouble());
                NavigableMap<RowUpload, NavigableMap<Instant, UsualUpload.Upload>> kept = new TreeMap<>(uploads);
                kept.keySet().removeIf(upload -> random.nextDouble() >= share);
                some.byChannelForm.put(channelForm, kept);
            });
            some.byAge.putAll(byAge);
            return some;
        }

        /** Takes note of a reading. Of two of one video at one instant the one with more views counts. */
        private void add(EngagementRow reading) {
            Features features = reading.features();
            Instant published = features.publishedAt();
            if (reading.channel() >= 0 && reading.video() >= 0) {
                byAge.computeIfAbsent(channelForm(reading), any -> new LinkedHashMap<>())
                        .computeIfAbsent(reading.video(), any -> new TreeMap<>())
                        .merge(
                                features.ageDays(),
                                new AgedReading(
                                        upload(features), features.channel().videos()),
                                AgedReading::ofMoreViews);
            }
            if (reading.channel() >= 0 && published != null) {
                byChannelForm
                        .computeIfAbsent(channelForm(reading), any -> new TreeMap<>(RowUpload.ORDER))
                        .computeIfAbsent(new RowUpload(published, reading.video()), any -> new TreeMap<>())
                        .merge(
                                readAt(published, features),
                                upload(features),
                                (one, other) -> one.views() >= other.views() ? one : other);
            }
        }

        /** The same readings, each with what these uploads tell of its channel's earlier ones. */
        List<EngagementRow> complete(List<EngagementRow> readings) {
            return readings.stream().map(this::complete).toList();
        }

        private EngagementRow complete(EngagementRow reading) {
            Features features = reading.features();
            Instant published = features.publishedAt();
            if (published == null) {
                return told(reading, others(reading));
            }
            @Nullable
            NavigableMap<RowUpload, NavigableMap<Instant, UsualUpload.Upload>> uploads =
                    byChannelForm.get(channelForm(reading));
            if (uploads == null) {
                return reading;
            }
            Instant now = readAt(published, features);
            // By hand: a stream asks a part of a map for its size, which is counted each time.
            List<UsualUpload.Upload> earlier = new ArrayList<>();
            for (NavigableMap<Instant, UsualUpload.Upload> readings : uploads.headMap(
                            RowUpload.firstAt(published), false)
                    .descendingMap()
                    .values()) {
                if (earlier.size() == ChannelHistory.MOST_UPLOADS) {
                    break;
                }
                Map.@Nullable Entry<Instant, UsualUpload.Upload> newest = readings.floorEntry(now);
                if (newest != null) {
                    earlier.add(newest.getValue());
                }
            }
            return told(reading, earlier);
        }

        private List<UsualUpload.Upload> others(EngagementRow reading) {
            int before = reading.features().channel().videos();
            boolean counted = before < ChannelHistory.MOST_UPLOADS;
            Map<Long, NavigableMap<Double, AgedReading>> uploads = byAge.getOrDefault(channelForm(reading), Map.of());
            double pace = SPAN_DAYS / Math.max(1, uploads.size());
            List<UsualUpload.Upload> others = new ArrayList<>();
            uploads.forEach((video, readings) -> {
                int earlier = readings.lastEntry().getValue().earlier();
                int rank = counted ? before - earlier : USUAL_RANK;
                if (video != reading.video() && rank > 0) {
                    double age = reading.features().ageDays() + rank * pace;
                    others.add(notOlder(readings, age).upload());
                }
            });
            return others;
        }

        private static AgedReading notOlder(NavigableMap<Double, AgedReading> readings, double ageDays) {
            Map.@Nullable Entry<Double, AgedReading> newest = readings.floorEntry(ageDays);
            return newest == null ? readings.firstEntry().getValue() : newest.getValue();
        }

        private static EngagementRow told(EngagementRow reading, List<UsualUpload.Upload> uploads) {
            @Nullable
            UsualUpload usual = UsualUpload.of(uploads)
                    .map(of -> of.uploads() <= ChannelHistory.MOST_UPLOADS
                            ? of
                            : new UsualUpload(
                                    ChannelHistory.MOST_UPLOADS, of.views(), of.ageDays(), of.durationSeconds()))
                    .orElse(null);
            Features features = reading.features();
            return reading.with(features.withChannel(features.channel().withUsual(usual)));
        }

        private static UsualUpload.Upload upload(Features features) {
            return new UsualUpload.Upload(features.views(), features.ageDays(), features.durationSeconds());
        }

        private static ChannelForm channelForm(EngagementRow reading) {
            return new ChannelForm(reading.channel(), reading.features().form());
        }

        private static Instant readAt(Instant published, Features features) {
            return published.plusSeconds(Math.round(Math.min(features.ageDays(), LONGEST_DAYS) * SECONDS_A_DAY));
        }
    }
}
