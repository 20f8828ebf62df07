package dev.ratiofixer.app.cluster;

import dev.ratiofixer.text.PlainText;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** What this process calls itself in leases. The same after a restart, so that it finds its own leases again. */
public final class NodeName {
    private static final int LONGEST = 200;

    private NodeName() {}

    private static String checked(String named) {
        PlainText.fault(named).ifPresent(fault -> {
            throw new IllegalArgumentException("RATIO_FIXER_NODE " + fault + ": give a name of one line");
        });
        String name = PlainText.normalized(named);
        if (name.isEmpty() || name.length() > LONGEST) {
            throw new IllegalArgumentException("RATIO_FIXER_NODE must be a name of 1 to " + LONGEST + " characters");
        }
        return name;
    }

    /** {@code RATIO_FIXER_NODE}, or the host's name. */
    public static String ofThisMachine() {
        String named = System.getenv().getOrDefault("RATIO_FIXER_NODE", "");
        if (!named.isEmpty()) {
            return checked(named);
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException unnamed) {
            return "node";
        }
    }
}
