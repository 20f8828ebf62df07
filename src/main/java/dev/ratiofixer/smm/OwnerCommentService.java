package dev.ratiofixer.smm;

import java.util.Set;

/**
 * The channel owner's own comment on its own videos.
 *
 * @param channelIds the channels that the owner's token belongs to; on videos of others nothing is posted
 */
public record OwnerCommentService(String id, String name, Set<String> channelIds) implements PromotionService {
    public OwnerCommentService {
        channelIds = Set.copyOf(channelIds);
    }

    @Override
    public OrderType type() {
        return OrderType.OWNER_COMMENT;
    }
}
