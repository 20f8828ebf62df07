package dev.ratiofixer.smm.policy;

/** What is known of the ads campaign at the moment. */
public sealed interface AdsView {
    /** Google Ads answered. */
    record Known(AdsFacts facts) implements AdsView {}

    /** The campaign has no such lever, or nothing is to be decided on it now. */
    record NotNeeded() implements AdsView {}

    /** It did not. {@code reason} is for people. */
    record Unknown(String reason) implements AdsView {}
}
