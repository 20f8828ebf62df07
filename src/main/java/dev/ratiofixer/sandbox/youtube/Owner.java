package dev.ratiofixer.sandbox.youtube;

import dev.ratiofixer.sandbox.world.Channel;
import dev.ratiofixer.sandbox.world.World;
import java.util.List;
import java.util.Set;

/**
 * Whom the owner's token stands for.
 *
 * @param channelIds its channels; empty means every channel of the sandbox
 */
public record Owner(Set<String> channelIds) {
    /** Its channels, in the library's order. */
    List<Channel> channels(World world) {
        return world.library().channels().stream()
                .filter(channel -> owns(channel.id()))
                .toList();
    }

    boolean owns(String channelId) {
        return channelIds.isEmpty() || channelIds.contains(channelId);
    }
}
