package dev.ratiofixer.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who a request behind proxies is of. */
class TrustedProxiesTest {
    private final TrustedProxies proxies = new TrustedProxies(List.of("127.0.0.1", "10.0.0.0/8", "2001:db8:1::/48"));

    @ParameterizedTest
    @CsvSource({
        // A stranger is who is connected, whatever he writes.
        "203.0.113.7, 198.51.100.1, 203.0.113.7",
        "127.0.0.1, 203.0.113.7, 203.0.113.7",
        // Through two proxies of ours.
        "127.0.0.1, '203.0.113.7, 10.1.2.3', 203.0.113.7",
        // What the client itself wrote stands to the left of what our proxy added.
        "127.0.0.1, '192.0.2.99, 203.0.113.7', 203.0.113.7",
        "127.0.0.1, '203.0.113.7:41522', 203.0.113.7",
        "2001:db8:1::5, '[2001:db8:2::7]:41522', 2001:db8:2::7",
        "::ffff:10.1.1.1, 203.0.113.7, 203.0.113.7",
        // What is no address ends the walk.
        "127.0.0.1, 'unknown', 127.0.0.1",
        "127.0.0.1, '203.0.113.7, , 10.0.0.1', 10.0.0.1",
        "127.0.0.1, '0.0.0.0/0', 127.0.0.1",
        "'', 203.0.113.7, ''"
    })
    void findsTheClient(String peer, String forwarded, String client) {
        assertThat(proxies.client(peer, forwarded)).isEqualTo(client);
    }

    @Test
    void withoutTheHeaderTheClientIsThePeer() {
        assertThat(proxies.client("127.0.0.1", null)).isEqualTo("127.0.0.1");
    }

    @Test
    void trustsNobodyByDefault() {
        assertThat(new TrustedProxies(List.of()).client("127.0.0.1", "203.0.113.7"))
                .isEqualTo("127.0.0.1");
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, true",
        "127.0.0.1, true",
        "2001:db8::/32, true",
        "proxy.example, false",
        "*, false",
        "'', false"
    })
    void knowsABlock(String text, boolean block) {
        assertThat(TrustedProxies.isBlock(text)).isEqualTo(block);
    }
}
