package dev.ratiofixer.smm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
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

    @JsonCreator
    static OwnerCommentService of(
            @JsonProperty("id") String id,
            @JsonProperty("name") String name,
            @JsonProperty("channel_id") String channelId) {
        return new OwnerCommentService(id, name, Set.of(channelId));
    }

    @Override
    public OrderType type() {
        return OrderType.OWNER_COMMENT;
    }
}
