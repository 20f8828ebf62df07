package dev.ratiofixer.campaign.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param next names where the next page begins, {@code null} on the last; only {@code [A-Za-z0-9_-]}
 */
public record Page<T>(List<T> items, @Nullable String next) {
    public Page {
        items = List.copyOf(items);
    }
}
