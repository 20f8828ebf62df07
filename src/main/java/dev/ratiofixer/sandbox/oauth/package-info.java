/** Google's token endpoint and the access tokens that it gave out. Knows wire. */
@NullMarked
package dev.ratiofixer.sandbox.oauth;

import org.jspecify.annotations.NullMarked;
