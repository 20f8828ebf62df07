package dev.ratiofixer.smm;

import java.net.URI;

/**
 * People who are asked by a signed message.
 *
 * @param url where the message is posted
 */
public record TeamTaskService(String id, String name, URI url) implements PromotionService {
    @Override
    public OrderType type() {
        return OrderType.TEAM_TASK;
    }

    /** A hook's address is a secret in itself: whoever knows it may post there. */
    @Override
    public String toString() {
        return "TeamTaskService[" + id + ", " + name + ", " + url.getHost() + "]";
    }
}
