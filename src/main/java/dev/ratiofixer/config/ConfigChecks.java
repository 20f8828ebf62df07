package dev.ratiofixer.config;

import dev.ratiofixer.settings.ComplianceSettings;
import dev.ratiofixer.settings.ComplianceSettings.DerivedMetrics;
import dev.ratiofixer.settings.SettingsProblem;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules that a schema cannot say: between keys, on durations, and about files and addresses. */
final class ConfigChecks {
    private static final Duration POLLING_FLOOR = Duration.ofSeconds(36);
    private static final Duration LONGEST_CALL = Duration.ofMinutes(2);
    /** YouTube API Services policies: 30 days, and 36 months under the amendment. */
    private static final Duration RETENTION = Duration.ofDays(30);

    private static final Duration RETENTION_ACCEPTED = Duration.ofDays(1096);

    private final Configuration configuration;
    private final List<SettingsProblem> problems = new ArrayList<>();

    ConfigChecks(Configuration configuration) {
        this.configuration = configuration;
    }

    List<SettingsProblem> problems() {
        http(configuration.http());
        database(configuration.database());
        cluster(configuration.cluster());
        youtube(configuration.youtube());
        origins();
        model(configuration.model());
        policy(configuration.policy());
        services(configuration.services());
        limits(configuration.limits());
        compliance(configuration.compliance());
        return problems;
    }

    private void http(HttpSection http) {
        if (http.port() != 0 && http.port() == http.managementPort()) {
            problem("http.management_port", http.managementPort(), "must not be http.port");
        }
        HttpSection.@Nullable Tls tls = http.tls();
        if (tls != null) {
            readable("http.tls.certificate", tls.certificate());
            readable("http.tls.key", tls.key());
        }
    }

    private void database(DatabaseSection database) {
        if (!database.url().equals(DatabaseSection.EMBEDDED)) {
            databaseAddress(database.url());
        }
    }

    private void databaseAddress(String url) {
        try {
            URI address = new URI(url);
            @Nullable String user = address.getRawUserInfo();
            boolean password = user != null && user.contains(":");
            if (password || String.valueOf(address.getRawQuery()).contains("password")) {
                problem("database.url", "***", "must hold no password; put the whole address into DATABASE_URL");
            } else if (address.getHost() == null) {
                problem("database.url", "***", "must name a host: postgresql://user@host:5432/name");
            }
        } catch (java.net.URISyntaxException malformed) {
            problem("database.url", "***", "must look like postgresql://user@host:5432/name");
        }
    }

    private void cluster(ClusterSettings cluster) {
        between("cluster.lease", cluster.lease(), Duration.ofSeconds(3), Duration.ofMinutes(5));
        between(
                "cluster.heartbeat",
                cluster.heartbeat(),
                Duration.ofMillis(200),
                cluster.lease().dividedBy(3));
        if (cluster.manager() == ClusterSettings.Manager.HAZELCAST && configuration.embeddedDatabase()) {
            problem("cluster.manager", "\"hazelcast\"", "needs a PostgreSQL that all nodes reach: set DATABASE_URL");
        }
        int ways = (cluster.members().isEmpty() ? 0 : 1)
                + (cluster.kubernetesDns() == null ? 0 : 1)
                + (cluster.multicast() ? 1 : 0);
        if (ways > 1) {
            problem("cluster", ways + " ways of discovery", "use one of members, kubernetes_dns, multicast");
        }
    }

    private void youtube(YouTubeSection youtube) {
        between("youtube.interval", youtube.interval(), POLLING_FLOOR, Duration.ofDays(1));
        between("youtube.timeout", youtube.timeout(), Duration.ofSeconds(1), LONGEST_CALL);
        if (youtube.reserveUnits() > youtube.dailyUnits()) {
            problem("youtube.reserve_units", youtube.reserveUnits(), "must not exceed youtube.daily_units");
        }
    }

    private void origins() {
        encrypted("youtube.origin", configuration.youtube().origin());
        encrypted("google_ads.origin", configuration.googleAds().origin());
        encrypted("oauth.token_url", configuration.oauth().tokenUrl());
        encrypted("sheets.origin", configuration.sheets().origin());
    }

    private void model(ModelSection model) {
        between("model.gather", model.gather(), Duration.ZERO, Duration.ofMillis(50));
        readable("model.file", model.file());
    }

    private void policy(PolicySection policy) {
        if (policy.trigger() >= policy.target()) {
            problem("policy.trigger", policy.trigger(), "must be under policy.target");
        }
        between("policy.warm_up", policy.warmUp(), Duration.ZERO, Duration.ofDays(90));
        Duration shortest = Duration.ofMinutes(1);
        Duration longest = Duration.ofDays(365);
        between("policy.cooldown.ad_budget", policy.cooldown().adBudget(), shortest, longest);
        between("policy.cooldown.owner_comment", policy.cooldown().ownerComment(), shortest, longest);
        between("policy.cooldown.team_task", policy.cooldown().teamTask(), shortest, longest);
    }

    private void services(List<ServiceEntry> services) {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < services.size(); i++) {
            ServiceEntry service = services.get(i);
            String path = "services[" + i + "]";
            if (!ids.add(service.id())) {
                problem(path + ".id", '"' + service.id() + '"', "must not be another service's id");
            }
            switch (service) {
                case ServiceEntry.AdBudget budget -> adBudget(path, budget);
                case ServiceEntry.TeamTask task -> encrypted(path + ".url", task.url());
                case ServiceEntry.OwnerComment comment -> {
                    // The schema says it all.
                }
            }
        }
    }

    private void adBudget(String path, ServiceEntry.AdBudget budget) {
        String limits = configuration.limits().currency();
        if (!budget.minDaily().currency().equals(limits)) {
            problem(path + ".currency", '"' + budget.minDaily().currency() + '"', "must be limits.currency, " + limits);
        }
        if (budget.minDaily().compareTo(budget.maxDaily()) > 0) {
            problem(path + ".min_daily", budget.minDaily(), "must not exceed max_daily");
        }
        if (!budget.minDaily().isPositive()) {
            problem(path + ".min_daily", budget.minDaily(), "must be more than nothing");
        }
    }

    private void limits(LimitsSection limits) {
        if (limits.perOrder().compareTo(limits.perDay()) > 0) {
            problem("limits.per_order", limits.perOrder(), "must not exceed limits.per_day");
        }
    }

    private void compliance(ComplianceSettings compliance) {
        boolean accepted = compliance.derivedMetrics() == DerivedMetrics.ACCEPTED;
        Duration longest = accepted ? RETENTION_ACCEPTED : RETENTION;
        between("compliance.retention", compliance.retention(), Duration.ofDays(1), longest);
    }

    private void encrypted(String path, String address) {
        URI uri;
        try {
            uri = new URI(address);
        } catch (java.net.URISyntaxException malformed) {
            problem(path, "***", "must be a web address");
            return;
        }
        if (uri.getHost() == null) {
            problem(path, "***", "must name a host");
        } else if (uri.getScheme().equals("http")
                && !Loopback.names(uri.getHost())
                && !configuration.security().allowPrivateAddresses()) {
            problem(path, "plain http", "must be https (security.allow_private_addresses lifts this for a test)");
        }
    }

    private void readable(String path, @Nullable Path file) {
        if (file != null && !(Files.isRegularFile(file) && Files.isReadable(file))) {
            problem(path, file, "must name a readable file");
        }
    }

    private void between(String path, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            problem(path, value, "must be from " + least + " to " + most);
        }
    }

    private void problem(String path, Object value, String allowed) {
        problems.add(new SettingsProblem(path, value.toString(), allowed));
    }
}
