package dev.ratiofixer.smm;

/** The model's expectation of one counter, as evidence of an order. */
public record Band(double p10, double p25, double p50, double p75, double p90) {}
