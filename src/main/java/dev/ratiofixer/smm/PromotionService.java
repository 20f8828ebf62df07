package dev.ratiofixer.smm;

/**
 * A configured lever. The set is closed: there is no service that takes an address and a quantity, so none can be
 * configured that buys engagement.
 */
public sealed interface PromotionService permits AdBudgetService, OwnerCommentService, TeamTaskService {
    /** How campaigns name it ({@code like_server}, {@code comment_server}). */
    String id();

    String name();

    OrderType type();
}
