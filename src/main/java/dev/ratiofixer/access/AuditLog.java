package dev.ratiofixer.access;

import io.vertx.core.Future;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Keeps who did what through the API, whichever way it came. Any thread may call. */
@FunctionalInterface
public interface AuditLog {
    /** Keeps an entry. A failure is the log's own: what it is about has happened or been refused already. */
    Future<Void> record(AuditEntry entry);

    /** The way that a call came. */
    enum Via {
        HTTP,
        /** An event-bus bridge. */
        BRIDGE,
        /** The Model Context Protocol. */
        MCP,
        /** Nobody called: the engine did it by itself. */
        ENGINE
    }

    /**
     * Holds one call that was done or refused.
     *
     * @param action the operation's id in the contract
     * @param subject id of the campaign, order or key that it is about, {@code null} for none
     * @param outcome {@code done}, or the name of the problem that it ended in
     * @param detail what was asked, in a few words, without anything secret; {@code null} for nothing to say
     * @param reason what the person gave as the reason, {@code null} for none
     */
    record AuditEntry(
            Instant at,
            Caller caller,
            Via via,
            String action,
            @Nullable String subject,
            String outcome,
            @Nullable String detail,
            @Nullable String reason) {}
}
