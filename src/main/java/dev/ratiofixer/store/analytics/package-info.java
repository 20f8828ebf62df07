/** The owners' analytics in PostgreSQL. */
@NullMarked
package dev.ratiofixer.store.analytics;

import org.jspecify.annotations.NullMarked;
