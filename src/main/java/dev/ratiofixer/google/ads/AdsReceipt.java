package dev.ratiofixer.google.ads;

import org.jspecify.annotations.Nullable;

/** Google's word that a change was made, or could be, with its id of the request. */
public record AdsReceipt(@Nullable String requestId) {}
