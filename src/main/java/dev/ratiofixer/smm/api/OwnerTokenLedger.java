package dev.ratiofixer.smm.api;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.Optional;

/**
 * Which of the owner's tokens must not be used for posting any more. Shared by all nodes and kept over restarts; a
 * token is known by a digest of its text, so a renewed one is another.
 */
public interface OwnerTokenLedger {
    /**
     * A comment that a token posted as another channel than the one that it was for.
     *
     * @param author the channel that stands as its author
     * @param expected the video's channel
     * @param commentId what YouTube calls the comment
     */
    record Misattribution(String author, String expected, String commentId, Instant at) {}

    /** Why a token may not post; empty if nothing is known against it. */
    Future<Optional<Misattribution>> find(String digest);

    /** From now on the token posts nothing. The first reason is kept. */
    Future<Void> block(String digest, Misattribution why);
}
