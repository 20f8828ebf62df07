package dev.ratiofixer.http.report;

import dev.ratiofixer.access.Access;
import dev.ratiofixer.access.ReportLinks;
import dev.ratiofixer.access.ReportLinks.Opened;
import dev.ratiofixer.access.ReportLinks.ReportScope;
import dev.ratiofixer.access.ReportLinks.ReportSubject;
import dev.ratiofixer.access.ReportLinks.ReportSubject.OfCampaign;
import dev.ratiofixer.access.ReportLinks.ReportSubject.OfClient;
import dev.ratiofixer.campaign.query.CampaignQueries;
import dev.ratiofixer.campaign.query.ClientDirectory;
import dev.ratiofixer.http.HealthReport;
import dev.ratiofixer.http.api.ClientScope;
import dev.ratiofixer.http.api.EngineClient;
import dev.ratiofixer.http.api.Instants;
import dev.ratiofixer.http.problem.ApiProblem;
import dev.ratiofixer.http.problem.FieldError;
import dev.ratiofixer.http.problem.ProblemType;
import dev.ratiofixer.http.server.Routes;
import dev.ratiofixer.settings.PageLinks;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves reports: to callers of the API, and to whoever has a share link. A link opens the one report that it was made
 * for, by reading alone; it is no session and opens nothing else. What a link says is never logged.
 */
public final class ReportRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(ReportRoutes.class);

    private final ReportLinks links;
    private final Access access;
    private final ReportReader reader;

    public ReportRoutes(
            ReportLinks links,
            Access access,
            EngineClient engine,
            CampaignQueries queries,
            ClientDirectory clients,
            HealthReport health,
            InstantSource clock) {
        this.links = links;
        this.access = access;
        this.reader = new ReportReader(engine, queries, clients, health, clock);
    }

    /** Adds the route of share links, which needs no key. */
    public void mount(Router site) {
        Routes.read(site, PageLinks.SHARED + ":token").handler(this::shared);
    }

    /** Answers the contract's {@code getReport}; its caller has been let in. */
    public void ofCampaign(RoutingContext ctx) {
        own(ctx, new OfCampaign(ctx.pathParam("id")));
    }

    /** Answers the contract's {@code getClientReport}; its caller has been let in. */
    public void ofClient(RoutingContext ctx) {
        own(ctx, new OfClient(ctx.pathParam("id")));
    }

    private void own(RoutingContext ctx, ReportSubject subject) {
        ReportScope scope;
        try {
            scope = new ReportScope(subject, instant(ctx, "from"), instant(ctx, "to"));
            requirePeriod(scope);
        } catch (RuntimeException wrong) {
            ctx.fail(wrong);
            return;
        }
        page(scope, null)
                .onSuccess(found -> found.ifPresentOrElse(
                        page -> send(ctx, 200, page),
                        () -> ctx.fail(ApiProblem.of(ProblemType.NOT_FOUND, unknown(subject))
                                .toException())))
                .onFailure(ctx::fail);
    }

    private static String unknown(ReportSubject subject) {
        return switch (subject) {
            case OfCampaign(String id) -> "there is no campaign " + id;
            case OfClient(String id) -> ClientScope.unknownClient(id);
        };
    }

    /** The page, empty where there is no such campaign or client. */
    private Future<Optional<String>> page(ReportScope scope, @Nullable Instant until) {
        return switch (scope.of()) {
            case OfCampaign(String id) ->
                reader.ofCampaign(id, scope).map(found -> found.map(report -> ReportPage.of(report, until)));
            case OfClient(String id) ->
                reader.ofClient(id, scope).map(found -> found.map(report -> ClientReportPage.of(report, until)));
        };
    }

    private static void requirePeriod(ReportScope scope) {
        if (scope.from() != null && scope.to() != null && !scope.from().isBefore(scope.to())) {
            throw ApiProblem.ofFields(
                            ProblemType.INVALID_PARAMETER,
                            List.of(FieldError.inParameter("to", "lies before from, or is the same: give a period")))
                    .toException();
        }
    }

    private static @Nullable Instant instant(RoutingContext ctx, String name) {
        String text = ctx.queryParam(name).stream().findFirst().orElse(null);
        try {
            return text == null ? null : Instants.parse(text);
        } catch (DateTimeException unreadable) {
            throw ApiProblem.ofFields(
                            ProblemType.INVALID_PARAMETER,
                            List.of(FieldError.inParameter(
                                    name, "give an ISO 8601 instant, such as 2026-11-01T00:00:00Z")))
                    .toException();
        }
    }

    private void shared(RoutingContext ctx) {
        open(ctx).onSuccess(page -> send(ctx, page.status(), page.html())).onFailure(failure -> {
            LOG.warn("report=shared not shown: {}", failure.toString());
            send(
                    ctx,
                    503,
                    ReportPage.saying("Not now", "The report cannot be read at the moment. Try again in a minute."));
        });
    }

    /** A page to send. */
    private record Shown(int status, String html) {}

    private Future<Shown> open(RoutingContext ctx) {
        return links.open(ctx.pathParam("token")).compose(opened -> switch (opened) {
            case Opened.Valid(var link) ->
                access.limiter().allows("report " + link.id())
                        ? page(link.scope(), link.expiresAt())
                                .map(found ->
                                        found.map(page -> new Shown(200, page)).orElseGet(() -> ended(410)))
                        : Future.succeededFuture(new Shown(
                                429,
                                ReportPage.saying("Too many at once", "Wait a minute, then open the link again.")));
            case Opened.Ended ended -> Future.succeededFuture(ended(410));
            case Opened.Unknown unknown ->
                Future.succeededFuture(
                        new Shown(
                                404,
                                ReportPage.saying(
                                        "No report here",
                                        "The link is not whole, or it was never made. Copy it again, or ask whoever sent it.")));
        });
    }

    private static Shown ended(int status) {
        return new Shown(
                status,
                ReportPage.saying(
                        "This link has ended", "Ask whoever sent it for a new one, if you still need the report."));
    }

    private static void send(RoutingContext ctx, int status, String page) {
        if (ctx.response().ended() || ctx.response().closed()) {
            return;
        }
        ctx.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "text/html; charset=utf-8")
                .putHeader("Cache-Control", "no-store, private")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("X-Robots-Tag", "noindex, nofollow, noarchive")
                .end(page);
    }
}
