package dev.ratiofixer.sandbox.ads;

import dev.ratiofixer.sandbox.audience.SeededRandom;
import dev.ratiofixer.sandbox.oauth.TokenEndpoint;
import dev.ratiofixer.sandbox.oauth.TokenEndpoint.TokenGrant;
import dev.ratiofixer.sandbox.wire.Reply;
import dev.ratiofixer.sandbox.wire.SandboxGoogleError;
import dev.ratiofixer.sandbox.wire.SandboxGoogleError.RefusedException;
import dev.ratiofixer.sandbox.wire.WireRequest;
import dev.ratiofixer.sandbox.world.AdAccount;
import dev.ratiofixer.sandbox.world.AdAccount.AdAccountRules.CustomerAccess;
import dev.ratiofixer.sandbox.world.World;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** Checks what every call to Google Ads needs first: version, token, customer and manager. Gives the request its id. */
public final class AdsAuthorizer {
    private final World world;
    private final TokenEndpoint tokens;
    private final String version;
    private final long seed;
    private final OperationsMeter meter;
    private final AtomicLong number = new AtomicLong();

    /** @param version the only version that is served, as {@code v26} */
    public AdsAuthorizer(TokenEndpoint tokens, String version, long seed, OperationsMeter meter, World world) {
        this.meter = meter;
        this.world = world;
        this.tokens = tokens;
        this.version = version;
        this.seed = seed;
    }

    /** Lets the call in and gives it its request id. */
    String admit(WireRequest call) {
        List<String> path = call.segments();
        if (path.size() < 3 || !path.get(0).equals(version) || !path.get(1).equals("customers")) {
            throw new RefusedException(SandboxGoogleError.noSuchPath(call.path()));
        }
        String requestId = Long.toUnsignedString(SeededRandom.bits(seed, number.incrementAndGet(), 90));
        String token = call.bearer().orElseThrow(() -> new RefusedException(SandboxGoogleError.unauthenticated()));
        if (!tokens.grant(token).allows(TokenGrant.ADS)) {
            throw new RefusedException(SandboxGoogleError.insufficientScope());
        }
        checkCustomer(call, path.get(2), requestId);
        meter.charge(call, requestId);
        return requestId;
    }

    private void checkCustomer(WireRequest call, String customer, String requestId) {
        if (!customer.chars().allMatch(Character::isDigit)) {
            String message = "Invalid customer ID '" + customer + "'.";
            throw AdsFailure.invalid("requestError", "INVALID_CUSTOMER_ID", message, "", "")
                    .refused(requestId);
        }
        String login = call.header("login-customer-id").orElse(AdAccount.CUSTOMER);
        boolean known = customer.equals(AdAccount.CUSTOMER)
                && world.ads().rules().access() != CustomerAccess.NONE
                && (login.equals(AdAccount.CUSTOMER) || login.equals(AdAccount.MANAGER));
        if (!known) {
            throw AdsFailure.denied(
                            "authorizationError",
                            "USER_PERMISSION_DENIED",
                            "User doesn't have permission to access customer. Note: If you're accessing a client"
                                    + " customer, the manager's customer id must be set in the 'login-customer-id'"
                                    + " header.")
                    .refused(requestId);
        }
    }

    /** The body, an object with no other fields than these. */
    static JsonObject body(WireRequest call, Set<String> fields) {
        try {
            JsonObject body = call.body().toJsonObject();
            known(body, fields, "");
            return body;
        } catch (DecodeException | ClassCastException notAnObject) {
            throw new RefusedException(SandboxGoogleError.plain(
                    400, "INVALID_ARGUMENT", "Invalid JSON payload received. Unexpected token."));
        }
    }

    /** Refuses an object with a field that the API does not know. */
    static void known(JsonObject object, Set<String> fields, String at) {
        for (String name : object.fieldNames()) {
            if (!fields.contains(name)) {
                String where = at.isEmpty() ? "" : " at '" + at + "'";
                throw new RefusedException(SandboxGoogleError.plain(
                        400,
                        "INVALID_ARGUMENT",
                        "Invalid JSON payload received. Unknown name \"" + name + "\"" + where
                                + ": Cannot find field."));
            }
        }
    }

    /**
     * Counts the operations of a rolling 24 hours, as Google's access levels do: a search is one, a change one an
     * operation. Safe on any thread.
     */
    public static final class OperationsMeter {
        private static final long DAY_MILLIS = Duration.ofHours(24).toMillis();

        private record Used(long atMillis, int operations) {}

        private final InstantSource clock;
        private final long limit;
        private final Deque<Used> used = new ArrayDeque<>();
        private long now;
        private long highest;
        private long total;

        /** @param limit operations of 24 hours, 0 for no limit */
        public OperationsMeter(InstantSource clock, long limit) {
            this.clock = clock;
            this.limit = limit;
        }

        /** Counts a call, or refuses it. */
        synchronized void charge(WireRequest call, String requestId) {
            int operations = operations(call);
            long at = clock.millis();
            while (!used.isEmpty() && used.getFirst().atMillis() <= at - DAY_MILLIS) {
                now -= used.removeFirst().operations();
            }
            if (limit > 0 && now + operations > limit) {
                long seconds = used.isEmpty() ? 60 : (used.getFirst().atMillis() + DAY_MILLIS - at) / 1000 + 1;
                throw refused(requestId, seconds);
            }
            used.addLast(new Used(at, operations));
            now += operations;
            total += operations;
            highest = Math.max(highest, now);
        }

        /** Returns the most that ever counted in one 24 hours. */
        public synchronized long highest() {
            return highest;
        }

        /** Returns all that were ever let through. */
        public synchronized long total() {
            return total;
        }

        private static int operations(WireRequest call) {
            try {
                return call.body().toJsonObject().getValue("operations") instanceof JsonArray several
                        ? Math.max(1, several.size())
                        : 1;
            } catch (DecodeException | ClassCastException unreadable) {
                return 1;
            }
        }

        private static RefusedException refused(String requestId, long seconds) {
            Reply plain = new AdsFailure(
                            429,
                            "quotaError",
                            "RESOURCE_EXHAUSTED",
                            "Too many requests. Retry in " + seconds + " seconds.",
                            "",
                            "")
                    .reply(requestId);
            JsonObject body = plain.body().toJsonObject();
            JsonObject error = body.getJsonObject("error")
                    .getJsonArray("details")
                    .getJsonObject(0)
                    .getJsonArray("errors")
                    .getJsonObject(0);
            error.put(
                    "details",
                    new JsonObject()
                            .put(
                                    "quotaErrorDetails",
                                    new JsonObject()
                                            .put("rateScope", "DEVELOPER")
                                            .put("rateName", "Number of operations for explorer access")
                                            .put("retryDelay", seconds + "s")));
            return new RefusedException(Reply.json(429, body).with("request-id", requestId));
        }
    }
}
