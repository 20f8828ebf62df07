/** Stands in for Google's token endpoint and checks the access tokens that it issued. Knows wire. */
@NullMarked
package dev.ratiofixer.sandbox.oauth;

import org.jspecify.annotations.NullMarked;
