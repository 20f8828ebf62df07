package dev.ratiofixer.http.report;

import dev.ratiofixer.access.Access;
import dev.ratiofixer.access.ReportLinks.Opened;
import dev.ratiofixer.access.ReportLinks.ReportScope;
import dev.ratiofixer.access.ReportLinks.ReportSubject.OfCampaign;
import dev.ratiofixer.access.ReportLinks.ReportSubject.OfClient;
import dev.ratiofixer.access.ReportLinks.ReportSubject;
import dev.ratiofixer.access.ReportLinks;
import dev.ratiofixer.campaign.CampaignView;
import dev.ratiofixer.campaign.SupervisorRequest.GetStatus;
import dev.ratiofixer.campaign.SupervisorRequest.NoSuchCampaign;
import dev.ratiofixer.campaign.query.CampaignFilter;
import dev.ratiofixer.campaign.query.CampaignQueries;
import dev.ratiofixer.campaign.query.ClientDirectory.Client;
import dev.ratiofixer.campaign.query.ClientDirectory;
import dev.ratiofixer.campaign.query.ExpectedSample;
import dev.ratiofixer.campaign.query.ListedCampaign.CampaignTotals;
import dev.ratiofixer.campaign.query.OrderFilter;
import dev.ratiofixer.campaign.query.OrderTrail;
import dev.ratiofixer.campaign.query.Page;
import dev.ratiofixer.campaign.query.PageRequest;
import dev.ratiofixer.campaign.query.SampleRange;
import dev.ratiofixer.http.Health.HealthReport;
import dev.ratiofixer.http.Health;
import dev.ratiofixer.http.api.ClientScope;
import dev.ratiofixer.http.api.CostOperation;
import dev.ratiofixer.http.api.CostOperation.EngagedViewCosts;
import dev.ratiofixer.http.api.EngineClient;
import dev.ratiofixer.http.api.Instants;
import dev.ratiofixer.http.problem.ApiProblem;
import dev.ratiofixer.http.problem.FieldError;
import dev.ratiofixer.http.problem.ProblemType;
import dev.ratiofixer.http.report.ClientReportPage.ClientReport;
import dev.ratiofixer.http.report.ReportPage.ReportAccess;
import dev.ratiofixer.http.report.ReportWords.ReportCsv;
import dev.ratiofixer.http.report.ReportWords.ReportFile;
import dev.ratiofixer.http.server.Routes;
import dev.ratiofixer.settings.PageLinks;
import dev.ratiofixer.smm.api.OrderView.OrderStatus;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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
        Routes.read(site, PageLinks.SHARED + ":token").handler(ctx -> shared(ctx, null));
        for (ReportFile file : ReportFile.values()) {
            Routes.read(site, PageLinks.SHARED + ":token/" + file.path()).handler(ctx -> shared(ctx, file));
        }
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
    private Future<Optional<String>> page(ReportScope scope, @Nullable ReportAccess link) {
        return switch (scope.of()) {
            case OfCampaign(String id) ->
                reader.ofCampaign(id, scope).map(found -> found.map(report -> ReportPage.of(report, link)));
            case OfClient(String id) ->
                reader.ofClient(id, scope).map(found -> found.map(report -> ClientReportPage.of(report, link)));
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

    /** @param file which of its files is asked for, {@code null} for the page */
    private void shared(RoutingContext ctx, @Nullable ReportFile file) {
        open(ctx, file)
                .onSuccess(shown -> {
                    if (shown.csv() == null) {
                        send(ctx, shown.status(), shown.html());
                    } else {
                        head(ctx, 200, "text/csv; charset=utf-8; header=present")
                                .putHeader(
                                        "Content-Disposition",
                                        "attachment; filename=\"" + Objects.requireNonNull(file).path() + '"')
                                .end(shown.csv());
                    }
                })
                .onFailure(failure -> {
                    LOG.warn("report=shared not shown: {}", failure.toString());
                    send(
                            ctx,
                            503,
                            ReportPage.saying(
                                    "Not now", "The report cannot be read at the moment. Try again in a minute."));
                });
    }

    /** What to send: a page, or a file of a report. */
    private record Shown(int status, String html, @Nullable Buffer csv) {
        Shown(int status, String html) {
            this(status, html, null);
        }
    }

    private Future<Shown> open(RoutingContext ctx, @Nullable ReportFile file) {
        String token = ctx.pathParam("token");
        return links.open(token).compose(opened -> switch (opened) {
            case Opened.Valid(var link) ->
                access.limiter().allows("report " + link.id())
                        ? shown(link.scope(), new ReportAccess(token, link.expiresAt()), file)
                                .map(found -> found.orElseGet(() -> ended(410)))
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

    private Future<Optional<Shown>> shown(ReportScope scope, ReportAccess link, @Nullable ReportFile file) {
        if (file == null) {
            return page(scope, link).map(found -> found.map(html -> new Shown(200, html)));
        }
        Future<Optional<Buffer>> csv =
                switch (scope.of()) {
                    case OfCampaign(String id) ->
                        reader.ofCampaign(id, scope).map(found -> found.map(report -> ReportCsv.of(file, report)));
                    case OfClient(String id) ->
                        reader.ofClient(id, scope).map(found -> found.map(report -> ReportCsv.of(file, report)));
                };
        return csv.map(found -> found.map(rows -> new Shown(200, "", rows)));
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
        head(ctx, status, "text/html; charset=utf-8").end(page);
    }

    private static HttpServerResponse head(RoutingContext ctx, int status, String type) {
        return ctx.response()
                .setStatusCode(status)
                .putHeader("Content-Type", type)
                .putHeader("Cache-Control", "no-store, private")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("X-Robots-Tag", "noindex, nofollow, noarchive");
    }

    /** Reads all that a report shows. */
    static final class ReportReader {
        private static final int POINTS = 200;
        private static final int ORDERS_A_PAGE = 500;
        private static final int MOST_ORDERS = 2_000;
        private static final int MOST_OF_CLIENT = 10_000;
        private static final int MOST_CAMPAIGNS = 500;
        /** What was really done: a client need not see what was only thought of. */
        private static final Set<OrderStatus> DONE = Set.of(OrderStatus.PENDING, OrderStatus.COMPLETED);

        private final EngineClient engine;
        private final CampaignQueries queries;
        private final ClientDirectory clients;
        private final HealthReport health;
        private final InstantSource clock;

        ReportReader(
                EngineClient engine,
                CampaignQueries queries,
                ClientDirectory clients,
                HealthReport health,
                InstantSource clock) {
            this.engine = engine;
            this.clients = clients;
            this.queries = queries;
            this.health = health;
            this.clock = clock;
        }

        /**
         * What a report shows.
         *
         * @param madeAt by the engine's clock
         * @param samples of the period, oldest first, thinned
         * @param orders all that were placed since the campaign began, oldest first: those of the period share effects
         *     with others
         * @param allOrders whether there are no more
         * @param engaged what engaged views of the orders cost
         * @param compared whether this installation may compare videos at all
         */
        record ReportContent(
                CampaignView campaign,
                Instant from,
                Instant to,
                Instant madeAt,
                List<ExpectedSample> samples,
                List<OrderTrail> orders,
                boolean allOrders,
                EngagedViewCosts engaged,
                boolean compared) {
            boolean within(Instant at) {
                return !at.isBefore(from) && at.isBefore(to);
            }
        }

        /** Reads a campaign's, empty if there is no such campaign. */
        Future<Optional<ReportContent>> ofCampaign(String campaignId, ReportScope scope) {
            return engine.status(new GetStatus(campaignId)).compose(found -> switch (found) {
                case CampaignView view -> report(view, scope).map(Optional::of);
                case NoSuchCampaign none -> Future.succeededFuture(Optional.empty());
            });
        }

        private Future<ReportContent> report(CampaignView view, ReportScope scope) {
            Instant now = clock.instant();
            Instant start = view.campaign().startedAt();
            Instant from = scope.from() == null || scope.from().isBefore(start) ? start : scope.from();
            Instant to = scope.to() == null || scope.to().isAfter(now) ? now : scope.to();
            String id = view.campaign().id();
            Future<Page<ExpectedSample>> samples =
                    queries.samples(id, new SampleRange(from, to, POINTS), new PageRequest(null, POINTS));
            Future<List<OrderTrail>> orders =
                    orders(new OrderFilter(DONE, id, null, null), MOST_ORDERS, null, new ArrayList<>());
            Future<EngagedViewCosts> engaged = orders.compose(placed -> CostOperation.engaged(engine, placed));
            Future<Health> state = health.report();
            return Future.all(samples, engaged, state)
                    .map(all -> new ReportContent(
                            view,
                            from,
                            to,
                            now,
                            samples.result().items().reversed(),
                            orders.result().reversed(),
                            orders.result().size() < MOST_ORDERS,
                            engaged.result(),
                            !state.result().compliance().equals("declined")));
        }

        /** Newest first, page by page. */
        private Future<List<OrderTrail>> orders(
                OrderFilter filter, int most, @Nullable String after, List<OrderTrail> found) {
            return queries.orders(filter, new PageRequest(after, ORDERS_A_PAGE)).compose(page -> {
                found.addAll(page.items());
                return page.next() == null || found.size() >= most
                        ? Future.succeededFuture(found)
                        : orders(filter, most, page.next(), found);
            });
        }

        /** Reads that of all campaigns that a client has now, empty if there is no such client. */
        Future<Optional<ClientReport>> ofClient(String clientId, ReportScope scope) {
            Instant now = clock.instant();
            return clients.find(clientId, now)
                    .compose(found -> found.isEmpty()
                            ? Future.succeededFuture(Optional.empty())
                            : clientReport(found.get().client(), scope, now).map(Optional::of));
        }

        private Future<ClientReport> clientReport(Client client, ReportScope scope, Instant now) {
            CampaignFilter filter = CampaignFilter.ALL.of(client.id());
            Instant to = scope.to() == null || scope.to().isAfter(now) ? now : scope.to();
            Future<List<CampaignView>> all = campaigns(filter, null, new ArrayList<>());
            Future<CampaignTotals> totals = queries.totals(filter);
            Future<List<OrderTrail>> orders = orders(
                    new OrderFilter(DONE, null, null, null, client.id()), MOST_OF_CLIENT, null, new ArrayList<>());
            Future<EngagedViewCosts> engaged = orders.compose(placed -> CostOperation.engaged(engine, placed));
            Future<Health> state = health.report();
            return Future.all(all, totals, engaged, state).map(read -> {
                Instant from = scope.from() == null ? earliest(all.result(), to) : scope.from();
                return new ClientReport(
                        client.name(),
                        from,
                        to,
                        now,
                        all.result().stream()
                                .filter(view -> underWay(view, from, to))
                                .limit(MOST_CAMPAIGNS)
                                .toList(),
                        all.result().size() <= MOST_CAMPAIGNS,
                        totals.result(),
                        orders.result().reversed(),
                        orders.result().size() < MOST_OF_CLIENT,
                        engaged.result(),
                        !state.result().compliance().equals("declined"));
            });
        }

        private Future<List<CampaignView>> campaigns(
                CampaignFilter filter, @Nullable String after, List<CampaignView> found) {
            return queries.campaigns(filter, new PageRequest(after, ORDERS_A_PAGE))
                    .compose(page -> {
                        page.items().forEach(listed -> found.add(listed.view()));
                        return page.next() == null || found.size() > MOST_CAMPAIGNS
                                ? Future.succeededFuture(found)
                                : campaigns(filter, page.next(), found);
                    });
        }

        private static boolean underWay(CampaignView view, Instant from, Instant to) {
            Instant stopped = view.snapshot().stoppedAt();
            return !view.campaign().startedAt().isAfter(to) && (stopped == null || !stopped.isBefore(from));
        }

        private static Instant earliest(List<CampaignView> campaigns, Instant otherwise) {
            return campaigns.stream()
                    .map(view -> view.campaign().startedAt())
                    .filter(started -> !started.isAfter(otherwise))
                    .min(Comparator.naturalOrder())
                    .orElse(otherwise);
        }
    }
}
