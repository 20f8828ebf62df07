/** Serves the dashboard's files and the libraries that it uses, from the class path. Start at {@link PageRouter}. */
@NullMarked
package dev.ratiofixer.http.pages;

import org.jspecify.annotations.NullMarked;
