/**
 * What another policy, other limits or another mode would have ordered for a campaign, on what is stored of it. Start
 * with {@link dev.ratiofixer.backtest.Backtest}, which runs the policy itself. Knows the campaign's and the policy's
 * pure code, no provider and no database.
 */
@NullMarked
package dev.ratiofixer.backtest;

import org.jspecify.annotations.NullMarked;
