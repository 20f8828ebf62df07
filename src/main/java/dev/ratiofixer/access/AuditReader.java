package dev.ratiofixer.access;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads who did what: calls of the API, and changes of the configuration, in one list, newest first. Any thread may
 * call.
 */
public interface AuditReader {
    /** A page; a {@code next} that was not made here fails with {@link IllegalArgumentException}. */
    Future<AuditPage> page(AuditFilter filter, @Nullable String after, int limit);

    /** All lines, a batch at a time; the next is read when the taker's future is done, and its failure ends it. */
    Future<Void> all(AuditFilter filter, Function<List<AuditLine>, Future<Void>> taker);

    /**
     * Holds a page.
     *
     * @param next names where the next page begins, {@code null} on the last
     */
    record AuditPage(List<AuditLine> lines, @Nullable String next) {}

    /**
     * Selects lines; {@code null} for all.
     *
     * @param actor part of the name of who did it, any case
     * @param action the operation's id in the contract, or {@code configurationChanged}
     * @param subject id of the campaign, order, key or link that it is about
     * @param from not older than this
     * @param to older than this
     * @param held who is held to a client and reads: only what is about the client's campaigns, their orders and their
     *     share links, and what his own key did; {@code null} for somebody who sees all
     */
    record AuditFilter(
            @Nullable String actor,
            @Nullable String action,
            @Nullable String subject,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable HeldReader held) {}

    /**
     * Somebody who is held to a client.
     *
     * @param keyId of his own key
     */
    record HeldReader(String client, String keyId) {}

    /**
     * One thing that was done or refused.
     *
     * @param actor the key's or person's name; of a change of the configuration the node that read it
     * @param role {@code null} for a change of the configuration
     * @param via how it came: {@code http}, {@code bridge}, {@code mcp} or {@code file}
     * @param subjectName what the subject is called, where it is known; never told to a held reader of what is not his
     *     client's
     * @param detail what was asked, in a few words, without anything secret
     * @param reason what the person gave as the reason
     * @param outcome {@code done}, or the name of the problem that it ended in
     * @param changes which settings changed
     */
    record AuditLine(
            Instant at,
            String actor,
            @Nullable Role role,
            String via,
            String action,
            @Nullable String subject,
            @Nullable String subjectName,
            @Nullable String detail,
            @Nullable String reason,
            String outcome,
            List<ChangedSetting> changes) {}

    /** A setting's two values, masked where it is secret. */
    record ChangedSetting(String path, String before, String after) {
        public String sentence() {
            return path + ": " + before + " -> " + after;
        }
    }
}
