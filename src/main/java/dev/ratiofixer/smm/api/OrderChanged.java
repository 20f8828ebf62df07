package dev.ratiofixer.smm.api;

import dev.ratiofixer.bus.BusMessage;
import dev.ratiofixer.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * News of an order, to its campaign and to everybody who listens.
 *
 * @param spend the campaign's money after the change, {@code null} while it has limits of no currency
 * @param orderedLikes what all its placed orders together are forecast to bring
 * @param pendingLikes the part of it that is still to come
 * @param change numbers the changes of the campaign's orders: news of an earlier one may come later, from another node
 */
public record OrderChanged(
        OrderView order,
        @Nullable CampaignSpend spend,
        long orderedLikes,
        long orderedComments,
        long pendingLikes,
        long pendingComments,
        long change)
        implements BusMessage {
    /** Money of one campaign. {@code spent} is part of what was reserved. */
    public record CampaignSpend(Money reserved, Money spent) {}
}
