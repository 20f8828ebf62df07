package dev.ratiofixer.app.health;

/**
 * The result of one check.
 *
 * @param name stable, such as {@code database}
 * @param neededForReady whether the node takes no traffic while this part is down
 */
public record ComponentReport(String name, boolean neededForReady, ComponentHealth health) {}
