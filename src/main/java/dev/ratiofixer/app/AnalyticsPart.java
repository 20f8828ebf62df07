package dev.ratiofixer.app;

import dev.ratiofixer.access.AuditLog.AuditEntry;
import dev.ratiofixer.access.AuditLog.Via;
import dev.ratiofixer.access.Caller;
import dev.ratiofixer.access.Role;
import dev.ratiofixer.analytics.AnalyticsRequest.AnalyticsHealth;
import dev.ratiofixer.analytics.AnalyticsRequest.ChannelHealth;
import dev.ratiofixer.analytics.AnalyticsRequest.GetAnalyticsHealth;
import dev.ratiofixer.analytics.AnalyticsRequest.OwnerHealth;
import dev.ratiofixer.analytics.AnalyticsStore.Forgotten;
import dev.ratiofixer.analytics.AnalyticsVerticle;
import dev.ratiofixer.analytics.AnalyticsVerticle.AnalyticsRules;
import dev.ratiofixer.app.health.ComponentHealth;
import dev.ratiofixer.app.health.HealthCheckRegistry;
import dev.ratiofixer.app.metrics.EngineMetrics;
import dev.ratiofixer.app.metrics.EngineMetrics.EngineTotal;
import dev.ratiofixer.bus.Addresses;
import dev.ratiofixer.bus.LocalBus;
import dev.ratiofixer.campaign.CampaignDependencies.ViewMeasurement;
import dev.ratiofixer.config.Configuration;
import dev.ratiofixer.config.SectionName;
import dev.ratiofixer.settings.ComplianceSettings;
import dev.ratiofixer.video.MeasuredViews;
import dev.ratiofixer.video.VideoId;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The channels' owners' own analytics. */
final class AnalyticsPart implements EnginePart {
    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final Duration SOON = Duration.ofDays(2);
    private static final Caller ENGINE = new Caller("engine", "engine", Role.ADMIN);

    private final EngineContext engine;
    private final AnalyticsVerticle analytics;
    private final EngineContext.DeployedVerticles deployed;

    AnalyticsPart(EngineContext engine) {
        this.engine = engine;
        CurrentConfiguration live = engine.live();
        analytics = new AnalyticsVerticle(
                new AnalyticsVerticle.AnalyticsUpstreams(
                        engine.configuration().youtubeAnalytics(),
                        engine.configuration().oauth().tokenUrl(),
                        () -> live.get().youtube().origin(),
                        units -> AuthorizationPart.payUnit(engine).mapEmpty()),
                live.providerSecrets().ownerOAuth(),
                () -> rules(live.get()),
                engine.stores().analytics(),
                this::deleted,
                engine.time().clock(),
                engine.time().timers());
        deployed = engine.prepare(analytics);
    }

    private static AnalyticsRules rules(Configuration now) {
        ComplianceSettings compliance = now.compliance();
        return new AnalyticsRules(
                compliance.allowsDerivedMetrics(),
                compliance.retention(),
                now.youtube().firstFrame());
    }

    /** Returns how a video's views are counted; {@code null} where its owner does not tell. Any thread. */
    @Nullable
    ViewMeasurement measured(VideoId video) {
        MeasuredViews views = analytics.measuredViews(video);
        return views == null
                ? null
                : new ViewMeasurement(views, engine.live().get().youtube().firstFrame());
    }

    private Future<Void> deleted(String channelId, String why, Forgotten went) {
        return engine.stores()
                .audit()
                .record(new AuditEntry(
                        engine.time().clock().instant(),
                        ENGINE,
                        Via.ENGINE,
                        "deleteAnalytics",
                        channelId,
                        "done",
                        went.rows() + " rows, and " + went.derived() + " of what was derived from them",
                        why));
    }

    @Override
    public String name() {
        return "youtube-analytics";
    }

    @Override
    public Future<Void> start() {
        return deployed.deploy();
    }

    @Override
    public Future<Void> stop() {
        return deployed.undeploy();
    }

    @Override
    public void addChecks(HealthCheckRegistry checks) {
        checks.add(
                name(),
                false,
                () -> new LocalBus(engine.vertx().eventBus())
                        .request(Addresses.ANALYTICS, new GetAnalyticsHealth(), LIMIT)
                        .map(report -> health(report, engine.time().clock().instant())));
    }

    @Override
    public void bind(EngineMetrics metrics) {
        metrics.total(EngineTotal.ANALYTICS_CALLS, analytics::requests);
        metrics.total(EngineTotal.ANALYTICS_FAILURES, analytics::failures);
    }

    @Override
    public Set<SectionName> sections() {
        return Set.of(SectionName.COMPLIANCE, SectionName.SECRETS);
    }

    /** A new consent is tried at once, and one that is gone takes its data with it soon. */
    @Override
    public Future<Void> reload(Configuration next) {
        analytics.look();
        return Future.succeededFuture();
    }

    static ComponentHealth health(AnalyticsHealth report, Instant now) {
        if (report.off() != null) {
            return ComponentHealth.up(report.off() + ": campaigns go by the public counters");
        }
        if (report.owners().isEmpty()) {
            return ComponentHealth.up(
                    "no channel's owner has given access to its own figures (YOUTUBE_OWNER_REFRESH_TOKEN): campaigns go by the"
                            + " public counters");
        }
        String said = read(report.channels());
        List<OwnerHealth> ending = report.owners().stream()
                .filter(owner -> owner.expiresAt() != null)
                .sorted(Comparator.comparing(owner -> Objects.requireNonNull(owner.expiresAt())))
                .toList();
        if (!ending.isEmpty()) {
            said += "; the access of " + ending.getFirst().whose() + " ends at "
                    + ending.getFirst().expiresAt();
        }
        if (report.trouble().isPresent()) {
            return ComponentHealth.degraded(
                    said + "; " + report.trouble().get(),
                    "if it is the access: have that channel's owner give it again (command authorize youtube --analytics), and"
                            + " set the new token; else nothing: it is tried again by itself, and campaigns go by the"
                            + " public counters until then");
        }
        boolean soon = !ending.isEmpty()
                && Objects.requireNonNull(ending.getFirst().expiresAt()).isBefore(now.plus(SOON));
        return soon
                ? ComponentHealth.degraded(
                        said,
                        "have the owner give access again before that, and set the new token. Access that is given while the"
                                + " API project's consent screen is in testing ends after 7 days: publish it")
                : ComponentHealth.up(said);
    }

    private static String read(List<ChannelHealth> channels) {
        List<Instant> read = channels.stream()
                .map(ChannelHealth::readAt)
                .filter(Objects::nonNull)
                .sorted(Comparator.reverseOrder())
                .toList();
        int open = channels.size() - read.size();
        return read.isEmpty()
                ? "no channel's own figures are read to the end yet"
                : "the own figures of " + read.size() + (read.size() == 1 ? " channel" : " channels")
                        + " are read, last at " + read.getFirst()
                        + (open == 0 ? "" : "; " + open + " more are being read");
    }
}
