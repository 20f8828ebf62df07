package dev.ratiofixer.http;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decides which client a request behind proxies is of. {@code X-Forwarded-For} grows to the right: each proxy adds whom
 * it heard, so only what trusted proxies added counts, and what the client wrote itself does not. Pure; any thread.
 */
public final class TrustedProxies {
    private final List<IPAddress> blocks;

    /** @param blocks addresses and CIDR blocks, each {@link #isBlock} */
    public TrustedProxies(List<String> blocks) {
        this.blocks = blocks.stream()
                .map(block -> Objects.requireNonNull(address(block), block).toPrefixBlock())
                .toList();
    }

    /** Whether a text is an address or a block. */
    public static boolean isBlock(String text) {
        return address(text) != null && !text.contains("*") && !text.isBlank();
    }

    /** Whether the peer of a connection is a proxy of ours. */
    public boolean trusts(String peer) {
        IPAddress address = address(peer);
        return address != null && blocks.stream().anyMatch(block -> block.contains(address));
    }

    /**
     * Returns the client's address.
     *
     * @param peer who is connected
     * @param forwarded all {@code X-Forwarded-For} of the request, joined by commas
     */
    public String client(String peer, @Nullable String forwarded) {
        String client = peer;
        String[] steps = forwarded == null ? new String[0] : forwarded.split(",", -1);
        for (int at = steps.length - 1; at >= 0 && trusts(client); at--) {
            IPAddress step = address(withoutPort(steps[at].strip()));
            if (step == null || step.isMultiple()) {
                break;
            }
            client = step.toCanonicalString();
        }
        return client;
    }

    /** Some proxies add the client's port: {@code 203.0.113.7:41522}, {@code [2001:db8::1]:41522}. */
    private static String withoutPort(String step) {
        if (step.startsWith("[")) {
            return step.substring(1, Math.max(1, step.indexOf(']')));
        }
        int colon = step.indexOf(':');
        return colon >= 0 && colon == step.lastIndexOf(':') ? step.substring(0, colon) : step;
    }

    private static @Nullable IPAddress address(String text) {
        IPAddress address = text.isBlank() ? null : new IPAddressString(text).getAddress();
        // An IPv4 client of a socket for both is written ::ffff:203.0.113.7.
        return address != null && address.isIPv6() && address.toIPv6().isIPv4Mapped()
                ? address.toIPv6().getEmbeddedIPv4Address()
                : address;
    }
}
