package dev.ratiofixer.access;

import dev.ratiofixer.settings.SecuritySettings;
import dev.ratiofixer.settings.SettingsCheck;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Configures how people sign in at an identity provider by OpenID Connect: section {@code oidc}.
 *
 * @param issuer the provider, as its tokens name it; {@code null}: nobody signs in, keys alone open the dashboard
 * @param clientId as which the engine is registered there
 * @param name what the button says
 * @param scopes what is asked for
 * @param roleClaim where a token names somebody's roles or groups: a path such as {@code realm_access.roles}
 * @param roles which of its values stand for which role; who has none does not come in
 * @param clientClaim where a token names the client to which somebody is held; {@code null}: nobody is
 */
public record OidcSettings(
        @Nullable URI issuer,
        @Nullable String clientId,
        String name,
        List<String> scopes,
        String roleClaim,
        Map<Role, List<String>> roles,
        @Nullable String clientClaim) {
    /** What a person's claim says who is held to no client. */
    public static final String EVERY_CLIENT = "*";

    /** Nobody signs in. */
    public static final OidcSettings NONE = new OidcSettings(
            null, null, "your organisation", List.of("openid", "profile", "email"), "roles", Map.of(), null);

    public OidcSettings {
        scopes = List.copyOf(scopes);
        roles = Map.copyOf(roles);
    }

    /** Whether people sign in. */
    public boolean isOn() {
        return issuer != null;
    }

    /** The highest role that one of these values stands for. */
    public Optional<Role> role(List<String> values) {
        return roles.entrySet().stream()
                .filter(entry -> entry.getValue().stream().anyMatch(values::contains))
                .map(Map.Entry::getKey)
                .max(Role::compareTo);
    }

    /** Reports what is wrong with it. */
    public void check(SettingsCheck check, SecuritySettings security, boolean hasPublicUrl) {
        if (issuer == null) {
            return;
        }
        check.encrypted("issuer", issuer, security);
        if (clientId == null) {
            check.problem("client_id", "missing", "must be the client's id at the issuer");
        }
        if (!hasPublicUrl) {
            check.problem("issuer", issuer, "needs http.public_url: the issuer sends browsers back to it");
        }
        if (!scopes.contains("openid")) {
            check.problem("scopes", scopes, "must contain openid");
        }
        if (roles.values().stream().allMatch(List::isEmpty)) {
            check.problem("roles", roles, "must name a value for at least one role: else nobody could sign in");
        }
    }
}
