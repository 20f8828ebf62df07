package dev.ratiofixer.app.health;

/**
 * How a part is.
 *
 * @param reason what is so, in one sentence
 * @param remedy what a person can do about it; empty only if it works
 */
public record ComponentHealth(Level level, String reason, String remedy) {
    /** How bad it is. */
    public enum Level {
        UP,
        /** It works in part, or not as wanted; the engine goes on. */
        DEGRADED,
        DOWN;

        /** As answers spell it. */
        public String word() {
            return switch (this) {
                case UP -> "up";
                case DEGRADED -> "degraded";
                case DOWN -> "down";
            };
        }
    }

    /** @throws IllegalArgumentException if it does not work and there is no remedy */
    public ComponentHealth {
        if (level != Level.UP && remedy.isBlank()) {
            throw new IllegalArgumentException("no remedy for: " + reason);
        }
    }

    /** It works. */
    public static ComponentHealth up(String reason) {
        return new ComponentHealth(Level.UP, reason, "");
    }

    /** It works in part. */
    public static ComponentHealth degraded(String reason, String remedy) {
        return new ComponentHealth(Level.DEGRADED, reason, remedy);
    }

    /** It does not work. */
    public static ComponentHealth down(String reason, String remedy) {
        return new ComponentHealth(Level.DOWN, reason, remedy);
    }
}
