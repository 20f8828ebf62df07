package dev.ratiofixer.provider;

import java.net.URI;

/** The part of an address before its path. */
public final class Origins {
    private Origins() {}

    public static String text(URI origin) {
        return origin.getScheme() + "://" + origin.getRawAuthority();
    }
}
