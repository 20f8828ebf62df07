/** Signing in at an identity provider by OpenID Connect. */
@NullMarked
package dev.ratiofixer.http.signin;

import org.jspecify.annotations.NullMarked;
