package dev.ratiofixer.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.config.ConfigReloader.ReloadStatus.ReloadState;
import dev.ratiofixer.fixtures.ManualTime;
import dev.ratiofixer.settings.SettingsCheck.SettingsProblem;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class ConfigReloaderTest {
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final ConfigReader reader = new ConfigReader();
    private final ManualTime time = new ManualTime(Instant.parse("2026-11-22T12:00:00Z"));
    private final List<String> applied = new CopyOnWriteArrayList<>();
    private final List<ConfigChange> recorded = new CopyOnWriteArrayList<>();
    private volatile String file = "{}";
    private volatile Map<String, String> environment = Map.of();
    private volatile boolean databaseAway;
    private volatile SectionName broken = SectionName.HTTP;
    private ConfigReloader reloader;

    @BeforeEach
    void watch(Vertx vertx) {
        ConfigResult.Valid running = (ConfigResult.Valid) reader.parse(file, environment);
        reloader = new ConfigReloader(
                vertx, time, time, INTERVAL, () -> reader.parse(file, environment), running, this::apply, this::record);
    }

    private Future<Void> apply(SectionName section, Configuration next) {
        applied.add(section + " " + next.policy().target());
        return section == broken ? Future.failedFuture("no room") : Future.succeededFuture();
    }

    private Future<Void> record(ConfigChange change) {
        if (databaseAway) {
            return Future.failedFuture("database is away");
        }
        recorded.add(change);
        return Future.succeededFuture();
    }

    @Test
    void an_unchanged_file_does_nothing() throws Exception {
        scan("{}");

        assertThat(applied).isEmpty();
        assertThat(reloader.status().standing()).isEqualTo(new ReloadState.Current());
    }

    @Test
    void changed_sections_are_applied_in_order_and_recorded_by_key() throws Exception {
        scan("{\"policy\": {\"target\": 0.6}, \"limits\": {\"spending\": \"off\"}}");

        assertThat(applied).containsExactly("limits 0.6", "policy 0.6");
        assertThat(reloader.configuration().limits().spending()).isFalse();
        assertThat(recorded)
                .containsExactly(new ConfigChange(
                        time.instant(),
                        List.of(SectionName.LIMITS, SectionName.POLICY),
                        List.of(
                                new ConfigChange.ChangedKey("limits.spending", "\"on\"", "\"off\""),
                                new ConfigChange.ChangedKey("policy.target", "0.5", "0.6"))));
    }

    @Test
    void an_invalid_file_changes_nothing_and_says_why() throws Exception {
        scan("{\"policy\": {\"target\": 0.6}, \"limits\": {\"per_order\": 3}}");

        assertThat(applied).isEmpty();
        assertThat(reloader.configuration().policy().target()).isEqualTo(0.5);
        assertThat(reloader.status().standing())
                .isEqualTo(new ReloadState.Rejected(List.of(new SettingsProblem(
                        "limits.per_order", "3", "must be an amount as a string, such as \"20.00\""))));

        scan("{}");
        assertThat(reloader.status().standing()).isEqualTo(new ReloadState.Current());
    }

    @Test
    void what_needs_a_restart_is_told_and_left_alone() throws Exception {
        scan("{\"http\": {\"port\": 8181}, \"policy\": {\"target\": 0.6}}");

        assertThat(applied).containsExactly("policy 0.6");
        assertThat(reloader.configuration().http().port()).isEqualTo(8080);
        assertThat(reloader.status().needRestart()).containsExactly(SectionName.HTTP);

        scan("{\"policy\": {\"target\": 0.6}}");
        assertThat(reloader.status().needRestart()).isEmpty();
    }

    @Test
    void what_only_a_restart_would_allow_is_refused() throws Exception {
        scan("{\"security\": {\"allow_private_addresses\": true}, \"youtube\": {\"origin\": \"http://10.0.0.1\"}}");

        assertThat(applied).isEmpty();
        assertThat(reloader.status().standing()).isInstanceOf(ReloadState.Rejected.class);
    }

    @Test
    void a_section_that_fails_takes_everything_back() throws Exception {
        broken = SectionName.POLICY;
        scan("{\"policy\": {\"target\": 0.6}, \"limits\": {\"spending\": \"off\"}, \"log\": {\"level\": \"debug\"}}");

        assertThat(applied)
                .containsExactly("log 0.6", "limits 0.6", "policy 0.6", "policy 0.5", "limits 0.5", "log 0.5");
        assertThat(reloader.configuration().limits().spending()).isTrue();
        assertThat(reloader.status().standing())
                .isEqualTo(new ReloadState.Failed(SectionName.POLICY, "no room; taking it back failed too: no room"));
        assertThat(recorded).isEmpty();
    }

    @Test
    void a_new_secret_is_applied_and_recorded_by_name_only() throws Exception {
        environment = Map.of("YOUTUBE_API_KEY", "AIzaNew");
        scan("{}");

        assertThat(applied).containsExactly("secrets 0.5");
        assertThat(reloader.configuration().secrets().get(Secret.YOUTUBE_API_KEY))
                .contains("AIzaNew");
        assertThat(recorded).hasSize(1);
        assertThat(recorded.toString()).contains("YOUTUBE_API_KEY").doesNotContain("AIzaNew");
    }

    @Test
    void a_change_that_could_not_be_recorded_is_recorded_later() throws Exception {
        databaseAway = true;
        scan("{\"policy\": {\"target\": 0.6}}");
        assertThat(reloader.configuration().policy().target()).isEqualTo(0.6);
        assertThat(recorded).isEmpty();

        databaseAway = false;
        scan("{\"policy\": {\"target\": 0.6}}");
        assertThat(recorded).hasSize(1);
    }

    @Test
    void it_scans_by_the_clock_until_stopped() throws Exception {
        reloader.start();
        file = "{\"policy\": {\"target\": 0.6}}";
        time.advance(INTERVAL.minusMillis(1));
        assertThat(applied).isEmpty();

        time.advance(Duration.ofMillis(1));
        await(reloader.scan());
        assertThat(applied).containsExactly("policy 0.6");

        await(reloader.stop());
        assertThat(time.pending()).isZero();
    }

    private void scan(String text) throws Exception {
        file = text;
        await(reloader.scan());
    }

    private static void await(Future<Void> done) throws Exception {
        done.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
}
