package dev.ratiofixer.campaign;

/**
 * What a campaign's placed orders are forecast to bring together, and the part of it that is still to come.
 *
 * @param orderedLikes the {@code ordered_likes} of the status
 * @param pendingLikes of orders whose effect is still awaited
 */
public record OrderTotals(long orderedLikes, long orderedComments, long pendingLikes, long pendingComments) {
    /** Nothing was ordered. */
    public static final OrderTotals NONE = new OrderTotals(0, 0, 0, 0);
}
