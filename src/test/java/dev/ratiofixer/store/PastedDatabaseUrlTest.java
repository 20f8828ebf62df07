package dev.ratiofixer.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratiofixer.store.Columns.Jsonb;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses of databases as hosters give them; and texts that PostgreSQL does not store. */
class PastedDatabaseUrlTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://u:p@h.example/d?sslmode=require&channel_binding=require",
                "postgres://u:p@h.example:5432/d?connect_timeout=10&application_name=app",
                "POSTGRES://u:p@h.example/d?target_session_attrs=read-write",
                "postgresql://u:p@h.example/d?sslmode=require&sslmode=require&gssencmode=disable"
            })
    void isTaken(String pasted) {
        assertThat(DatabaseUrl.parse(pasted).host()).isEqualTo("h.example");
    }

    @Test
    void optionsReachTheServerByBothWays() {
        DatabaseUrl url = DatabaseUrl.parse("postgresql://u:p@h/d?options=endpoint%3Dep-cool-1%20-c%20work_mem%3D1MB");
        assertThat(url.toPg().getProperties()).containsEntry("options", "endpoint=ep-cool-1 -c work_mem=1MB");
        assertThat(url.toJdbc().getOptions()).startsWith("endpoint=ep-cool-1 -c work_mem=1MB -c statement_timeout=");
        assertThat(url.withDatabase("x").options()).isEqualTo(url.options());
    }

    @Test
    void namesTheParameterAtFault() {
        assertThatThrownBy(() -> DatabaseUrl.parse("postgresql://u:secret@h/d?sslmod=require"))
                .hasMessageContaining("unknown parameter sslmod")
                .message()
                .doesNotContain("secret");
    }

    @Test
    void aTextWithNulIsStoredWithoutItAndABackslashStays() {
        Jsonb<String> texts = new Jsonb<>(String.class);
        assertThat(texts.read(texts.write("a\u0000b"))).isEqualTo("a b");
        assertThat(texts.read(texts.write("\\\u0000"))).isEqualTo("\\ ");
        assertThat(texts.read(texts.write("\\u0000"))).isEqualTo("\\u0000");
    }
}
