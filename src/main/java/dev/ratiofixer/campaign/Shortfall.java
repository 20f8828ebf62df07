package dev.ratiofixer.campaign;

/** Likes and comments missing to the target quantile, less what pending orders bring. Never negative. */
public record Shortfall(long likes, long comments) {
    /** Nothing is missing. */
    public static final Shortfall NONE = new Shortfall(0, 0);

    public boolean isNone() {
        return likes == 0 && comments == 0;
    }
}
