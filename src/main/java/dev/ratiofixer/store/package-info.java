/**
 * PostgreSQL: the shared connections ({@link Database}), the embedded server ({@link EmbeddedDatabase}), the migrations
 * ({@code db/migration}), and one class a port that the rooms above declare. May know the types that it stores; only
 * the root knows it. SQL is one text block a query, named for what it fetches. Start at {@link Database}.
 */
@NullMarked
package dev.ratiofixer.store;

import org.jspecify.annotations.NullMarked;
