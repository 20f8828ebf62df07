/**
 * Calls other people's services over HTTP: one client with a time limit, a bounded queue and a bounded body; named
 * failures that say whether the service may have acted; {@code Retry-After}; and the guard of addresses that people
 * configure. Knows Vert.x and nothing of any one service. Start at {@link ProviderHttpClient}.
 */
@NullMarked
package dev.ratiofixer.provider;

import org.jspecify.annotations.NullMarked;
