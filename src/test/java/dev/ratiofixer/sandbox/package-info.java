/** Tests of the sandbox, most of them at its wire. */
@NullMarked
package dev.ratiofixer.sandbox;

import org.jspecify.annotations.NullMarked;
