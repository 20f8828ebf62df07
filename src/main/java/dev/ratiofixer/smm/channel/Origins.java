package dev.ratiofixer.smm.channel;

import java.net.URI;

/** The part of an address before its path. */
final class Origins {
    private Origins() {}

    static String text(URI origin) {
        return origin.getScheme() + "://" + origin.getRawAuthority();
    }
}
