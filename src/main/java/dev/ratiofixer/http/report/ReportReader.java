package dev.ratiofixer.http.report;

import dev.ratiofixer.access.ReportLinks.ReportScope;
import dev.ratiofixer.campaign.CampaignView;
import dev.ratiofixer.campaign.SupervisorRequest.GetStatus;
import dev.ratiofixer.campaign.SupervisorRequest.NoSuchCampaign;
import dev.ratiofixer.campaign.query.CampaignFilter;
import dev.ratiofixer.campaign.query.CampaignQueries;
import dev.ratiofixer.campaign.query.ClientDirectory;
import dev.ratiofixer.campaign.query.ClientDirectory.Client;
import dev.ratiofixer.campaign.query.ExpectedSample;
import dev.ratiofixer.campaign.query.ListedCampaign.CampaignTotals;
import dev.ratiofixer.campaign.query.OrderFilter;
import dev.ratiofixer.campaign.query.OrderTrail;
import dev.ratiofixer.campaign.query.Page;
import dev.ratiofixer.campaign.query.PageRequest;
import dev.ratiofixer.campaign.query.SampleRange;
import dev.ratiofixer.http.Health;
import dev.ratiofixer.http.HealthReport;
import dev.ratiofixer.http.api.EngineClient;
import dev.ratiofixer.http.report.ClientReportPage.ClientReport;
import dev.ratiofixer.smm.api.OrderStatus;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads all that a report shows. */
final class ReportReader {
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
     * @param orders all that were placed since the campaign began, oldest first: those of the period share effects with
     *     others
     * @param allOrders whether there are no more
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
        Future<Health> state = health.report();
        return Future.all(samples, orders, state)
                .map(all -> new ReportContent(
                        view,
                        from,
                        to,
                        now,
                        samples.result().items().reversed(),
                        orders.result().reversed(),
                        orders.result().size() < MOST_ORDERS,
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
        Future<List<OrderTrail>> orders =
                orders(new OrderFilter(DONE, null, null, null, client.id()), MOST_OF_CLIENT, null, new ArrayList<>());
        Future<Health> state = health.report();
        return Future.all(all, totals, orders, state).map(read -> {
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
                    !state.result().compliance().equals("declined"));
        });
    }

    private Future<List<CampaignView>> campaigns(
            CampaignFilter filter, @Nullable String after, List<CampaignView> found) {
        return queries.campaigns(filter, new PageRequest(after, ORDERS_A_PAGE)).compose(page -> {
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
