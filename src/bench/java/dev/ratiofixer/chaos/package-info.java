/**
 * A day of faults: nodes in processes of their own on one PostgreSQL and one sandbox, killed, frozen and cut off while
 * somebody watches who runs what, and an audit at the end.
 */
@NullMarked
package dev.ratiofixer.chaos;

import org.jspecify.annotations.NullMarked;
