package dev.ratiofixer.sandbox.audience;

/**
 * How often viewers like and comment, as multiples of what the real video's viewers did.
 *
 * @param organicLikes of those who come by themselves; under 1 the video falls short
 * @param paidLikes of those whom the campaign brings
 */
public record Response(double organicLikes, double organicComments, double paidLikes, double paidComments) {}
