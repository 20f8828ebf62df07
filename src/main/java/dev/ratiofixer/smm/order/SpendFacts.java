package dev.ratiofixer.smm.order;

/**
 * What is reserved already, without the order in question; micros of the currency that its cost has.
 *
 * @param campaign all of the campaign's orders, ever: what the open ones hold and the completed ones spent
 * @param campaignDay those of the UTC day
 * @param serviceDay those of the service on that day, of all campaigns
 * @param engineDay all on that day
 * @param otherCurrency whether the campaign has ever reserved in another currency
 */
public record SpendFacts(long campaign, long campaignDay, long serviceDay, long engineDay, boolean otherCurrency) {
    public static final SpendFacts NOTHING = new SpendFacts(0, 0, 0, 0, false);
}
