@NullMarked
package dev.ratiofixer.http.report;

import org.jspecify.annotations.NullMarked;
