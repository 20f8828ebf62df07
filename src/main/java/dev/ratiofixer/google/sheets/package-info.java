/** Google Sheets, read with an API key. Start at {@link SheetsClient}. */
@NullMarked
package dev.ratiofixer.google.sheets;

import org.jspecify.annotations.NullMarked;
