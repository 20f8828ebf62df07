@NullMarked
package dev.ratiofixer.text;

import org.jspecify.annotations.NullMarked;
