package dev.ratiofixer.observe;

/**
 * What the board says of one part.
 *
 * @param name stable, such as {@code database}
 * @param neededForReady whether the node takes no traffic while this part is down
 */
public record PartReport(String name, boolean neededForReady, PartHealth health) {}
