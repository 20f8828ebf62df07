package dev.ratiofixer.store.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.access.AuditLog.AuditEntry;
import dev.ratiofixer.access.AuditLog.Via;
import dev.ratiofixer.access.Caller;
import dev.ratiofixer.access.Role;
import dev.ratiofixer.fixtures.PostgresExtension;
import dev.ratiofixer.fixtures.Waiting;
import dev.ratiofixer.store.StoreFixtures;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PgAuditLogIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private static AuditEntry entry(@Nullable String subject, Via via, String outcome) {
        Caller caller = new Caller("k-1", "anna", Role.OPERATOR);
        return new AuditEntry(StoreFixtures.NOW, caller, via, "stopCampaign", subject, outcome, "orders: 2", null);
    }

    @Test
    void keepsEveryEntryInItsOrder() {
        Vertx vertx = Vertx.vertx();
        try {
            PgAuditLog log = new PgAuditLog(vertx, POSTGRES.database());
            Waiting.on(Future.all(
                    log.record(entry("c-1", Via.HTTP, "done")),
                    log.record(entry(null, Via.BRIDGE, "forbidden")),
                    log.record(entry("c-2", Via.MCP, "not_found"))));
        } finally {
            Waiting.on(vertx.close());
        }
        List<String> rows = new ArrayList<>();
        for (Row row : Waiting.on(POSTGRES.database()
                .pool()
                .query("SELECT key_id || ' ' || actor || ' ' || role || ' ' || via || ' ' || action || ' '"
                        + " || coalesce(subject, '-') || ' ' || outcome FROM ratio_fixer_audit ORDER BY id")
                .execute())) {
            rows.add(row.getString(0));
        }
        assertThat(rows)
                .containsExactly(
                        "k-1 anna operator http stopCampaign c-1 done",
                        "k-1 anna operator bridge stopCampaign - forbidden",
                        "k-1 anna operator mcp stopCampaign c-2 not_found");
    }
}
