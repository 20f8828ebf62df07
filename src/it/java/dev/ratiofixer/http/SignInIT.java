package dev.ratiofixer.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.access.OidcSettings;
import dev.ratiofixer.access.Role;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signing in at an identity provider: the way there and back, and every way that must not lead in. */
class SignInIT {
    private final Vertx vertx = Vertx.vertx();
    private final StrictProvider provider = new StrictProvider(vertx);
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final Map<String, String> cookies = new TreeMap<>();
    private Site site;

    @BeforeEach
    void open() throws Exception {
        int port = freePort();
        URI home = URI.create("http://127.0.0.1:" + port);
        provider.callback = home + "/sign-in/callback";
        provider.claims =
                new JsonObject().put("groups", new JsonArray().add("everybody").add("promotion"));
        OidcSettings oidc = new OidcSettings(
                URI.create(provider.issuer()),
                StrictProvider.CLIENT,
                "Label",
                List.of("openid", "profile"),
                "groups",
                Map.of(Role.VIEWER, List.of("everybody"), Role.APPROVER, List.of("promotion")),
                null);
        SiteSettings settings =
                Site.settings().withPort(port).withPublicUrl(home).withTrustedProxies(List.of("127.0.0.1"));
        site = Site.with(settings, new HttpPorts.SignIn(oidc, () -> Optional.of(StrictProvider.SECRET)));
    }

    private static int freePort() throws Exception {
        try (java.net.ServerSocket socket = new java.net.ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @AfterEach
    void close() {
        site.close();
        Site.await(vertx.close());
    }

    /** Sends as a browser would, cookies kept. */
    private HttpResponse<String> get(String address) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address));
        List<String> sent = new ArrayList<>();
        cookies.forEach((name, value) -> sent.add(name + "=" + value));
        if (!sent.isEmpty()) {
            request.header("Cookie", String.join("; ", sent));
        }
        HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        response.headers().allValues("Set-Cookie").forEach(cookie -> {
            String[] parts = cookie.split(";", 2)[0].split("=", 2);
            if (parts[1].isEmpty()) {
                cookies.remove(parts[0]);
            } else {
                cookies.put(parts[0], parts[1]);
            }
        });
        return response;
    }

    private static String location(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
        return answer.headers().firstValue("Location").orElseThrow();
    }

    /** Goes to the provider and back; where that ends. */
    private String signIn(String page) throws Exception {
        String there = location(get(site.address() + "/sign-in" + page));
        String back = location(get(there));
        return location(get(back));
    }

    private JsonObject whoAmI() throws Exception {
        return new JsonObject(get(site.address() + "/api/ratio-fixer/session").body());
    }

    @Test
    void aPersonSignsInWithTheHighestRoleThatTheClaimNames() throws Exception {
        assertThat(new JsonObject(get(site.address() + "/sign-in/methods").body()).getString("provider"))
                .isEqualTo("Label");

        assertThat(signIn("?page=/campaigns/1?order=2")).isEqualTo(site.address() + "/campaigns/1?order=2");
        assertThat(signIn("?page=/campaigns/1%23order-2"))
                .as("a message's link to an order")
                .isEqualTo(site.address() + "/campaigns/1#order-2");

        JsonObject session = whoAmI();
        assertThat(session.getString("name")).isEqualTo("anna");
        assertThat(session.getString("role")).isEqualTo("approver");
        assertThat(session.getString("csrf_token")).isNotEmpty();
        assertThat(cookies).containsOnlyKeys("ratio_fixer_session");
    }

    @ParameterizedTest
    @CsvSource({"https,true", "http,false", ",false"})
    void theCookiesAreSecureWhereATrustedProxySpeaksHttps(String scheme, boolean secure) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(site.address() + "/sign-in"));
        if (scheme != null) {
            request.header("X-Forwarded-Proto", scheme);
        }
        HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.headers().allValues("Set-Cookie"))
                .singleElement()
                .satisfies(cookie ->
                        assertThat(cookie.contains("Secure")).as(cookie).isEqualTo(secure));
    }

    @Test
    void aClaimMayBeDeepAndOfTheAccessTokenOrASingleText() throws Exception {
        provider.claims = new JsonObject().put("groups", "everybody");
        signIn("");
        assertThat(whoAmI().getString("role")).isEqualTo("viewer");
    }

    @ParameterizedTest
    @CsvSource({
        "preferred_username,'an\u0007na\nAdmin',an na Admin",
        "preferred_username,'\u2028 Anna\u0085',Anna",
        "preferred_username,'  ',anna@label.example.org",
        "preferred_username,'\u202enimda',nimda",
    })
    void aNameOfAPersonIsOneLine(String claim, String value, String name) throws Exception {
        provider.claims.put(claim, value).put("email", "anna@label.example.org");
        signIn("");
        assertThat(whoAmI().getString("name")).isEqualTo(name);
    }

    @Test
    void theSessionSurvivesARestartAndIsKnownOnEveryNode() throws Exception {
        signIn("");
        int port = site.verticle.port();
        site.undeploy();
        site.reopen(port);
        assertThat(whoAmI().getString("name")).isEqualTo("anna");
    }

    @ParameterizedTest
    @CsvSource({
        "nonce,another",
        "aud,somebody-else",
        "iss,http://elsewhere.example.org",
        "exp,1000",
        "sub,''",
    })
    void aTokenThatWasNotMadeForThisAttemptOpensNothing(String claim, String value) throws Exception {
        provider.claims.put(claim, claim.equals("exp") ? (Object) Long.valueOf(value) : value);
        assertThat(signIn("")).isEqualTo(site.address() + "/#sign-in=failed");
        assertThat(cookies).isEmpty();
    }

    @Test
    void aTokenThatSomebodyElseSignedOpensNothing() throws Exception {
        provider.signsWithAnotherKey = true;
        assertThat(signIn("")).isEqualTo(site.address() + "/#sign-in=failed");
        assertThat(cookies).isEmpty();
    }

    @Test
    void whoHasNoRoleHereIsToldSo() throws Exception {
        provider.claims = new JsonObject().put("groups", new JsonArray().add("visitors"));
        assertThat(signIn("")).isEqualTo(site.address() + "/#sign-in=no_role");
        assertThat(cookies).isEmpty();
    }

    @Test
    void anotherBrowsersWayBackOpensNothing() throws Exception {
        String there = location(get(site.address() + "/sign-in"));
        String back = location(get(there));
        cookies.clear();
        assertThat(location(get(back))).isEqualTo(site.address() + "/#sign-in=expired");
        get(site.address() + "/sign-in");
        assertThat(location(get(back))).isEqualTo(site.address() + "/#sign-in=expired");
        assertThat(cookies).isEmpty();
    }

    @Test
    void aRefusalOfTheProviderIsTold() throws Exception {
        String there = location(get(site.address() + "/sign-in"));
        String state = there.replaceFirst(".*[?&]state=([^&]*).*", "$1");
        assertThat(location(get(provider.callback + "?error=access_denied&state=" + state)))
                .isEqualTo(site.address() + "/#sign-in=refused");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"//elsewhere.example.org", "https://elsewhere.example.org", "/%5Celsewhere.example.org", ""})
    void afterwardsOnlyPagesOfThisSiteAreShown(String page) throws Exception {
        assertThat(signIn("?page=" + page)).isEqualTo(site.address() + "/");
    }

    @Test
    void theSessionEndsAtTheProviderToo() throws Exception {
        String end = location(get(site.address() + "/sign-in/end"));
        assertThat(end).startsWith(provider.issuer() + "/end?").contains("client_id=" + StrictProvider.CLIENT);
        assertThat(end).contains("post_logout_redirect_uri=");
    }

    @Test
    void whilePeopleSignInTheSingleKeyApprovesNothing() {
        assertThat(site.as(Site.OPERATOR).get("/api/ratio-fixer/session").json().getBoolean("may_approve"))
                .isFalse();
    }
}
