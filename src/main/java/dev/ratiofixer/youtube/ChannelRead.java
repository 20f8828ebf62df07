package dev.ratiofixer.youtube;

import dev.ratiofixer.bus.BusMessage;
import dev.ratiofixer.video.ChannelKnowledge;

/**
 * The reply to {@link ReadChannel}.
 *
 * @param channel of its ordinary videos; {@link ChannelKnowledge.Unread} where this node watches no video of it
 */
public record ChannelRead(ChannelKnowledge channel) implements BusMessage {}
