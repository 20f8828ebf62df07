package dev.ratiofixer.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.store.ConnectionCheck.ConnectionFaults;
import io.vertx.pgclient.PgException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionFaultsTest {
    private static final DatabaseUrl URL =
            DatabaseUrl.parse("postgresql://postgres:secret@db.abcdefghijklmnopqrst.supabase.co:5432/postgres");
    private static final DatabaseUrl OTHER = DatabaseUrl.parse("postgresql://u:secret@db.example.org/d");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            42P05 | prepared statement "S_1" already exists                 | set database.pooler to "transaction"
            26000 | prepared statement "S_1" does not exist                 | set database.pooler to "transaction"
            08P01 | unsupported startup parameter: enable_seqscan           | set database.pooler to its pool mode
            08P01 | unsupported startup parameter in options: search_path   | set database.pooler to its pool mode
            XX000 | FATAL: Tenant or user not found                         | NAME.PROJECT-REF
            XX000 | (ENOTFOUND) tenant/user postgres.abc not found          | NAME.PROJECT-REF
            XX000 | no tenant identifier provided (external_id or sni_hostname required) | NAME.PROJECT-REF
            XX000 | MaxClientsInSessionMode: max clients reached - in Session mode max clients are limited to pool_size | lower database.connections
            08P01 | no more connections allowed (max_client_conn)           | lower database.connections
            53300 | remaining connection slots are reserved                 | lower database.connections
            08P01 | no such database: d                                     | pgbouncer.ini
            """)
    void eachIsAnsweredWithWhatToDo(String state, String message, String remedy) {
        PgException refused = new PgException(message, "FATAL", state, null);
        assertThat(ConnectionFaults.remedy(refused, OTHER)).startsWith("; ").contains(remedy);
        SQLException jdbc = new SQLException(message, state);
        assertThat(ConnectionFaults.remedy(new IllegalStateException("wrapped", jdbc), OTHER))
                .contains(remedy);
    }

    @Test
    void aHostThatSpeaksOnlyTheNewerProtocolIsNamed() {
        SQLException unreachable = new SQLException("The connection attempt failed.", "08001");
        assertThat(ConnectionFaults.remedy(unreachable, URL)).contains("IPv6 only", "port 5432");
        assertThat(ConnectionFaults.remedy(unreachable, OTHER)).isEmpty();
    }

    @Test
    void whatIsNoneOfTheseHasNoRemedy() {
        assertThat(ConnectionFaults.remedy(new PgException("deadlock detected", "ERROR", "40P01", null), OTHER))
                .isEmpty();
        assertThat(ConnectionFaults.remedy(new IllegalStateException(), OTHER)).isEmpty();
    }
}
