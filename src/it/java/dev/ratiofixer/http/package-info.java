/** Tests the HTTP API over real connections, with {@link FakeEngine} behind it. Start at {@link Site}. */
@NullMarked
package dev.ratiofixer.http;

import org.jspecify.annotations.NullMarked;
