package dev.ratiofixer.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.config.Configuration.LogSettings;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.settings.ComplianceSettings;
import dev.ratiofixer.settings.SettingsCheck.SettingsProblem;
import dev.ratiofixer.smm.api.PromotionService.AdBudgetService;
import dev.ratiofixer.smm.api.PromotionService.OwnerCommentService;
import dev.ratiofixer.smm.api.PromotionService.TeamTaskService;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigReaderTest {
    private static final String BUDGET = """
            {"id": "2324", "type": "ad_budget", "name": "EU", "customer_id": "111", "ads_campaign_id": "2301",
             "min_daily": "5.00", "max_daily": "50.00", "currency": "USD"}""";

    private final ConfigReader reader = new ConfigReader();

    @Test
    void an_empty_object_gives_every_default() {
        Configuration defaults = valid("{}");

        assertThat(defaults.http().port()).isEqualTo(8080);
        assertThat(defaults.http().tls()).isNull();
        assertThat(defaults.databaseInUse().isEmbedded()).isTrue();
        assertThat(defaults.youtube().interval()).isEqualTo(Duration.ofSeconds(36));
        assertThat(defaults.youtube().firstFrameSince()).isEqualTo("2026-08-27");
        assertThat(defaults.googleAds().version()).isEqualTo("v26");
        assertThat(defaults.policy().cooldown().adBudget()).isEqualTo(Duration.ofDays(1));
        assertThat(defaults.services()).isEmpty();
        assertThat(defaults.limits().perOrder()).isEqualTo(Money.zero("USD"));
        assertThat(defaults.compliance().derivedMetrics()).isEqualTo(ComplianceSettings.DerivedMetrics.DECLINED);
        assertThat(defaults.log().format()).isEqualTo(LogSettings.Format.TEXT);
    }

    @Test
    void links_go_where_people_reach_the_dashboard_and_by_https_outside_this_machine() {
        assertThat(valid("{}").http().links().health()).isEmpty();
        assertThat(valid("""
                {"http": {"public_url": "https://rf.example.org"}}""").http().links().health()).contains("https://rf.example.org/health");
        assertThat(reader.parse("""
                {"http": {"public_url": "http://rf.example.org"}}""", Map.of()))
                .isInstanceOfSatisfying(
                        ConfigResult.Invalid.class,
                        refused ->
                                assertThat(refused.problems().getFirst().path()).isEqualTo("http.public_url"));
    }

    @Test
    void the_shipped_file_is_valid() {
        assertThat(reader.read(Path.of("conf", "ratio-fixer.json"), Map.of())).isInstanceOf(ConfigResult.Valid.class);
    }

    @Test
    void services_are_read_by_type() {
        Configuration configuration = valid("""
                {"services": [%s,
                  {"id": "439", "type": "owner_comment", "name": "Prompt", "channel_id": "UCuAXFkgsw1L7xaCfnd5JJOw"},
                  {"id": "7", "type": "team_task", "name": "Team", "url": "https://hooks.example.org/T0/secret"}]}""".formatted(BUDGET));

        assertThat(configuration.services())
                .containsExactly(
                        new AdBudgetService(
                                "2324",
                                "EU",
                                "111",
                                null,
                                "2301",
                                new Money(5_000_000, "USD"),
                                new Money(50_000_000, "USD")),
                        new OwnerCommentService("439", "Prompt", Set.of("UCuAXFkgsw1L7xaCfnd5JJOw")),
                        new TeamTaskService("7", "Team", URI.create("https://hooks.example.org/T0/secret")));
        assertThat(configuration.toString()).doesNotContain("T0/secret");
    }

    @Test
    void schemes_and_hosts_are_of_any_case() {
        Configuration configuration = valid("""
                {"youtube": {"origin": "HTTPS://WWW.GoogleApis.com"},
                 "google_ads": {"origin": "hTTps://googleads.googleapis.com:443"},
                 "oauth": {"token_url": "HTTPS://oauth2.googleapis.com/Token?A=b"},
                 "http": {"cors_origins": ["HTTPS://Label.Example.org", "http://localhost:80"]},
                 "services": [{"id": "7", "name": "Team", "type": "team_task", "url": "HTTPS://Hooks.Example.org/T0/Secret"}]}
                """);

        assertThat(configuration.youtube().origin()).isEqualTo(URI.create("https://www.googleapis.com"));
        assertThat(configuration.oauth().tokenUrl()).hasToString("https://oauth2.googleapis.com/Token?A=b");
        assertThat(configuration.http().corsOrigins()).containsExactly("https://label.example.org", "http://localhost");
        assertThat(configuration.services())
                .containsExactly(new TeamTaskService("7", "Team", URI.create("https://hooks.example.org/T0/Secret")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {"http": {"port": 70000}}                         | http.port is 70000: must be a whole number from 0 to 65535
        {"http": {"port": "8080"}}                        | http.port is "8080": must be a whole number from 0 to 65535
        {"http": {"prot": 1}}                             | http.prot is unknown: known here are host, port, management_port, cors_origins, rate_limit, max_streams, secure_cookies, tcp_bridge_port, tls, trusted_proxies, public_url
        {"http": {"tls": {"key": "pom.xml"}}}             | http.tls.certificate is missing: it is required here
        {"http": {"trusted_proxies": ["10.0.0.0/33"]}}    | http.trusted_proxies[0] is 10.0.0.0/33: must be an address or a block, such as 10.0.0.0/8
        {"http": {"port": 9090}}                          | http.management_port is 9090: must not be http.port
        {"htpp": {}}                                      | htpp is unknown: known here are $schema, http, database, cluster, oidc, security, youtube, google_ads, oauth, sheets, youtube_analytics, model, policy, services, limits, compliance, notify, log, tracing
        {"youtube": {"interval": "36"}}                   | youtube.interval is "36": must be an ISO 8601 duration of days, hours, minutes and seconds, such as PT36S or P1D
        {"youtube": {"interval": "PT5S"}}                 | youtube.interval is PT5S: must be from PT36S to PT24H
        {"youtube": {"first_frame_since": "27.8.2026"}}   | youtube.first_frame_since is "27.8.2026": must be a date such as 2026-08-27
        {"youtube": {"first_frame_since": "2026-02-30"}}  | youtube.first_frame_since is of the right form, but not usable: see the schema for what is
        {"youtube": {"api_key": "AIzaSecret"}}            | youtube.api_key is ***: a secret never stands in the file; put it into the environment, one of RATIO_FIXER_API_KEY, YOUTUBE_API_KEY, GOOGLE_OAUTH_CLIENT_ID, GOOGLE_OAUTH_CLIENT_SECRET, GOOGLE_ADS_SERVICE_ACCOUNT, GOOGLE_ADS_REFRESH_TOKEN, GOOGLE_ADS_DEVELOPER_TOKEN, YOUTUBE_OWNER_REFRESH_TOKEN, YOUTUBE_OWNER_REFRESH_TOKENS, OIDC_CLIENT_SECRET, TASK_WEBHOOK_SECRET, SLACK_WEBHOOK_URL, SLACK_WEBHOOK_URLS, SMTP_PASSWORD, NOTIFY_WEBHOOK_SECRET, NOTIFY_WEBHOOK_SECRETS, DATABASE_URL, DATABASE_DIRECT_URL
        {"youtube": {"origin": "http://example.org"}}     | youtube.origin is plain http: must be https (security.allow_private_addresses lifts this for a test)
        {"youtube": {"origin": "HTTP://example.org"}}     | youtube.origin is plain http: must be https (security.allow_private_addresses lifts this for a test)
        {"oauth": {"token_url": "Http://example.org/t"}}  | oauth.token_url is plain http: must be https (security.allow_private_addresses lifts this for a test)
        {"database": {"url": "PostgreSQL://u:p@db/x"}}    | database.url is ***: must hold no password; put the whole address into DATABASE_URL
        {"database": {"url": "postgresql://u:p@db/x"}}    | database.url is ***: must hold no password; put the whole address into DATABASE_URL
        {"database": {"url": "mysql://db"}}               | database.url is ***: must be "embedded", or an address such as postgresql://user@host:5432/name?sslmode=verify-full
        {"cluster": {"manager": "zookeeper"}}             | cluster.manager is "zookeeper": must be one of none, hazelcast
        {"cluster": {"manager": "hazelcast"}}             | cluster.manager is "hazelcast": needs a PostgreSQL that all nodes reach: set DATABASE_URL
        {"cluster": {"heartbeat": "PT9S"}}                | cluster.heartbeat is PT9S: must be from PT0.2S to PT3.333333333S
        {"policy": {"trigger": 0.6}}                      | policy.trigger is 0.6: must be under policy.target
        {"policy": {"max_step": 0}}                       | policy.max_step is 0: must be a number above 0 to 0.5
        {"limits": {"per_order": 20}}                     | limits.per_order is 20: must be an amount as a string, such as "20.00"
        {"limits": {"per_order": "9"}}                    | limits.per_order is 9.00 USD: must not exceed limits.per_day
        {"limits": {"per_order": "9999999999999"}}        | limits is of the right form, but not usable: see the schema for what is
        {"compliance": {"retention": "P31D"}}             | compliance.retention is PT744H: must be from PT24H to PT720H
        {"model": {"file": "no/such/file"}}               | model.file is no/such/file: must name a readable file
        {"security": {"allow_private_addresses": "no"}}   | security.allow_private_addresses is "no": must be true or false
        {"services": [{"id": "1", "name": "x"}]}          | services[0].type is missing: it is required here
        {"services": [{"id": "1", "name": "x", "type": "buy_likes"}]} | services[0].type is "buy_likes": must be one of ad_budget, owner_comment, team_task
        {"services": [{"id": "1", "name": "x", "type": "team_task", "url": "https://u:p@x.org/"}]} | services[0].url is ***: must be a web address without user and password
        []                                                | the file is no JSON object: start with { and end with }
        """)
    void says_path_value_and_what_is_allowed(String json, String message) {
        assertThat(problems(json)).containsExactly(message);
    }

    @Test
    void a_repeated_key_is_refused_with_its_place() {
        assertThat(problems("{\"http\": {\"port\": 1,\n \"port\": 2}}"))
                .containsExactly("the file is no JSON of ours at line 2, column 8: Duplicate field 'port'");
    }

    @Test
    void all_problems_are_told_at_once() {
        assertThat(problems("{\"http\": {\"port\": -1}, \"log\": {\"level\": \"loud\"}, \"x\": 1}"))
                .hasSize(3);
    }

    @Test
    void services_agree_with_each_other_and_with_the_limits() {
        String euro = BUDGET.replace("USD", "EUR").replace("5.00", "60.00");

        assertThat(problems("{\"services\": [" + BUDGET + "," + euro + "]}"))
                .containsExactly(
                        "services[1].id is \"2324\": must not be another service's id",
                        "services[1].currency is \"EUR\": must be limits.currency, USD",
                        "services[1].min_daily is 60.00 EUR: must not exceed max_daily");
    }

    @Test
    void the_environment_overrides_the_port_and_names_itself_when_wrong() {
        assertThat(valid("{}", Map.of("RATIO_FIXER_PORT", "0")).http().port()).isZero();
        assertThat(problems("{}", Map.of("RATIO_FIXER_PORT", "http")))
                .containsExactly("RATIO_FIXER_PORT is http: must be a port, 0 to 65535");
    }

    @Test
    void the_file_is_the_command_lines_or_the_environments_or_the_usual() {
        Path given = Path.of("given.json");

        assertThat(ConfigReader.locate(Optional.of(given), Map.of("RATIO_FIXER_CONFIG", "env.json")))
                .isEqualTo(given);
        assertThat(ConfigReader.locate(Optional.empty(), Map.of("RATIO_FIXER_CONFIG", "env.json")))
                .isEqualTo(Path.of("env.json"));
        assertThat(ConfigReader.locate(Optional.empty(), Map.of())).isEqualTo(Path.of("conf", "ratio-fixer.json"));
    }

    @Test
    void a_file_that_is_not_there_is_named(@TempDir Path directory) {
        ConfigResult result = reader.read(directory.resolve("none.json"), Map.of());

        assertThat(((ConfigResult.Invalid) result).problems())
                .singleElement()
                .extracting(SettingsProblem::allowed)
                .isEqualTo("name a file with --config or RATIO_FIXER_CONFIG (UTF-8 JSON)");
    }

    @Test
    void the_document_with_defaults_is_valid_itself(@TempDir Path directory) throws IOException {
        ConfigResult.Valid first = (ConfigResult.Valid) reader.parse("{\"services\": [" + BUDGET + "]}", Map.of());
        Path file = Files.writeString(
                directory.resolve("full.json"), first.document().toString());

        assertThat(reader.read(file, Map.of())).isEqualTo(first);
    }

    private Configuration valid(String json) {
        return valid(json, Map.of());
    }

    private Configuration valid(String json, Map<String, String> environment) {
        return switch (reader.parse(json, environment)) {
            case ConfigResult.Valid valid -> valid.configuration();
            case ConfigResult.Invalid invalid ->
                throw new AssertionError(invalid.problems().toString());
        };
    }

    private List<String> problems(String json) {
        return problems(json, Map.of());
    }

    private List<String> problems(String json, Map<String, String> environment) {
        return switch (reader.parse(json, environment)) {
            case ConfigResult.Valid valid -> List.of();
            case ConfigResult.Invalid invalid ->
                invalid.problems().stream().map(SettingsProblem::toString).toList();
        };
    }
}
