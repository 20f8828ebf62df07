package dev.ratiofixer.video;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a video's channel, or why nothing is. Nothing is expected of a video whose channel is
 * {@link Unread}; nothing is ordered for one whose channel is {@link Unreadable}.
 *
 * <p>Stored as JSON with every campaign, so that a restart, another node or a new model goes on with what was known. A
 * component added to a record here is stored with it; it must have a meaning where it is missing, as rows of before do
 * not have it.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "state")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ChannelKnowledge.Unread.class, name = "unread"),
    @JsonSubTypes.Type(value = ChannelKnowledge.Known.class, name = "known"),
    @JsonSubTypes.Type(value = ChannelKnowledge.Empty.class, name = "empty"),
    @JsonSubTypes.Type(value = ChannelKnowledge.Unreadable.class, name = "unreadable")
})
public sealed interface ChannelKnowledge {
    /** Its uploads have not been read yet. */
    record Unread() implements ChannelKnowledge {
        private static final Unread SHARED = new Unread();
    }

    /** It has earlier uploads of the video's form; {@code history} is of them as they were at {@code readAt}. */
    record Known(ChannelHistory history, Instant readAt) implements ChannelKnowledge {}

    /** It had no earlier upload of the video's form at {@code readAt}: an artist's first. */
    record Empty(Instant readAt) implements ChannelKnowledge {}

    /**
     * Its uploads could not be read.
     *
     * @param reason one sentence for people
     * @param since when it was first tried in vain
     */
    record Unreadable(String reason, Instant since) implements ChannelKnowledge {}

    /** Nobody has read it yet. */
    static ChannelKnowledge unread() {
        return Unread.SHARED;
    }

    /** What came of a reading at {@code readAt}. */
    static ChannelKnowledge of(ChannelHistory history, Instant readAt) {
        return history.videos() == 0 ? new Empty(readAt) : new Known(history, readAt);
    }

    /** The history to expect by; {@link ChannelHistory#UNKNOWN} where there is none. */
    default ChannelHistory history() {
        return switch (this) {
            case Known known -> known.history();
            case Unread unread -> ChannelHistory.UNKNOWN;
            case Empty empty -> ChannelHistory.UNKNOWN;
            case Unreadable unreadable -> ChannelHistory.UNKNOWN;
        };
    }

    /** Whether the channel's uploads were read, once at least. */
    default boolean wasRead() {
        return switch (this) {
            case Known known -> true;
            case Empty empty -> true;
            case Unread unread -> false;
            case Unreadable unreadable -> false;
        };
    }

    /**
     * What is known once {@code news} has come. What was read is not forgotten because it cannot be read again, nor for
     * an older reading.
     */
    default ChannelKnowledge after(ChannelKnowledge news) {
        return wasRead() && (!news.wasRead() || news.since().isBefore(since())) ? this : news;
    }

    /** Since when this is known: the instant of the reading or of the first failure; the epoch for {@link Unread}. */
    default Instant since() {
        return switch (this) {
            case Known known -> known.readAt();
            case Empty empty -> empty.readAt();
            case Unread unread -> Instant.EPOCH;
            case Unreadable unreadable -> unreadable.since();
        };
    }

    /**
     * How a channel's ordinary videos are counted since views count at the first frame, as far as its own uploads tell.
     * The rates and usual views of the {@link ChannelHistory} that it belongs to are in {@code unit}.
     *
     * @param since when the counting changed
     * @param unit in which the channel's history is, and in which expectations of its videos are made
     * @param logFactor natural logarithm of the first-frame views that one engaged view comes with, not negative
     * @param logFactorVariance how uncertain that is: the variance of {@code logFactor}
     * @param factorUploads how many old uploads told the factor; without any it is what is usual
     * @param uploads other uploads of the channel that were counted at the first frame all their life, newest first
     */
    record ChannelCounting(
            Instant since,
            ViewUnit unit,
            double logFactor,
            double logFactorVariance,
            int factorUploads,
            List<NewUpload> uploads) {
        /**
         * The exponent with which views grow with a video's age. Source: in the engagement data the median of views
         * rises 1.44 times from day 7 to 28, 1.22 times to day 84 and 1.11 times to day 168.
         */
        private static final double GROWTH = 0.22;

        /**
         * An upload that was counted at the first frame all its life, at its newest reading. In JSON it is an array, as
         * there are up to twenty with every campaign.
         *
         * @param views as counted, at the first frame
         * @param likes {@code null} when hidden
         * @param comments {@code null} when off
         * @param durationSeconds 0 when unknown
         */
        @JsonFormat(shape = JsonFormat.Shape.ARRAY)
        @JsonPropertyOrder({"views", "likes", "comments", "ageDays", "durationSeconds", "category"})
        public record NewUpload(
                long views,
                @Nullable Long likes,
                @Nullable Long comments,
                double ageDays,
                long durationSeconds,
                Category category) {}

        /**
         * Uploads in one array of numbers: there are up to twenty with every campaign. What is read of it is made anew.
         */
        private static final class PackedUploads extends AbstractList<NewUpload> {
            private static final int NUMBERS = 5;
            private static final int CATEGORY_BITS = 8;
            private static final long MISSING = -1;
            private static final Category[] CATEGORIES = Category.values();

            private final long[] numbers;

            private PackedUploads(long[] numbers) {
                this.numbers = numbers;
            }

            @SuppressWarnings("EnumOrdinal") // It is never stored.
            static List<NewUpload> of(List<NewUpload> uploads) {
                if (uploads instanceof PackedUploads || uploads.isEmpty()) {
                    return uploads.isEmpty() ? List.of() : uploads;
                }
                long[] numbers = new long[uploads.size() * NUMBERS];
                for (int i = 0; i < uploads.size(); i++) {
                    NewUpload upload = uploads.get(i);
                    int at = i * NUMBERS;
                    numbers[at] = upload.views();
                    numbers[at + 1] = kept(upload.likes());
                    numbers[at + 2] = kept(upload.comments());
                    numbers[at + 3] = Double.doubleToRawLongBits(upload.ageDays());
                    numbers[at + 4] = upload.durationSeconds() << CATEGORY_BITS
                            | upload.category().ordinal();
                }
                return new PackedUploads(numbers);
            }

            private static long kept(@Nullable Long count) {
                return count == null ? MISSING : count;
            }

            private static @Nullable Long shown(long kept) {
                return kept == MISSING ? null : kept;
            }

            @Override
            public NewUpload get(int index) {
                int at = Objects.checkIndex(index, size()) * NUMBERS;
                return new NewUpload(
                        numbers[at],
                        shown(numbers[at + 1]),
                        shown(numbers[at + 2]),
                        Double.longBitsToDouble(numbers[at + 3]),
                        numbers[at + 4] >> CATEGORY_BITS,
                        CATEGORIES[(int) (numbers[at + 4] & ((1 << CATEGORY_BITS) - 1))]);
            }

            @Override
            public int size() {
                return numbers.length / NUMBERS;
            }

            @Override
            public boolean equals(@Nullable Object other) {
                return other == this
                        || (other instanceof PackedUploads packed
                                ? Arrays.equals(numbers, packed.numbers)
                                : super.equals(other));
            }

            @Override
            public int hashCode() {
                return super.hashCode();
            }
        }

        public ChannelCounting {
            uploads = PackedUploads.of(uploads);
            if (!(logFactor >= 0 && logFactor < 10 && logFactorVariance >= 0 && logFactorVariance < 10)) {
                throw new IllegalArgumentException(
                        "no factor of views: " + logFactor + ", variance " + logFactorVariance);
            }
        }

        /** Views counted at the first frame for one engaged view. */
        public double factor() {
            return Math.exp(logFactor);
        }

        /** The same with an equal list of uploads that is kept already. */
        public ChannelCounting sharing(List<NewUpload> same) {
            return new ChannelCounting(since, unit, logFactor, logFactorVariance, factorUploads, same);
        }

        /** The same channel, of which no upload was counted at the first frame. */
        public ChannelCounting withoutUploads() {
            return new ChannelCounting(since, unit, logFactor, logFactorVariance, factorUploads, List.of());
        }

        /**
         * The engaged views in views as they were counted, of a video of an age.
         *
         * @param publishedAt {@code null} when unknown: then all of its life is taken to lie after the change
         */
        public double engaged(double views, @Nullable Instant publishedAt, double ageDays) {
            return engaged(views, firstFrameShare(publishedAt, ageDays, since), factor());
        }

        /**
         * The engaged views in views of which some were counted at the first frame.
         *
         * @param share of the engaged views that were counted so
         * @param factor first-frame views for one engaged view
         */
        public static double engaged(double views, double share, double factor) {
            return views / (1 - share + share * factor);
        }

        /** Which part of its engaged views a video of an age collected after {@code since}: 0 to 1. */
        public static double firstFrameShare(@Nullable Instant publishedAt, double ageDays, Instant since) {
            if (publishedAt == null || !publishedAt.isBefore(since) || ageDays <= 0) {
                return 1;
            }
            double before = (since.getEpochSecond() - publishedAt.getEpochSecond()) / 86_400.0;
            return before >= ageDays ? 0 : 1 - Math.pow(before / ageDays, GROWTH);
        }
    }
}
