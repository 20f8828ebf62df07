package dev.ratiofixer.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsIT {
    @Test
    void servesHttpsWithTheConfiguredCertificate(@TempDir Path directory) throws Exception {
        HttpSettings.Tls tls = TestCertificate.make(directory);
        Vertx vertx = Vertx.vertx();
        try (Site site = Site.with(Site.settings().withTls(tls))) {
            WebClient client = WebClient.create(
                    vertx,
                    new WebClientOptions()
                            .setTrustOptions(new PemTrustOptions()
                                    .addCertPath(tls.certificate().toString())));
            int port = Integer.parseInt(site.address().replaceAll(".*:", ""));

            assertThat(Site.await(client.get(port, "127.0.0.1", "/openapi.yaml")
                                    .ssl(true)
                                    .send())
                            .statusCode())
                    .isEqualTo(200);
        } finally {
            Site.await(vertx.close());
        }
    }

    @Test
    void speaksTlsOnTheTcpBridgeToo(@TempDir Path directory) throws Exception {
        HttpSettings.Tls tls = TestCertificate.make(directory);
        NetClientOptions trusting = new NetClientOptions()
                .setSsl(true)
                .setHostnameVerificationAlgorithm("HTTPS")
                .setTrustOptions(
                        new PemTrustOptions().addCertPath(tls.certificate().toString()));
        try (Site site = Site.with(Site.settings().withTls(tls).withTcpBridge(0));
                BusProbe bus = BusProbe.tcp(site, trusting)) {
            assertThat(bus.refusal("ratio-fixer.status", new JsonObject(), new JsonObject())
                            .getInteger("status"))
                    .isEqualTo(401);
        }
    }

    @Test
    void marksCookiesAsSecureWhereThereIsACertificate() {
        assertThat(Site.settings()
                        .withTls(new HttpSettings.Tls(Path.of("a"), Path.of("b")))
                        .build()
                        .secureCookies())
                .isTrue();
    }
}
