package dev.ratiofixer.app;

import dev.ratiofixer.app.health.ComponentHealth;
import dev.ratiofixer.app.health.ComponentHealth.HealthLevel;
import dev.ratiofixer.app.health.HealthCheckRegistry;
import dev.ratiofixer.app.health.HealthCheckRegistry.ComponentReport;
import dev.ratiofixer.app.health.ProviderHealthChecks;
import dev.ratiofixer.config.Secret;
import dev.ratiofixer.config.SectionName;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.notify.AlertCondition;
import dev.ratiofixer.notify.ConditionMonitor;
import dev.ratiofixer.notify.NotificationCenter;
import dev.ratiofixer.notify.NotificationDispatcher;
import dev.ratiofixer.notify.NotificationEvent;
import dev.ratiofixer.notify.NotificationOutbox.SpendingBounds;
import dev.ratiofixer.notify.NotificationSenders;
import dev.ratiofixer.notify.NotificationSenders.NotificationSecrets;
import dev.ratiofixer.notify.NotificationSink;
import dev.ratiofixer.provider.OutboundAddressGuard;
import dev.ratiofixer.provider.ProviderFailure.ProviderException;
import dev.ratiofixer.smm.api.PromotionRequest.PromotionHealth;
import dev.ratiofixer.youtube.WatchEvent.WatchError;
import dev.ratiofixer.youtube.YouTubeHealth;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells people what needs them, in real time also where the engine's own runs faster. */
final class NotificationPart implements EnginePart, NotificationCenter {
    private final EngineContext engine;
    private final NotificationSenders senders;
    private final NotificationDispatcher dispatcher;
    private final ConditionMonitor monitor;
    private final ProviderHealthChecks providers;

    NotificationPart(EngineContext engine) {
        this.engine = engine;
        CurrentConfiguration live = engine.live();
        InstantSource real = InstantSource.system();
        this.providers = new ProviderHealthChecks(engine.vertx().eventBus(), live);
        this.senders = new NotificationSenders(
                engine.vertx(),
                OutboundAddressGuard.ofSystem(
                        engine.vertx(), engine.configuration().security().allowPrivateAddresses()),
                new NotificationSecrets(
                        () -> live.secret(Secret.SLACK_WEBHOOK_URL),
                        () -> live.secret(Secret.SLACK_WEBHOOK_URLS),
                        () -> live.secret(Secret.SMTP_PASSWORD),
                        () -> live.secret(Secret.NOTIFY_WEBHOOK_SECRET),
                        () -> live.secret(Secret.NOTIFY_WEBHOOK_SECRETS)),
                engine.configuration().http().links(),
                real);
        this.dispatcher = new NotificationDispatcher(
                engine.stores().notifications(),
                senders,
                this::configured,
                engine.node() + "#" + UUID.randomUUID(),
                real,
                engine.time().realTimers());
        this.monitor = new ConditionMonitor(
                engine.stores().notifications(),
                List.of(this::ofHealth, this::ofDatabase),
                engine.time().realTimers());
    }

    private List<NotificationSink> configured() {
        return engine.live().get().notifications();
    }

    @Override
    public String name() {
        return "notifications";
    }

    @Override
    public Future<Void> start() {
        dispatcher.start();
        monitor.start();
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> stop() {
        monitor.stop();
        return dispatcher.stop().onComplete(stopped -> senders.close());
    }

    /** The sinks are asked for each time. */
    @Override
    public Set<SectionName> sections() {
        return Set.of(SectionName.NOTIFY);
    }

    @Override
    public void addChecks(HealthCheckRegistry checks) {
        checks.add(name(), false, () -> Future.succeededFuture(health()));
    }

    private ComponentHealth health() {
        Map<String, String> problems = dispatcher.problems();
        if (problems.isEmpty()) {
            int count = configured().size();
            return ComponentHealth.up(
                    count == 0
                            ? "nobody is told of anything, as no receiver is set up (setting notify)"
                            : count + (count == 1 ? " receiver is told" : " receivers are told"));
        }
        return ComponentHealth.degraded(
                "not everybody can be told. "
                        + problems.entrySet().stream()
                                .sorted(Map.Entry.comparingByKey())
                                .map(each -> each.getKey() + ": " + each.getValue())
                                .collect(Collectors.joining("; ")),
                "whoever runs Ratio Fixer checks the receiver and its secret; then send a test on the page Notifications."
                        + " What waits is sent by itself");
    }

    private Future<List<AlertCondition>> ofHealth() {
        return Future.join(
                        engine.checks().look(),
                        providers.smm().otherwiseEmpty(),
                        providers.polling().otherwiseEmpty())
                .map(all -> EngineConditions.of(all.resultAt(0), all.resultAt(1), all.resultAt(2)));
    }

    private Future<List<AlertCondition>> ofDatabase() {
        Money perDay = engine.live().get().limits().perDay();
        return engine.stores()
                .notifications()
                .storedConditions(
                        engine.time().clock().instant(),
                        new SpendingBounds(
                                perDay == null ? null : perDay.micros(),
                                engine.live().get().limits().currency()));
    }

    @Override
    public Future<List<LoggedNotice>> log(@Nullable Long before, int limit) {
        return engine.stores().notificationLog().log(before, limit);
    }

    @Override
    public List<SinkState> sinks() {
        Map<String, String> problems = dispatcher.problems();
        return configured().stream()
                .map(sink -> new SinkState(
                        sink.name(),
                        sink.type(),
                        sink.client(),
                        Arrays.stream(NotificationEvent.values())
                                .filter(event -> event != NotificationEvent.TEST && sink.wants(event))
                                .toList(),
                        problems.get(sink.name())))
                .toList();
    }

    @Override
    public Future<List<TestResult>> test(@Nullable String sink, String actor) {
        List<Future<TestResult>> sent = configured().stream()
                .filter(each -> sink == null || each.name().equals(sink))
                .map(each -> dispatcher
                        .test(each, actor)
                        .map(said -> new TestResult(each.name(), true, said))
                        .otherwise(cause -> new TestResult(
                                each.name(), false, ProviderException.of(cause).detail())))
                .toList();
        return Future.join(sent).map(all -> all.list());
    }

    /** Turns what health says into what people are told of. Pure. */
    static final class EngineConditions {
        /** Checks that stand for a provider of orders, with its name in the orders' own report. */
        private static final Map<String, String> PROVIDERS = Map.of(
                "google-ads", "google_ads",
                "ads-services", "ads_services",
                "owner-comments", "owner_comments",
                "sheet", "sheet",
                "webhook", "team_tasks");

        private static final Map<String, String> NAMES = Map.ofEntries(
                Map.entry("google-ads", "Google Ads"),
                Map.entry("ads-services", "Google Ads"),
                Map.entry("google-ads-operations", "Google Ads"),
                Map.entry("owner-comments", "The channel owner's account"),
                Map.entry("sheet", "The comments sheet"),
                Map.entry("webhook", "The team's webhook"),
                Map.entry("youtube", "YouTube"),
                Map.entry("youtube-analytics", "The reading of the owners' own figures"),
                Map.entry("authorization", "The channel owner's account"),
                Map.entry("expectations", "What we expect of videos"),
                Map.entry("model", "The comparison of videos"),
                Map.entry("database", "The database"),
                Map.entry("disk", "The database's disk"),
                Map.entry("retention", "The deletion of old readings"),
                Map.entry("write-behind", "The writing of readings"),
                Map.entry("lease", "A server of Ratio Fixer"),
                Map.entry("cluster", "The connection of Ratio Fixer's servers"),
                Map.entry("configuration", "The configuration file"));

        private EngineConditions() {}

        /** What is wrong by one round of checks. */
        static List<AlertCondition> of(
                List<ComponentReport> checks, @Nullable PromotionHealth promotion, @Nullable YouTubeHealth youtube) {
            return checks.stream()
                    .filter(check -> check.health().level() != HealthLevel.UP)
                    .flatMap(check -> event(check, promotion, youtube)
                            .map(event -> AlertCondition.now(event, name(check.name()), detail(check)))
                            .stream())
                    .toList();
        }

        private static Optional<NotificationEvent> event(
                ComponentReport check, @Nullable PromotionHealth promotion, @Nullable YouTubeHealth youtube) {
            String name = check.name();
            if (PROVIDERS.containsKey(name)) {
                return Optional.of(
                        isRefused(PROVIDERS.get(name), promotion)
                                ? NotificationEvent.TOKEN_DEAD
                                : NotificationEvent.PROVIDER_DOWN);
            }
            return switch (name) {
                // A quota that is nearly used is as it should be late in the day.
                case "youtube-quota" -> Optional.empty();
                case "google-ads-operations" -> Optional.of(NotificationEvent.QUOTA_GONE);
                // The database says which orders' budgets these are.
                case "budget-returns", "notifications" -> Optional.empty();
                case "youtube" ->
                    Optional.of(youtube == null ? NotificationEvent.PROVIDER_DOWN : ofPolling(youtube.trouble()));
                case "authorization" -> Optional.of(NotificationEvent.TOKEN_DEAD);
                case "expectations" -> Optional.of(NotificationEvent.BAND_WRONG);
                case String other -> Optional.of(NotificationEvent.ENGINE_DEGRADED);
            };
        }

        private static boolean isRefused(@Nullable String part, @Nullable PromotionHealth promotion) {
            return promotion != null
                    && promotion.parts().stream().anyMatch(each -> each.name().equals(part) && each.accessRefused());
        }

        private static NotificationEvent ofPolling(@Nullable WatchError trouble) {
            return switch (trouble) {
                case KEY_INVALID -> NotificationEvent.TOKEN_DEAD;
                case QUOTA_EXHAUSTED -> NotificationEvent.QUOTA_GONE;
                case UPSTREAM_DOWN, VIDEO_GONE, VIDEO_PRIVATE, READING_UNREADABLE -> NotificationEvent.PROVIDER_DOWN;
                // There is no key at all.
                case null -> NotificationEvent.TOKEN_DEAD;
            };
        }

        private static String name(String check) {
            String known = NAMES.get(check);
            return known == null ? "Ratio Fixer (" + check.replace('-', ' ') + ")" : known;
        }

        private static String detail(ComponentReport check) {
            return check.health().sentence();
        }
    }
}
