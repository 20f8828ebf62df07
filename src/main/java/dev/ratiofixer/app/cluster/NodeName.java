package dev.ratiofixer.app.cluster;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** What this process calls itself in leases. The same after a restart, so that it finds its own leases again. */
public final class NodeName {
    private NodeName() {}

    /** {@code RATIO_FIXER_NODE}, or the host's name. */
    public static String ofThisMachine() {
        String named = System.getenv().getOrDefault("RATIO_FIXER_NODE", "");
        if (!named.isEmpty()) {
            return named;
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException unnamed) {
            return "node";
        }
    }
}
