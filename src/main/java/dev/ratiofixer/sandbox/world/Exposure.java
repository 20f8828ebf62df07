package dev.ratiofixer.sandbox.world;

/** Describes what the public sees of a video: whether it is there at all, and which counters it shows. */
public record Exposure(Privacy privacy, boolean likesShown, boolean commentsOpen) {
    /** Everything shown. */
    public static final Exposure OPEN = new Exposure(Privacy.PUBLIC, true, true);

    /** Who can see a video. {@code DELETED} is the sandbox's own: YouTube has no word for what is gone. */
    public enum Privacy {
        PUBLIC,
        UNLISTED,
        PRIVATE,
        DELETED
    }

    /** A number that differs where what is shown differs. */
    public int fingerprint() {
        return (privacy == Privacy.PUBLIC ? 4 : 0) + (likesShown ? 2 : 0) + (commentsOpen ? 1 : 0);
    }

    /** Whether the API answers for it to somebody who is not its owner. */
    public boolean found() {
        return privacy == Privacy.PUBLIC || privacy == Privacy.UNLISTED;
    }
}
