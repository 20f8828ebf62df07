package dev.ratiofixer.smm.order;

/**
 * How many likes or comments came because of an order: an estimate with the interval that holds it in nine cases of
 * ten.
 */
public record Uplift(double estimate, double low, double high) {}
