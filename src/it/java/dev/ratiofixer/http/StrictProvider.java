package dev.ratiofixer.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.math.BigInteger;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** An identity provider on the loopback that refuses whatever OpenID Connect and RFC 7636 would have it refuse. */
final class StrictProvider {
    static final String CLIENT = "ratio-fixer";
    static final String SECRET = "the-client's-secret";
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final Map<String, JsonObject> codes = new ConcurrentHashMap<>();
    private final HttpServer server;
    private final KeyPair key = rsa();
    private final KeyPair otherKey = rsa();
    /** Claims of the next token, beside those that it must have; those given here go before them. */
    volatile JsonObject claims = new JsonObject();

    volatile boolean signsWithAnotherKey;
    volatile String callback = "";

    StrictProvider(Vertx vertx) {
        Router router = Router.router(vertx);
        router.get("/.well-known/openid-configuration")
                .handler(ctx -> ctx.json(new JsonObject()
                        .put("issuer", issuer())
                        .put("authorization_endpoint", issuer() + "/authorize")
                        .put("token_endpoint", issuer() + "/token")
                        .put("jwks_uri", issuer() + "/jwks")
                        .put("end_session_endpoint", issuer() + "/end")
                        .put("response_types_supported", new JsonArray().add("code"))
                        .put("subject_types_supported", new JsonArray().add("public"))
                        .put("id_token_signing_alg_values_supported", new JsonArray().add("RS256"))));
        router.get("/jwks").handler(ctx -> ctx.json(new JsonObject().put("keys", new JsonArray().add(jwk()))));
        router.get("/authorize").handler(this::authorize);
        router.post("/token").handler(BodyHandler.create(false)).handler(this::token);
        server = Site.await(vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"));
    }

    String issuer() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    private void authorize(RoutingContext ctx) {
        Map<String, String> asked = new ConcurrentHashMap<>();
        ctx.queryParams().forEach(entry -> asked.put(entry.getKey(), entry.getValue()));
        boolean right = "code".equals(asked.get("response_type"))
                && CLIENT.equals(asked.get("client_id"))
                && callback.equals(asked.get("redirect_uri"))
                && (" " + asked.get("scope") + " ").contains(" openid ")
                && "S256".equals(asked.get("code_challenge_method"))
                && asked.getOrDefault("code_challenge", "").length() == 43
                && asked.getOrDefault("state", "").length() >= 32
                && asked.getOrDefault("nonce", "").length() >= 32;
        if (!right) {
            ctx.response().setStatusCode(400).end("this provider refuses " + asked);
            return;
        }
        String code = "code-" + codes.size();
        codes.put(code, new JsonObject(Map.copyOf(asked)));
        ctx.redirect(
                callback + "?code=" + code + "&state=" + URLEncoder.encode(asked.get("state"), StandardCharsets.UTF_8));
    }

    private void token(RoutingContext ctx) {
        String basic =
                "Basic " + Base64.getEncoder().encodeToString((CLIENT + ":" + SECRET).getBytes(StandardCharsets.UTF_8));
        boolean known = basic.equals(ctx.request().getHeader("Authorization"))
                || (CLIENT.equals(ctx.request().getFormAttribute("client_id"))
                        && SECRET.equals(ctx.request().getFormAttribute("client_secret")));
        JsonObject asked = codes.remove(String.valueOf(ctx.request().getFormAttribute("code")));
        boolean right = known
                && asked != null
                && "authorization_code".equals(ctx.request().getFormAttribute("grant_type"))
                && callback.equals(ctx.request().getFormAttribute("redirect_uri"))
                && asked.getString("code_challenge")
                        .equals(challenge(String.valueOf(ctx.request().getFormAttribute("code_verifier"))));
        if (!right || asked == null) {
            ctx.response()
                    .setStatusCode(400)
                    .putHeader("Content-Type", "application/json")
                    .end(new JsonObject().put("error", "invalid_grant").encode());
            return;
        }
        long now = System.currentTimeMillis() / 1000;
        JsonObject token = new JsonObject()
                .put("iss", issuer())
                .put("sub", "u-1")
                .put("aud", CLIENT)
                .put("iat", now)
                .put("exp", now + 300)
                .put("nonce", asked.getString("nonce"))
                .put("preferred_username", "anna")
                .mergeIn(claims);
        ctx.json(new JsonObject()
                .put("access_token", "opaque")
                .put("token_type", "Bearer")
                .put("expires_in", 300)
                .put("id_token", signed(token)));
    }

    private String signed(JsonObject claims) {
        try {
            String head = encoded(
                    new JsonObject().put("alg", "RS256").put("typ", "JWT").put("kid", "k1"));
            String text = head + "." + encoded(claims);
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign((signsWithAnotherKey ? otherKey : key).getPrivate());
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return text + "." + BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private JsonObject jwk() {
        RSAPublicKey open = (RSAPublicKey) key.getPublic();
        return new JsonObject()
                .put("kty", "RSA")
                .put("kid", "k1")
                .put("use", "sig")
                .put("alg", "RS256")
                .put("n", BASE64.encodeToString(unsigned(open.getModulus())))
                .put("e", BASE64.encodeToString(unsigned(open.getPublicExponent())));
    }

    private static byte[] unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return bytes[0] == 0 ? java.util.Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }

    private static String encoded(JsonObject part) {
        return BASE64.encodeToString(part.encode().getBytes(StandardCharsets.UTF_8));
    }

    private static String challenge(String verifier) {
        try {
            return BASE64.encodeToString(
                    MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static KeyPair rsa() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
