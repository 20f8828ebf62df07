package dev.ratiofixer.app.health;

/**
 * What the board says of one part.
 *
 * @param name stable, such as {@code database}
 * @param neededForReady whether the node takes no traffic while this part is down
 */
public record ComponentReport(String name, boolean neededForReady, ComponentHealth health) {}
