package dev.ratiofixer.model;

/**
 * What one feature does to an expectation: the median with it, less the median with the feature's typical value.
 *
 * @param feature {@code channel}, {@code age}, {@code duration}, {@code form}, {@code category}, {@code usual_views}
 *     (of the channel) …
 * @param value what it is, for people
 * @param typical what it was replaced by, for people
 * @param likes by how many likes it raises the median; negative when it lowers it
 * @param comments the same of comments
 */
public record FeatureEffect(String feature, String value, String typical, double likes, double comments) {}
