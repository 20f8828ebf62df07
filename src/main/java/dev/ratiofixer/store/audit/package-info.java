/**
 * Records of what was changed, kept for a person to read: configuration changes ({@code ratio_fixer_config_changes}),
 * and calls of the API ({@code ratio_fixer_audit}).
 */
@NullMarked
package dev.ratiofixer.store.audit;

import org.jspecify.annotations.NullMarked;
