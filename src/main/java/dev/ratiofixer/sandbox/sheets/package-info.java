/** Stands in for the one read call of Google Sheets that the engine uses, with seed data. Knows wire and oauth. */
@NullMarked
package dev.ratiofixer.sandbox.sheets;

import org.jspecify.annotations.NullMarked;
