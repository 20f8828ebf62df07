package dev.ratiofixer.google.ads;

import java.util.List;
import java.util.OptionalLong;

/** What an account's rules are, beyond one campaign. */
public final class AdsAccountState {
    private AdsAccountState() {}

    /**
     * A campaign that nobody has declared to be, or not to be, EU political advertising. One is enough for Google to
     * refuse every change of every campaign in its account.
     *
     * @param channelType as {@code VIDEO}, which can be declared on Google's website only
     */
    public record UndeclaredCampaign(String id, String name, String channelType) {}

    /**
     * The account's declarations.
     *
     * @param known whether this version of the API tells them
     * @param undeclared every campaign that lacks one
     */
    public record Declarations(boolean known, List<UndeclaredCampaign> undeclared) {
        /** A version of the API that does not tell. */
        static final Declarations UNTOLD = new Declarations(false, List.of());

        public Declarations {
            undeclared = List.copyOf(undeclared);
        }
    }

    /**
     * What Google Ads lets an amount of a currency be.
     *
     * @param unitMicros amounts are multiples of this
     * @param demandGenMinimumMicros the least that a Demand Gen campaign's day may have; empty where this version of
     *     the API does not tell
     */
    public record CurrencyRules(String code, long unitMicros, OptionalLong demandGenMinimumMicros) {}
}
