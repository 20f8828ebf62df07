package dev.ratiofixer.smm.order;

import dev.ratiofixer.smm.OrderType;
import dev.ratiofixer.video.VideoId;

/**
 * Asks people for something only they can do.
 *
 * @param ask one or two sentences: what is wanted and why
 * @param missingLikes likes that are short, 0 for none
 */
public record AskTeam(VideoId video, String title, String ask, long missingLikes, long missingComments)
        implements OrderAction {
    @Override
    public OrderType type() {
        return OrderType.TEAM_TASK;
    }

    @Override
    public long quantity() {
        return 1;
    }
}
