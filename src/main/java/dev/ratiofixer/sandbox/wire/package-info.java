/** How the sandbox reads a request and writes an answer, and the error bodies of Google's APIs. Knows Vert.x only. */
@NullMarked
package dev.ratiofixer.sandbox.wire;

import org.jspecify.annotations.NullMarked;
