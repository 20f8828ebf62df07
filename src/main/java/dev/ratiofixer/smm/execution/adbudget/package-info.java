/** Orders of type {@code ad_budget} at Google Ads. Start at {@link AdBudgetExecutor}. */
@NullMarked
package dev.ratiofixer.smm.execution.adbudget;

import org.jspecify.annotations.NullMarked;
