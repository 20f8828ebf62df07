/** Google's APIs: where they are ({@link GoogleSettings}). Knows no module. */
@NullMarked
package dev.ratiofixer.google;

import org.jspecify.annotations.NullMarked;
