package dev.ratiofixer.smm.execution.adbudget;

import dev.ratiofixer.google.ads.AdsMetrics;
import dev.ratiofixer.google.ads.GoogleAdsClient;
import dev.ratiofixer.google.ads.GoogleAdsClient.Account;
import dev.ratiofixer.google.ads.GoogleAdsClient.AdsCampaign;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.provider.ProviderFailure.ProviderException;
import dev.ratiofixer.smm.api.PreflightLedger;
import dev.ratiofixer.smm.api.PromotionRequest.Prerequisite;
import dev.ratiofixer.smm.api.PromotionRequest.PromotionHealth.ServicePart;
import dev.ratiofixer.smm.api.PromotionService.AdBudgetService;
import dev.ratiofixer.smm.api.ServicePreflight;
import dev.ratiofixer.smm.api.ServicePreflight.Item;
import dev.ratiofixer.smm.api.SmmSettings;
import dev.ratiofixer.smm.execution.ProviderClients.ProviderStatus;
import dev.ratiofixer.smm.execution.adbudget.AdsExaminer.AdsFindings;
import dev.ratiofixer.smm.execution.adbudget.AdsExaminer.Examined;
import dev.ratiofixer.smm.execution.adbudget.BudgetReturn.BudgetSight;
import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.smm.order.OrderAction.DailyBudget;
import dev.ratiofixer.smm.order.OrderAction.SetDailyBudget;
import dev.ratiofixer.smm.order.OrderLedger;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight.AdsView;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight.AdsView.AdsFacts;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight.AdsView.AdsHour;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight.PaidNetworks;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight.PaidNetworks.NetworkTotals;
import dev.ratiofixer.smm.policy.adbudget.PreflightFinding;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at each ads service's campaign and account: once a day, when an order is considered, and when one is placed.
 * The result is kept for all nodes. When an order is considered the policy sees it, with the hours of the ads report.
 * On the SMM verticle's context.
 */
public final class ServicePreflights {
    private static final Logger LOG = LoggerFactory.getLogger(ServicePreflights.class);
    private static final Duration EVERY = Duration.ofDays(1);
    /** A check list that is asked for again and again does not ask Google each time. */
    private static final Duration FRESH = Duration.ofMinutes(10);

    private static final int SHOWN = 3;

    private final GoogleAdsClient ads;
    private final AdsExaminer examiner;
    private final PreflightLedger results;
    private final OrderLedger orders;
    private final InstantSource clock;
    private final Supplier<SmmSettings> settings;
    private final Map<String, ServicePreflight> known = new HashMap<>();

    ServicePreflights(
            GoogleAdsClient ads,
            AdsExaminer examiner,
            PreflightLedger results,
            OrderLedger orders,
            InstantSource clock,
            Supplier<SmmSettings> settings) {
        this.ads = ads;
        this.examiner = examiner;
        this.results = results;
        this.orders = orders;
        this.clock = clock;
        this.settings = settings;
    }

    /** The last look at a service, of whichever node; empty if there was none at its campaign. */
    public Optional<ServicePreflight> of(AdBudgetService service) {
        return Optional.ofNullable(known.get(service.id()))
                .filter(result -> result.target().equals(target(service)));
    }

    /** Takes over what other nodes have found, and makes the looks that are due. */
    public Future<Void> refresh() {
        return results.find()
                .compose(found -> {
                    found.forEach(this::takeOver);
                    return results.claimDue(targets(), clock.instant(), EVERY);
                })
                .compose(this::lookAtAll);
    }

    private void takeOver(ServicePreflight result) {
        ServicePreflight own = known.get(result.serviceId());
        if (own == null || own.at().isBefore(result.at())) {
            known.put(result.serviceId(), result);
        }
    }

    private Future<Void> lookAtAll(Set<String> due) {
        if (due.isEmpty()) {
            return Future.succeededFuture();
        }
        return orders.openCosts().compose(open -> {
            Future<Void> looks = Future.succeededFuture();
            for (AdBudgetService service : services()) {
                if (due.contains(service.id())) {
                    looks = looks.compose(done -> daily(service, open));
                }
            }
            return looks;
        });
    }

    /** With a trial of setting the owner's own amount, which tells what no field does. Never fails. */
    private Future<Void> daily(AdBudgetService service, List<Order> open) {
        Account account = account(service);
        return look(service)
                .compose(examined -> {
                    Money own = own(service, open)
                            .orElseGet(() ->
                                    BudgetSight.budget(examined.campaign()).daily());
                    keep(service.id(), account, examined, own);
                    return examined.preflight().blocking(own).isPresent()
                            ? Future.succeededFuture(Optional.<PreflightFinding>empty())
                            : examiner.tryBudget(account, examined.campaign(), own)
                                    .onSuccess(refused -> refused.ifPresent(
                                            finding -> keep(service, account, examined, own, finding)));
                })
                .<Void>mapEmpty()
                .recover(cause -> {
                    LOG.warn(
                            "service={} its ads campaign could not be looked at: {}",
                            service.id(),
                            ProviderException.of(cause).detail());
                    return Future.succeededFuture();
                });
    }

    /** Reads the service's campaign and account. What is found is kept; a refusal, too, which fails the future. */
    Future<Examined> look(AdBudgetService service) {
        Account account = account(service);
        return ads.campaign(account, service.adsCampaignId())
                .compose(found ->
                        examiner.examine(account, found, service.maxDaily().currency()))
                .onSuccess(examined -> keep(
                        service.id(),
                        account,
                        examined,
                        BudgetSight.budget(examined.campaign()).effective()))
                .recover(cause -> examiner.unreadable(account, service.adsCampaignId(), service.minDaily(), cause)
                        .compose(finding -> {
                            keep(service.id(), target(service), List.of(finding));
                            return Future.failedFuture(cause);
                        }));
    }

    /** What the policy looks at, the preflight included; never fails. */
    public Future<AdsView> view(AdBudgetService service, Instant from, Instant to) {
        return look(service)
                .compose(examined -> facts(account(service), examined, from, to))
                .<AdsView>map(AdsView.Known::new)
                .recover(cause -> Future.succeededFuture(
                        new AdsView.Unknown(ProviderException.of(cause).detail())));
    }

    /** Of a campaign that must not be changed, its hours are not asked for. */
    private Future<AdsFacts> facts(Account account, Examined examined, Instant from, Instant to) {
        AdsCampaign campaign = examined.campaign();
        DailyBudget budget = BudgetSight.budget(campaign);
        Optional<ZoneId> zone = AdsFindings.zone(campaign.timeZone());
        boolean blocked = examined.preflight().blocking(budget.effective()).isPresent();
        return blocked || zone.isEmpty()
                ? Future.succeededFuture(
                        new AdsFacts(budget, examined.preflight(), List.of(), zone.orElse(ZoneOffset.UTC)))
                : hours(account, campaign.id(), zone.get(), from, to)
                        .map(hours -> new AdsFacts(budget, examined.preflight(), hours, zone.get()));
    }

    /** What the campaign did by the hour, oldest first, on all networks together and on each. */
    Future<List<AdsHour>> hours(Account account, String campaignId, ZoneId zone, Instant from, Instant to) {
        return ads.hours(account, campaignId, LocalDate.ofInstant(from, zone), LocalDate.ofInstant(to, zone))
                .map(lines -> {
                    NavigableMap<Instant, PaidNetworks> hours = new TreeMap<>();
                    lines.forEach(line -> hours.merge(start(line, zone), networks(line), PaidNetworks::plus));
                    return hours.entrySet().stream()
                            .map(hour -> new AdsHour(
                                    hour.getKey(),
                                    hour.getValue().total().costMicros(),
                                    hour.getValue().total().views(),
                                    hour.getValue()))
                            .toList();
                });
    }

    private static PaidNetworks networks(AdsMetrics line) {
        NetworkTotals figures = new NetworkTotals(line.costMicros(), line.impressions(), line.views());
        return switch (line.network()) {
            case IN_STREAM -> new PaidNetworks(figures, NetworkTotals.NONE, NetworkTotals.NONE, NetworkTotals.NONE);
            case IN_FEED -> new PaidNetworks(NetworkTotals.NONE, figures, NetworkTotals.NONE, NetworkTotals.NONE);
            case SHORTS -> new PaidNetworks(NetworkTotals.NONE, NetworkTotals.NONE, figures, NetworkTotals.NONE);
            case OTHER -> new PaidNetworks(NetworkTotals.NONE, NetworkTotals.NONE, NetworkTotals.NONE, figures);
        };
    }

    private static Instant start(AdsMetrics hour, ZoneId zone) {
        return hour.date().atTime(hour.hour(), 0).atZone(zone).toInstant();
    }

    /** Keeps what was found, for an owner's own amount. */
    void keep(String serviceId, Account account, Examined examined, Money own) {
        keep(
                serviceId,
                account.customerId() + "/" + examined.campaign().id(),
                examined.preflight().of(own));
    }

    private void keep(
            AdBudgetService service, Account account, Examined examined, Money own, PreflightFinding refused) {
        List<PreflightFinding> all = new ArrayList<>(examined.preflight().of(own));
        all.add(refused);
        keep(service.id(), account.customerId() + "/" + examined.campaign().id(), all);
    }

    private void keep(String serviceId, String target, List<PreflightFinding> findings) {
        List<Item> items = findings.stream().map(PreflightFinding::item).toList();
        ServicePreflight before = known.get(serviceId);
        ServicePreflight result = new ServicePreflight(serviceId, target, clock.instant(), items);
        known.put(serviceId, result);
        if (before == null || !before.items().equals(items)) {
            items.forEach(item -> LOG.warn(
                    "service={} preflight={} severity={}: {}",
                    serviceId,
                    item.name(),
                    item.severity(),
                    item.sentence()));
        }
        results.save(result)
                .onFailure(cause ->
                        LOG.warn("service={} its preflight could not be kept: {}", serviceId, cause.toString()));
    }

    /** The line of the check list before a start: the last look if it is fresh, else one of now. Never fails. */
    public Future<Prerequisite> prerequisite(AdBudgetService service, String field) {
        Optional<ServicePreflight> fresh = of(service)
                .filter(result -> clock.instant().isBefore(result.at().plus(FRESH)));
        return fresh.isPresent()
                ? Future.succeededFuture(line(service, field))
                : look(service).map(looked -> line(service, field)).otherwise(cause -> line(service, field));
    }

    private Prerequisite line(AdBudgetService service, String field) {
        Optional<Item> blocking = of(service).flatMap(ServicePreflight::blocking);
        String detail = blocking.map(Item::sentence)
                .orElseGet(() -> of(service)
                        .filter(result -> !result.items().isEmpty())
                        .map(result -> sentences(result.items()))
                        .orElse("the budget of ads campaign " + service.adsCampaignId() + " can be changed"));
        boolean wrong = blocking.filter(item -> PreflightFinding.MISCONFIGURATIONS.contains(item.name()))
                .isPresent();
        return new Prerequisite("ads_campaign_ready", field, blocking.isEmpty(), wrong, detail);
    }

    /** What stands in the way of the services, for health. */
    ServicePart health() {
        List<String> blocked = services().stream()
                .flatMap(service -> of(service)
                        .flatMap(ServicePreflight::blocking)
                        .map(item -> service.name() + " (service " + service.id() + "): " + item.detail())
                        .stream())
                .toList();
        if (blocked.isEmpty()) {
            long seen = services().stream()
                    .filter(service -> of(service).isPresent())
                    .count();
            return ProviderStatus.healthy(
                    "ads_services",
                    "the ads campaigns of " + seen + " of " + services().size()
                            + " services were looked at, and nothing stands in the way of changing their budgets");
        }
        String more = blocked.size() > SHOWN ? " and " + (blocked.size() - SHOWN) + " more" : "";
        String remedies = services().stream()
                .flatMap(service -> of(service).flatMap(ServicePreflight::blocking).stream())
                .map(Item::remedy)
                .distinct()
                .limit(SHOWN)
                .collect(Collectors.joining("; "));
        String named = blocked.stream().limit(SHOWN).collect(Collectors.joining("; "));
        return ProviderStatus.unhealthy("ads_services", named + more, remedies);
    }

    private List<AdBudgetService> services() {
        return settings.get().services().stream()
                .filter(AdBudgetService.class::isInstance)
                .map(AdBudgetService.class::cast)
                .toList();
    }

    private Map<String, String> targets() {
        return services().stream().collect(Collectors.toMap(AdBudgetService::id, ServicePreflights::target));
    }

    private static String target(AdBudgetService service) {
        return service.customerId() + "/" + service.adsCampaignId();
    }

    private static Account account(AdBudgetService service) {
        return new Account(service.customerId(), service.managerId());
    }

    /** The owner's own amount while an order's is in force. */
    private static Optional<Money> own(AdBudgetService service, List<Order> open) {
        return open.stream()
                .filter(Order.Pending.class::isInstance)
                .filter(order -> order.terms().serviceId().equals(service.id()))
                .filter(order -> ((Order.Pending) order).endedAt() == null)
                .map(order -> order.terms().action())
                .filter(SetDailyBudget.class::isInstance)
                .map(action -> ((SetDailyBudget) action).baseline())
                .findFirst();
    }

    private static String sentences(List<Item> items) {
        return items.stream().map(Item::sentence).collect(Collectors.joining("; "));
    }
}
