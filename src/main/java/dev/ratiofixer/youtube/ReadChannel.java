package dev.ratiofixer.youtube;

import dev.ratiofixer.bus.BusMessage;

/** Asks what is known of a channel on this node, which costs no quota; the reply is {@link ChannelRead}. */
public record ReadChannel(String channelId) implements BusMessage {}
