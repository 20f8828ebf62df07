package dev.ratiofixer.settings;

import java.net.URI;
import java.util.Locale;

/** Brings web addresses into the one form by which they are compared: schemes and hosts have no case (RFC 3986). */
public final class WebAddress {
    private WebAddress() {}

    /** The same address with scheme, host and port in lower case. One without both is returned as it is. */
    public static URI normal(URI address) {
        String authority = address.getRawAuthority();
        if (address.getScheme() == null || authority == null) {
            return address;
        }
        String start = address.getScheme() + "://" + authority;
        return URI.create(start.toLowerCase(Locale.ROOT) + address.toString().substring(start.length()));
    }

    /** An origin as browsers send it: in lower case, without the scheme's own port and without a path. */
    public static String origin(String text) {
        String origin = text.toLowerCase(Locale.ROOT);
        origin = without(origin, "/");
        return origin.startsWith("https://") ? without(origin, ":443") : without(origin, ":80");
    }

    private static String without(String text, String end) {
        return text.endsWith(end) ? text.substring(0, text.length() - end.length()) : text;
    }
}
