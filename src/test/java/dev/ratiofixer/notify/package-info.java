@NullMarked
package dev.ratiofixer.notify;

import org.jspecify.annotations.NullMarked;
