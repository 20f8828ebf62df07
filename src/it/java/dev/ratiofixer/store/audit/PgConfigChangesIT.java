package dev.ratiofixer.store.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.fixtures.PostgresExtension;
import dev.ratiofixer.fixtures.Waiting;
import dev.ratiofixer.store.StoreFixtures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PgConfigChangesIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    @Test
    void recordsAChange() {
        Waiting.on(new PgConfigChanges(POSTGRES.database())
                .record(StoreFixtures.NOW, "n1", "conf/ratio-fixer.json", "{\"policy.trigger\": [0.25, 0.3]}"));
        assertThat(Waiting.on(POSTGRES.database()
                                .pool()
                                .query(
                                        "SELECT node || (changes -> 'policy.trigger' ->> 1) FROM ratio_fixer_config_changes")
                                .execute())
                        .iterator()
                        .next()
                        .getString(0))
                .isEqualTo("n10.3");
    }
}
