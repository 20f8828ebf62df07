/** Tests of the HTTP room: at the wire, before an engine that is made of its messages. Start at {@link Site}. */
@NullMarked
package dev.ratiofixer.http;

import org.jspecify.annotations.NullMarked;
