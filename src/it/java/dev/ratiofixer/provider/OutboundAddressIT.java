package dev.ratiofixer.provider;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.google.sheets.SheetAddress;
import dev.ratiofixer.provider.ProviderFailure.ProviderException;
import dev.ratiofixer.smm.webhook.WebhookClient;
import dev.ratiofixer.smm.webhook.WebhookClient.WebhookMessage;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an address that somebody configured can make the engine connect to. */
class OutboundAddressIT {
    private static final WebhookMessage TASK = new WebhookMessage("o1", "c1", "video000001", "text", 3L, 1L);

    private final Vertx vertx = Vertx.vertx();
    private final List<String> lookedUp = new ArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private volatile int answer = 200;
    private volatile String redirect = "";

    @BeforeEach
    void listen() throws Exception {
        server = await(vertx.createHttpServer().requestHandler(this::answer).listen(0, "127.0.0.1"));
    }

    private void answer(HttpServerRequest request) {
        requests.add(request.authority() + request.path());
        request.response().setStatusCode(answer).putHeader("Location", redirect).end();
    }

    @AfterEach
    void close() throws Exception {
        await(vertx.close());
    }

    /** A name server whose every answer is another one: the public address first, then one inside. */
    private List<InetAddress> rebinding(String host) throws UnknownHostException {
        lookedUp.add(host);
        String address = lookedUp.size() == 1 ? "93.184.216.34" : "10.0.0.1";
        return List.of(InetAddress.getByName(address));
    }

    private OutboundAddressGuard guard(OutboundAddressGuard.Resolver resolver, boolean allowPrivate) {
        return new OutboundAddressGuard(vertx, resolver, allowPrivate);
    }

    @Test
    void theAddressThatWasCheckedIsTheOneToConnectTo() throws Exception {
        SocketAddress peer = await(guard(this::rebinding, false).admit(URI.create("https://hooks.example.org/x")));
        assertThat(peer.host()).isEqualTo("93.184.216.34");
        assertThat(peer.port()).isEqualTo(443);
        assertThat(lookedUp).containsExactly("hooks.example.org");
    }

    @Test
    void aHookGoesToTheCheckedAddressUnderItsOwnNameAndAsksNoNameServerAgain() throws Exception {
        OutboundAddressGuard here = guard(
                host -> {
                    lookedUp.add(host);
                    return List.of(InetAddress.getAllByName("127.0.0.1"));
                },
                true);
        URI url = URI.create("http://hooks.invalid:" + server.actualPort() + "/services/T1");
        await(hooks(here).post(url, TASK, FencingCheck.OPEN));
        assertThat(requests).containsExactly("hooks.invalid:" + server.actualPort() + "/services/T1");
        assertThat(lookedUp).containsExactly("hooks.invalid");
    }

    @Test
    void aRedirectIsNotFollowed() throws Exception {
        answer = 302;
        redirect = "http://127.0.0.1:" + server.actualPort() + "/inside";
        URI url = URI.create("http://127.0.0.1:" + server.actualPort() + "/hook");
        assertThat(failure(hooks(OutboundAddressGuard.ofSystem(vertx, true)).post(url, TASK, FencingCheck.OPEN)))
                .isInstanceOf(ProviderFailure.Rejected.class);
        assertThat(requests).containsExactly("127.0.0.1:" + server.actualPort() + "/hook");
    }

    @ParameterizedTest
    @CsvSource({
        "http://hooks.example.org/x, https",
        "ftp://hooks.example.org/x, https",
        "file:///etc/passwd, https",
        "gopher://hooks.example.org/, https",
        "https:/hooks.example.org, https",
        "https:///x, https",
        "https://user:secret@hooks.example.org/x, user name",
        "https://user@hooks.example.org/x, user name"
    })
    void otherSchemesAndCredentialsAreRefused(String url, String says) throws Exception {
        ProviderFailure failure = failure(guard(this::rebinding, false).admit(URI.create(url)));
        assertThat(failure.reason()).contains(says).doesNotContain("secret");
        assertThat(lookedUp).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.0.0.1/",
                "https://127.1/",
                "https://2130706433/",
                "https://0x7f000001/",
                "https://[::1]/",
                "https://[::ffff:10.0.0.1]/",
                "https://[fd00:ec2::254]/",
                "https://169.254.169.254/latest/meta-data/",
                "https://localhost/",
                "https://[64:ff9b::a9fe:a9fe]/",
                "https://192.168.1.1:8443/"
            })
    void whatIsInsideIsRefusedHoweverItIsWritten(String url) throws Exception {
        ProviderFailure failure =
                failure(OutboundAddressGuard.ofSystem(vertx, false).admit(URI.create(url)));
        // A spelling that the system does not take for an address at all does no harm either.
        assertThat(failure.reason()).containsAnyOf("private network", "address is not found", "must begin with https");
    }

    @Test
    void oneAddressInsideAmongPublicOnesIsEnoughToRefuse() throws Exception {
        OutboundAddressGuard mixed =
                guard(host -> List.of(InetAddress.getByName("8.8.8.8"), InetAddress.getByName("10.0.0.1")), false);
        assertThat(failure(mixed.admit(URI.create("https://mixed.example.org/")))
                        .reason())
                .contains("in a private network, where nothing is sent (mixed.example.org")
                .contains("security.allow_private_addresses");
    }

    @Test
    void aHostThatNobodyKnowsIsUnreachable() throws Exception {
        OutboundAddressGuard nobody = guard(
                host -> {
                    throw new UnknownHostException(host);
                },
                false);
        assertThat(failure(nobody.admit(URI.create("https://nobody.example.org/"))))
                .isInstanceOf(ProviderFailure.Unreachable.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example.org/spreadsheets/d/1SandboxSheet00000/edit",
                "http://docs.google.com/spreadsheets/d/1SandboxSheet00000/edit",
                "https://docs.google.com.evil.example.org/spreadsheets/d/1SandboxSheet00000/edit",
                "https://docs.google.com@10.0.0.1/spreadsheets/d/1SandboxSheet00000/edit",
                "https://docs.google.com/spreadsheets/d/../../admin",
                "http://169.254.169.254/"
            })
    void aSheetIsNothingButAnIdAtGoogle(String url) {
        assertThat(SheetAddress.parse(url)).isInstanceOf(SheetAddress.Pasted.Unusable.class);
    }

    private WebhookClient hooks(OutboundAddressGuard guard) {
        return new WebhookClient(vertx, InstantSource.system(), guard, () -> Optional.of("signing-secret"));
    }

    private static ProviderFailure failure(Future<?> refused) throws Exception {
        try {
            await(refused);
            throw new AssertionError("it was let through");
        } catch (ExecutionException expected) {
            return ProviderException.of(requireNonNull(expected.getCause()));
        }
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
}
