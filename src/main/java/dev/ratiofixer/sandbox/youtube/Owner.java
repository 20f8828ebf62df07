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
    public List<Channel> channels(World world) {
        return world.library().channels().stream()
                .filter(channel -> owns(channel.id()))
                .toList();
    }

    /**
     * Checks that they are the sandbox's.
     *
     * @throws IllegalArgumentException if one is not
     */
    public Owner in(World world) {
        for (String id : channelIds) {
            if (world.library().channel(id) == null) {
                throw new IllegalArgumentException("the sandbox has no channel " + id);
            }
        }
        return this;
    }

    boolean owns(String channelId) {
        return channelIds.isEmpty() || channelIds.contains(channelId);
    }
}
