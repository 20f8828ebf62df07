package dev.ratiofixer.http.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.ratiofixer.access.ApiKey;
import dev.ratiofixer.access.ApiKeyRegistry;
import dev.ratiofixer.access.Role;
import dev.ratiofixer.http.api.AuditedOperation.Made;
import dev.ratiofixer.http.api.StartOperation.ClientCheck;
import dev.ratiofixer.http.problem.ProblemException;
import dev.ratiofixer.http.problem.ProblemType;
import dev.ratiofixer.http.problem.ValidationErrors;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Lists, makes and revokes keys. */
final class KeyOperations {
    private final ApiKeyRegistry keys;
    private final ClientCheck clients;

    KeyOperations(ApiKeyRegistry keys, ClientCheck clients) {
        this.clients = clients;
        this.keys = keys;
    }

    /** The contract's {@code Key}: never its hash. */
    record KeyBody(
            String id,
            String name,
            Role role,
            Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable Instant revokedAt,
            @Nullable String client,
            @Nullable Instant lastUsedAt) {
        static KeyBody of(ApiKey key) {
            return new KeyBody(
                    key.id(),
                    key.name(),
                    key.role(),
                    key.createdAt(),
                    key.expiresAt(),
                    key.revokedAt(),
                    key.client(),
                    key.lastUsedAt());
        }
    }

    /** The contract's {@code NewKey}. */
    record NewKeyBody(@JsonUnwrapped KeyBody key, String apiKey) implements Made {
        @Override
        public String madeId() {
            return key.id();
        }
    }

    Future<OperationResult> list(ApiCall call) {
        return keys.refresh()
                .map(fresh -> OperationResult.ok(
                        new CampaignBodies.Items<>(keys.all().map(KeyBody::of).toList(), null)));
    }

    Future<OperationResult> make(ApiCall call) {
        ValidationErrors errors = new ValidationErrors();
        Instant expires = errors.read(
                        "expires_at",
                        call.body().getString("expires_at"),
                        "give an ISO 8601 instant, such as 2027-11-01T00:00:00Z",
                        Instants::parse)
                .orElse(null);
        if (expires != null && keys.isPast(expires)) {
            errors.add("expires_at", "is past; give an instant to come, or none");
        }
        errors.throwIfAny();
        Role role = Role.valueOf(call.body().getString("role").toUpperCase(Locale.ROOT));
        String name = call.body().getString("name");
        String client = call.body().getString("client");
        return clients.known(client)
                .compose(known -> keys.make(name, role, expires, client))
                .compose(made -> made.isEmpty()
                        ? ProblemException.failed(
                                ProblemType.NAME_TAKEN,
                                "an active key is named " + name + ": revoke it, or choose another")
                        : Future.succeededFuture(OperationResult.created(
                                new NewKeyBody(
                                        KeyBody.of(made.get().key()), made.get().secret()),
                                null)));
    }

    Future<OperationResult> revoke(ApiCall call) {
        return keys.revoke(call.id())
                .compose(revoked -> revoked.isEmpty()
                        ? ProblemException.failed(
                                ProblemType.NOT_FOUND,
                                "this key cannot be revoked here: it is none of those made on this page")
                        : Future.succeededFuture(OperationResult.ok(KeyBody.of(revoked.get()))));
    }
}
