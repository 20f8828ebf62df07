package dev.ratiofixer.http.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.ratiofixer.access.ApiKey;
import dev.ratiofixer.access.ApiKeyRegistry;
import dev.ratiofixer.access.Role;
import dev.ratiofixer.campaign.query.ClientDirectory;
import dev.ratiofixer.campaign.query.ClientDirectory.Client;
import dev.ratiofixer.campaign.query.ClientDirectory.ClientTotals;
import dev.ratiofixer.http.api.Operations.AuditedOperation.Made;
import dev.ratiofixer.http.api.StartOperation.ClientCheck;
import dev.ratiofixer.http.problem.ProblemException;
import dev.ratiofixer.http.problem.ProblemType;
import dev.ratiofixer.http.problem.ValidationErrors;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.OrderMode;
import dev.ratiofixer.smm.api.SpendLimits;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lists clients with what their campaigns come to, and keeps them. */
final class ClientOperations {
    private final ClientDirectory clients;
    private final LimitsReader limits;
    private final InstantSource clock;

    /** @param currency of limits that name none */
    ClientOperations(ClientDirectory clients, Supplier<String> currency, InstantSource clock) {
        this.clients = clients;
        this.limits = new LimitsReader(currency);
        this.clock = clock;
    }

    /** The contract's {@code Client}. */
    record ClientBody(
            String clientId,
            String name,
            @Nullable String maxSpend,
            @Nullable String dailySpend,
            @Nullable String currency,
            int campaigns,
            int live,
            List<HeldAmount> held,
            Instant changedAt,
            String changedBy) {
        static ClientBody of(ClientTotals totals) {
            Client client = totals.client();
            SpendLimits limits = client.limits();
            return new ClientBody(
                    client.id(),
                    client.name(),
                    limits == null ? null : limits.maxSpend().amount(),
                    limits == null ? null : limits.dailySpend().amount(),
                    limits == null ? null : limits.maxSpend().currency(),
                    totals.campaigns(),
                    totals.live(),
                    totals.held().stream()
                            .map(held -> amount(held, totals, limits))
                            .toList(),
                    client.changedAt(),
                    client.changedBy());
        }

        private static HeldAmount amount(Money held, ClientTotals totals, @Nullable SpendLimits limits) {
            String currency = held.currency();
            Money today = totals.heldToday().stream()
                    .filter(money -> money.currency().equals(currency))
                    .findFirst()
                    .orElse(Money.zero(currency));
            SpendLimits own = limits != null && limits.maxSpend().currency().equals(currency) ? limits : null;
            return new HeldAmount(
                    held.amount(),
                    today.amount(),
                    own == null ? null : left(own.maxSpend(), held),
                    own == null ? null : left(own.dailySpend(), today),
                    currency);
        }

        private static String left(Money limit, Money held) {
            return new Money(Math.max(0, limit.micros() - held.micros()), limit.currency()).amount();
        }
    }

    /** What is held and what is left of a limit, {@code null} where there is none of that currency. */
    record HeldAmount(
            String total,
            String today,
            @Nullable String left,
            @Nullable String leftToday,
            String currency) {}

    Future<OperationResult> list(ApiCall call) {
        Instant now = clock.instant();
        String own = call.caller().client();
        Future<List<ClientTotals>> found = own == null
                ? clients.all(now)
                : clients.find(own, now).map(client -> client.stream().toList());
        return found.map(all -> OperationResult.ok(
                new CampaignBodies.Items<>(all.stream().map(ClientBody::of).toList(), null)));
    }

    Future<OperationResult> put(ApiCall call) {
        JsonObject body = call.body();
        ValidationErrors errors = new ValidationErrors();
        String name = body.getString("name").strip();
        if (name.isEmpty()) {
            errors.add("name", "must not be blank");
        }
        SpendLimits spend = limits.read(body, OrderMode.PROPOSE, errors);
        if (spend != null && spend.dailySpend().compareTo(spend.maxSpend()) > 0) {
            errors.add("daily_spend", "exceeds max_spend: lower it, or raise max_spend");
        }
        errors.throwIfAny();
        Instant now = clock.instant();
        Client client = new Client(
                call.id(),
                name,
                spend,
                now.truncatedTo(ChronoUnit.MICROS),
                call.caller().name());
        return clients.put(client)
                .compose(kept -> clients.find(client.id(), now))
                .compose(found -> found.isPresent()
                        ? Future.succeededFuture(OperationResult.ok(ClientBody.of(found.get())))
                        : ProblemException.failed(
                                ProblemType.UNAVAILABLE,
                                "the client was kept and could not be read back: read the list again"));
    }

    /** Lists, makes and revokes keys. */
    static final class KeyOperations {
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
                    .map(fresh -> OperationResult.ok(new CampaignBodies.Items<>(
                            keys.all().map(KeyBody::of).toList(), null)));
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
                                            KeyBody.of(made.get().key()),
                                            made.get().secret()),
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
}
