/** Sets what is logged and how: text or JSON lines, levels by configuration. Start at {@link LogOutput}. */
@NullMarked
package dev.ratiofixer.app.logging;

import org.jspecify.annotations.NullMarked;
