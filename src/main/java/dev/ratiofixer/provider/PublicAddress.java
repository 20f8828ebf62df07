package dev.ratiofixer.provider;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressNetwork.IPAddressGenerator;
import inet.ipaddr.IPAddressString;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tells addresses of the public internet from all others. Source: the IANA special-purpose address registries for IPv4
 * and IPv6 (RFC 6890), as far as they are not globally reachable.
 */
final class PublicAddress {
    private static final List<IPAddress> CLOSED_4 = blocks(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4");
    /** Only this is global unicast; in it, some blocks carry an IPv4 address or are no destinations. */
    private static final IPAddress GLOBAL_6 = block("2000::/3");

    private static final List<IPAddress> CLOSED_6 = blocks("2001::/23", "2001:db8::/32", "3fff::/16");
    /** Its addresses end in an IPv4 address. The JDK turns {@code ::ffff:} ones into IPv4 itself. */
    private static final IPAddress NAT64 = block("64:ff9b::/96");
    /** Its addresses hold an IPv4 address after the first two bytes. */
    private static final IPAddress SIX_TO_FOUR = block("2002::/16");

    private static final IPAddressGenerator PARSER = new IPAddressGenerator();

    private PublicAddress() {}

    static boolean is(InetAddress address) {
        IPAddress parsed = PARSER.from(address.getAddress());
        return parsed.isIPv4() ? isOpen(parsed, CLOSED_4) : isPublicSix(parsed);
    }

    private static boolean isPublicSix(IPAddress six) {
        if (NAT64.contains(six)) {
            return isOpen(four(six, 12), CLOSED_4);
        }
        if (SIX_TO_FOUR.contains(six)) {
            return isOpen(four(six, 2), CLOSED_4);
        }
        return GLOBAL_6.contains(six) && isOpen(six, CLOSED_6);
    }

    private static boolean isOpen(IPAddress address, List<IPAddress> closed) {
        return closed.stream().noneMatch(block -> block.contains(address));
    }

    private static IPAddress four(IPAddress six, int from) {
        return PARSER.from(six.getBytes(), from, from + 4, null);
    }

    private static List<IPAddress> blocks(String... blocks) {
        return Stream.of(blocks).map(PublicAddress::block).toList();
    }

    private static IPAddress block(String block) {
        return new IPAddressString(block).getAddress().toPrefixBlock();
    }
}
