package dev.ratiofixer.smm.order;

/** What an order is expected to bring over its life, beyond what would have come without it. Never negative. */
public record Forecast(long likes, long comments) {
    public static final Forecast NOTHING = new Forecast(0, 0);
}
