package dev.ratiofixer.sandbox.ads;

import dev.ratiofixer.sandbox.world.AdAccount;

/** Resource names of the account. */
final class Names {
    private static final String CUSTOMER = "customers/" + AdAccount.CUSTOMER;
    private static final String CAMPAIGNS = CUSTOMER + "/campaigns/";
    private static final String BUDGETS = CUSTOMER + "/campaignBudgets/";

    private Names() {}

    static String customer() {
        return CUSTOMER;
    }

    static String campaign(long id) {
        return CAMPAIGNS + id;
    }

    static String budget(long id) {
        return BUDGETS + id;
    }

    /** The id in a campaign's resource name, or -1 if it is none of the account's. */
    static long campaignId(String resourceName) {
        return id(resourceName, CAMPAIGNS);
    }

    /** The id in a budget's resource name, or -1 if it is none of the account's. */
    static long budgetId(String resourceName) {
        return id(resourceName, BUDGETS);
    }

    private static long id(String name, String prefix) {
        String rest = name.startsWith(prefix) ? name.substring(prefix.length()) : "";
        boolean number = !rest.isEmpty() && rest.length() < 19 && rest.chars().allMatch(Character::isDigit);
        return number ? Long.parseLong(rest) : -1;
    }
}
