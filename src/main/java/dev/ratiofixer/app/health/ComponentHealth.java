package dev.ratiofixer.app.health;

/**
 * How a part is.
 *
 * @param reason what is so, in one sentence
 * @param remedy what a person can do about it; empty only if it works
 */
public record ComponentHealth(HealthLevel level, String reason, String remedy) {
    private static final String NOTHING = "nothing";

    /** How bad it is. */
    public enum HealthLevel {
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
        if (level != HealthLevel.UP && remedy.isBlank()) {
            throw new IllegalArgumentException("no remedy for: " + reason);
        }
    }

    /** All that is to be said, as people read it. */
    public String sentence() {
        if (remedy.startsWith(NOTHING)) {
            return reason + ". Nothing has to be done" + remedy.substring(NOTHING.length());
        }
        return remedy.isEmpty() ? reason : reason + ". What to do: " + remedy;
    }

    /** It works. */
    public static ComponentHealth up(String reason) {
        return new ComponentHealth(HealthLevel.UP, reason, "");
    }

    /** It works in part. */
    public static ComponentHealth degraded(String reason, String remedy) {
        return new ComponentHealth(HealthLevel.DEGRADED, reason, remedy);
    }

    /** It does not work. */
    public static ComponentHealth down(String reason, String remedy) {
        return new ComponentHealth(HealthLevel.DOWN, reason, remedy);
    }
}
