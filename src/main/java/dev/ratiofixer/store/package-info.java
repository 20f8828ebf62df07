/**
 * PostgreSQL: the shared connections ({@link Database}), the migrations ({@code db/migration}), and what all stores
 * share. Each table group has a package of its own below, with one class a port that the modules above declare;
 * {@code embedded} runs the embedded server. May know the types that it stores; only {@code app} and {@code cli} know
 * it. SQL is one text block a query, named for what it fetches. Start at {@link Database}.
 */
@NullMarked
package dev.ratiofixer.store;

import org.jspecify.annotations.NullMarked;
