package dev.ratiofixer.provider;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * Tells addresses of the public internet from all others. Source: the IANA special-purpose address registries for IPv4
 * and IPv6 (RFC 6890), as far as they are not globally reachable.
 */
final class PublicAddress {
    private record Range(int first, int second, int bits) {}

    /** First and second byte, and how many of their bits count. */
    private static final Range[] CLOSED = {
        new Range(0, 0, 8), new Range(10, 0, 8), new Range(100, 64, 10), new Range(127, 0, 8),
        new Range(169, 254, 16), new Range(172, 16, 12), new Range(192, 168, 16), new Range(198, 18, 15),
        new Range(224, 0, 4), new Range(240, 0, 4)
    };

    /** The documentation, benchmark and relay blocks of 24 bits. */
    private static final int[][] CLOSED_24 = {{192, 0, 0}, {192, 0, 2}, {192, 88, 99}, {198, 51, 100}, {203, 0, 113}};

    private PublicAddress() {}

    static boolean is(InetAddress address) {
        return switch (address) {
            case Inet4Address four -> isPublic(four.getAddress());
            case Inet6Address six -> isPublic(six);
            default -> false;
        };
    }

    private static boolean isPublic(byte[] four) {
        int head = pair(four, 0);
        boolean closed = Arrays.stream(CLOSED)
                .anyMatch(range -> (head ^ ((range.first() << 8) | range.second())) >>> (16 - range.bits()) == 0);
        boolean closed24 = Arrays.stream(CLOSED_24)
                .anyMatch(block ->
                        (four[0] & 0xff) == block[0] && (four[1] & 0xff) == block[1] && (four[2] & 0xff) == block[2]);
        return !closed && !closed24;
    }

    private static boolean isPublic(Inet6Address six) {
        byte[] bytes = six.getAddress();
        // Only 2000::/3 is global unicast; in it, some blocks carry an IPv4 address or are no destinations.
        if ((bytes[0] & 0xe0) != 0x20) {
            return isMapped(bytes) && isPublic(Arrays.copyOfRange(bytes, 12, 16));
        }
        int head = pair(bytes, 0);
        int next = pair(bytes, 2);
        if (head == 0x2002) {
            return isPublic(Arrays.copyOfRange(bytes, 2, 6));
        }
        boolean special = head == 0x2001 && (next < 0x0200 || next == 0x0db8);
        return !special && head != 0x3fff;
    }

    private static int pair(byte[] bytes, int at) {
        return ((bytes[at] & 0xff) << 8) | (bytes[at + 1] & 0xff);
    }

    /** {@code 64:ff9b::/96}, which stands for an IPv4 address; the JDK turns {@code ::ffff:} ones into IPv4 itself. */
    private static boolean isMapped(byte[] bytes) {
        try {
            byte[] prefix = InetAddress.getByName("64:ff9b::").getAddress();
            return Arrays.equals(prefix, 0, 12, bytes, 0, 12);
        } catch (UnknownHostException literalsAreNotLookedUp) {
            return false;
        }
    }
}
