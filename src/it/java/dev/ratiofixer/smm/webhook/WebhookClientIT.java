package dev.ratiofixer.smm.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.google.FaultySandbox;
import dev.ratiofixer.provider.FencingCheck;
import dev.ratiofixer.provider.OutboundAddressGuard;
import dev.ratiofixer.provider.ProviderFailure;
import dev.ratiofixer.provider.ProviderFailure.ProviderException;
import dev.ratiofixer.sandbox.world.Ledger.LedgerEntry;
import dev.ratiofixer.smm.webhook.WebhookClient.WebhookMessage;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookClientIT {
    private static final WebhookMessage MESSAGE =
            new WebhookMessage("order-1", "campaign-1", "enqBY9C99iU", "Please ask: *what do you hear?*", 30, 2);

    private static FaultySandbox upstreams;

    @BeforeAll
    static void open() {
        upstreams = new FaultySandbox();
    }

    @AfterAll
    static void close() {
        upstreams.close();
    }

    @AfterEach
    void clear() {
        upstreams.clear();
    }

    @Test
    void signsTimestampAndBody() throws Exception {
        FaultySandbox.await(client(true).post(hook(), MESSAGE, FencingCheck.OPEN));

        LedgerEntry.HookReceived hook =
                (LedgerEntry.HookReceived) upstreams.sandbox.ledger().getLast().placed();
        String timestamp = hook.headers().get("x-ratio-fixer-timestamp");
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("a secret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String expected =
                HexFormat.of().formatHex(mac.doFinal((timestamp + "." + hook.body()).getBytes(StandardCharsets.UTF_8)));
        assertThat(hook.headers()).containsEntry("x-ratio-fixer-signature", "sha256=" + expected);
        assertThat(timestamp).isEqualTo(Long.toString(FaultySandbox.START.getEpochSecond()));
        assertThat(hook.headers()).containsEntry("x-ratio-fixer-id", "order-1");
        assertThat(new JsonObject(hook.body()).getString("text")).isEqualTo(MESSAGE.text());
    }

    @ParameterizedTest
    @CsvSource({
        "429, Throttled",
        "408, Throttled",
        "500, Indeterminate",
        "503, Throttled",
        "307, Rejected",
        "404, Rejected",
        "410, Rejected"
    })
    void namesWhatAnAnswerMeans(int status, String meaning) {
        upstreams.fault(
                "hooks.receive",
                "status",
                new JsonObject().put("status", status).put("retry_after", 9));

        ProviderFailure failure = FaultySandbox.failure(client(true).post(hook(), MESSAGE, FencingCheck.OPEN));

        assertThat(failure.getClass().getSimpleName()).isEqualTo(meaning);
        if (failure instanceof ProviderFailure.Throttled busy) {
            assertThat(busy.pause()).isEqualTo(Duration.ofSeconds(9));
        }
    }

    @Test
    void sendsNothingUnsignedAndNothingWhileTheGateIsShut() {
        int before = upstreams.sandbox.ledger().size();
        WebhookClient unsigned = new WebhookClient(
                upstreams.vertx, upstreams.time, OutboundAddressGuard.ofSystem(upstreams.vertx, true), Optional::empty);
        assertThat(FaultySandbox.failure(unsigned.post(hook(), MESSAGE, FencingCheck.OPEN)))
                .isInstanceOf(ProviderFailure.Unauthorized.class);
        FencingCheck shut =
                () -> Future.failedFuture(new ProviderException(new ProviderFailure.Aborted("not sent: test")));
        assertThat(FaultySandbox.failure(client(true).post(hook(), MESSAGE, shut)))
                .isInstanceOf(ProviderFailure.Aborted.class);
        assertThat(upstreams.sandbox.ledger()).hasSize(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.1", "127.0.0.1", "169.254.169.254", "192.168.1.1", "172.31.0.1", "100.64.0.1", "0.0.0.0",
                "224.0.0.1", "198.18.0.1", "203.0.113.9", "::1", "fe80::1", "fc00::1", "::ffff:10.0.0.1",
                "64:ff9b::7f00:1", "2002:7f00:1::", "2001:db8::1"
            })
    void staysOutOfItsOwnNetwork(String address) throws Exception {
        InetAddress there = InetAddress.getByName(address);
        OutboundAddressGuard guard = new OutboundAddressGuard(upstreams.vertx, host -> List.of(there), false);
        assertThat(FaultySandbox.failure(guard.admit(URI.create("https://hooks.example.org/x"))))
                .isInstanceOf(ProviderFailure.Rejected.class);
    }

    @Test
    void goesToTheVeryAddressThatWasChecked() throws Exception {
        InetAddress there = InetAddress.getByName("93.184.216.34");
        OutboundAddressGuard guard = new OutboundAddressGuard(upstreams.vertx, host -> List.of(there), false);
        assertThat(FaultySandbox.await(guard.admit(URI.create("https://hooks.example.org/x")))
                        .hostAddress())
                .isEqualTo("93.184.216.34");
        for (String bad : List.of("http://hooks.example.org/x", "https://a:b@hooks.example.org/", "ftp://x/")) {
            assertThat(FaultySandbox.failure(guard.admit(URI.create(bad))))
                    .isInstanceOf(ProviderFailure.Rejected.class);
        }
    }

    private static WebhookClient client(boolean allowPrivate) {
        return new WebhookClient(
                upstreams.vertx,
                upstreams.time,
                OutboundAddressGuard.ofSystem(upstreams.vertx, allowPrivate),
                () -> Optional.of("a secret"));
    }

    private static URI hook() {
        return upstreams.origin().resolve("/hooks/newsletter");
    }
}
