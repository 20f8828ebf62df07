package dev.ratiofixer.smm.order;

import dev.ratiofixer.smm.OrderType;
import dev.ratiofixer.video.VideoId;

/**
 * Posts one of the owner's approved texts as the owner's comment.
 *
 * @param row the sheet's row, from 1, for people who look it up
 * @param text never logged
 */
public record PostComment(String channelId, VideoId video, int row, String text) implements OrderAction {
    /** The most that the engine ever posts under one video. */
    public static final int MOST_A_VIDEO = 3;

    @Override
    public OrderType type() {
        return OrderType.OWNER_COMMENT;
    }

    @Override
    public long quantity() {
        return 1;
    }

    @Override
    public String toString() {
        return "PostComment[video=" + video + ", row=" + row + ", text of " + text.length() + " characters]";
    }
}
