/** Tests of the operations' parts and of the contract. */
@NullMarked
package dev.ratiofixer.http.api;

import org.jspecify.annotations.NullMarked;
