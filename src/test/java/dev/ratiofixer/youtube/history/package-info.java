@NullMarked
package dev.ratiofixer.youtube.history;

import org.jspecify.annotations.NullMarked;
