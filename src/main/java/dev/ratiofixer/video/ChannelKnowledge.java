package dev.ratiofixer.video;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;

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
    record Unread() implements ChannelKnowledge {}

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
        return new Unread();
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
}
