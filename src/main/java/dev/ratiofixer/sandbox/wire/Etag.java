package dev.ratiofixer.sandbox.wire;

/** Tags of an answer's content: the same content, the same tag. */
public final class Etag {
    private static final long OFFSET = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private Etag() {}

    /** The tag of a resource with these properties. */
    public static String of(String id, long... properties) {
        long hash = OFFSET;
        for (int i = 0; i < id.length(); i++) {
            hash = (hash ^ id.charAt(i)) * PRIME;
        }
        for (long property : properties) {
            hash = (hash ^ property) * PRIME;
            hash ^= hash >>> 29;
        }
        return Long.toUnsignedString(hash, 36);
    }
}
