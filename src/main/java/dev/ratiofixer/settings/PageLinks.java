package dev.ratiofixer.settings;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Names pages of the dashboard by the address at which people reach it ({@code http.public_url}). Opening one changes
 * nothing: what it shows is decided after signing in.
 *
 * @param origin without a path; {@code null} where none is configured, and then there are no links
 */
public record PageLinks(@Nullable URI origin) {
    /** Where the token of a shared report stands. */
    public static final String SHARED = "/shared/";

    /** Where no address is configured. */
    public static final PageLinks NONE = new PageLinks(null);

    /** An order on the page of its campaign, where it is decided. */
    public Optional<String> order(String campaignId, String orderId) {
        return page("/campaigns/" + campaignId + "#order-" + orderId);
    }

    /** The page of a campaign. */
    public Optional<String> campaign(String campaignId) {
        return page("/campaigns/" + campaignId);
    }

    /** How the engine and its providers are. */
    public Optional<String> health() {
        return page("/health");
    }

    /** The address of a shared report; a path where no address is configured. */
    public String sharedReport(String token) {
        return page(SHARED + token).orElse(SHARED + token);
    }

    private Optional<String> page(String path) {
        return Optional.ofNullable(origin).map(base -> base + path);
    }
}
