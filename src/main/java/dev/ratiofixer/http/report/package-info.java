/**
 * Shows a campaign's report: what was counted and expected, ordered, spent and brought, as a page to print and send. It
 * knows {@code http.api} and what that knows. Start with {@link dev.ratiofixer.http.report.ReportRoutes}.
 */
@NullMarked
package dev.ratiofixer.http.report;

import org.jspecify.annotations.NullMarked;
