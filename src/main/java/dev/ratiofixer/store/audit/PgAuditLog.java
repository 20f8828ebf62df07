package dev.ratiofixer.store.audit;

import dev.ratiofixer.access.AuditLog;
import dev.ratiofixer.store.Columns;
import dev.ratiofixer.store.Database;
import dev.ratiofixer.store.EnumText;
import dev.ratiofixer.store.GroupCommit;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.util.Collections;
import java.util.List;

/** Keeps the audit log in {@code ratio_fixer_audit}; many entries in one statement when many come. */
public final class PgAuditLog implements AuditLog {
    private static final int GROUP = 500;
    private static final int MAX_WAITING = 20_000;
    private static final String INSERT = """
            INSERT INTO ratio_fixer_audit (at, key_id, actor, role, via, action, subject, outcome, detail, reason)
            SELECT * FROM unnest($1::timestamptz[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
                                 $8::text[], $9::text[], $10::text[])
            """;

    private final Database database;
    private final GroupCommit<AuditEntry, Void> entries;

    public PgAuditLog(Vertx vertx, Database database) {
        this.database = database;
        this.entries =
                new GroupCommit<>(((VertxInternal) vertx).createEventLoopContext(), GROUP, MAX_WAITING, this::insert);
    }

    @Override
    public Future<Void> record(AuditEntry entry) {
        return entries.submit(entry);
    }

    private Future<List<Void>> insert(List<AuditEntry> group) {
        return database.pool()
                .preparedQuery(INSERT)
                .execute(new Columns<>(group)
                        .time(AuditEntry::at)
                        .text(entry -> entry.caller().keyId())
                        .text(entry -> entry.caller().name())
                        .text(entry -> EnumText.of(entry.caller().role()))
                        .text(entry -> EnumText.of(entry.via()))
                        .text(AuditEntry::action)
                        .text(AuditEntry::subject)
                        .text(AuditEntry::outcome)
                        .text(AuditEntry::detail)
                        .text(AuditEntry::reason)
                        .tuple())
                .map(done -> Collections.nCopies(group.size(), null));
    }
}
