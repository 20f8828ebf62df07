package dev.ratiofixer.smm.execution.adbudget;

import dev.ratiofixer.google.ads.AdsCampaign;
import dev.ratiofixer.google.ads.AdsMetrics;
import dev.ratiofixer.google.ads.GoogleAdsClient;
import dev.ratiofixer.google.ads.GoogleAdsClient.Account;
import dev.ratiofixer.google.ads.GoogleAdsClient.Mutate;
import dev.ratiofixer.google.ads.GoogleAdsClient.Receipt;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.provider.FencingCheck;
import dev.ratiofixer.provider.ProviderException;
import dev.ratiofixer.smm.api.PromotionService.AdBudgetService;
import dev.ratiofixer.smm.execution.Placement;
import dev.ratiofixer.smm.order.OrderAction.DailyBudget;
import dev.ratiofixer.smm.order.OrderAction.SetDailyBudget;
import dev.ratiofixer.smm.policy.adbudget.AdsView;
import dev.ratiofixer.smm.policy.adbudget.AdsView.AdsFacts;
import dev.ratiofixer.smm.policy.adbudget.AdsView.AdsHour;
import io.vertx.core.Future;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Budgets at Google Ads. Every change is an absolute amount: it is read first, tried with {@code validateOnly}, made,
 * and read back. A doubtful outcome is read back before anything else is done.
 */
public final class AdBudgetExecutor {
    private static final Logger LOG = LoggerFactory.getLogger(AdBudgetExecutor.class);

    private final GoogleAdsClient ads;

    public AdBudgetExecutor(GoogleAdsClient ads) {
        this.ads = ads;
    }

    /** What the policy looks at; never fails. */
    public Future<AdsView> view(AdBudgetService service, Instant from, Instant to) {
        Account account = new Account(service.customerId(), service.managerId());
        return facts(account, service.adsCampaignId(), from, to)
                .<AdsView>map(AdsView.Known::new)
                .recover(cause -> Future.succeededFuture(
                        new AdsView.Unknown(ProviderException.of(cause).detail())));
    }

    /** The ads campaign with its hours of some days. */
    public Future<AdsFacts> facts(Account account, String campaignId, Instant from, Instant to) {
        return ads.campaign(account, campaignId).compose(campaign -> {
            ZoneId zone = zone(campaign.timeZone());
            LocalDate first = LocalDate.ofInstant(from, zone);
            LocalDate last = LocalDate.ofInstant(to, zone);
            return ads.hours(account, campaignId, first, last).map(hours -> {
                List<AdsHour> shown = hours.stream()
                        .map(hour -> new AdsHour(start(hour, zone), hour.costMicros(), hour.views()))
                        .toList();
                return new AdsFacts(budget(campaign), campaign.unchangeable().orElse(null), shown, zone);
            });
        });
    }

    private static Instant start(AdsMetrics hour, ZoneId zone) {
        return hour.date().atTime(hour.hour(), 0).atZone(zone).toInstant();
    }

    /** Brings the budget to the order's amount, if it is as it was when the order was decided. */
    public Future<Placement> place(SetDailyBudget order, FencingCheck gate) {
        return ads.campaign(account(order), order.adsCampaignId())
                .compose(
                        found -> {
                            Placement there = seen(order, found);
                            return there instanceof Placement.NotFound
                                    ? change(order, found, gate)
                                    : Future.succeededFuture(there);
                        },
                        cause -> Placement.notRead(cause, true));
    }

    /** Looks whether an attempt of unknown outcome has brought it there. */
    public Future<Placement> look(SetDailyBudget order) {
        return ads.campaign(account(order), order.adsCampaignId())
                .compose(found -> Future.succeededFuture(seen(order, found)), cause -> Placement.notRead(cause, false));
    }

    /** The owner's own budget is back, or somebody else's is there and was left. */
    public record Returned(String note, @Nullable String requestId) {}

    /** Gives the owner's own budget back; empty when it could not be done now. Leaves what somebody else has set. */
    public Future<Optional<Returned>> giveBack(SetDailyBudget order, FencingCheck gate) {
        DailyBudget own = own(order);
        Account account = account(order);
        return ads.campaign(account, order.adsCampaignId())
                .compose(found -> {
                    DailyBudget current = budget(found);
                    if (!current.equals(order.after())) {
                        return Future.succeededFuture(Optional.of(new Returned(
                                "the budget is " + current + " already: it was left as it is", found.requestId())));
                    }
                    return set(account, found, own, new Mutate.ValidateOnly())
                            .compose(valid -> set(account, found, own, new Mutate.Apply(gate)))
                            .compose(receipt -> confirmed(account, order.adsCampaignId(), own)
                                    .map(there -> there
                                            ? Optional.of(new Returned("back to " + own, receipt.requestId()))
                                            : Optional.<Returned>empty()));
                })
                .recover(cause -> {
                    LOG.warn(
                            "budget={} could not be given back: {}",
                            order.adsCampaignId(),
                            ProviderException.of(cause).detail());
                    return Future.succeededFuture(Optional.empty());
                });
    }

    /** What a budget that was found says of the order; {@code NotFound} when it is still the one before. */
    private static Placement seen(SetDailyBudget order, AdsCampaign found) {
        DailyBudget current = budget(found);
        Optional<String> unchangeable = found.unchangeable();
        if (unchangeable.isPresent()) {
            return new Placement.NotPlaced(unchangeable.get(), found.requestId());
        }
        if (current.equals(order.after())) {
            return new Placement.Placed(found.budget(), found.requestId(), "found at " + current);
        }
        return current.equals(order.before())
                ? new Placement.NotFound()
                : new Placement.NotPlaced(
                        "the budget is " + current + " and was " + order.before()
                                + " when this was decided: somebody else has changed it",
                        found.requestId());
    }

    private Future<Placement> change(SetDailyBudget order, AdsCampaign found, FencingCheck gate) {
        Account account = account(order);
        return set(account, found, order.after(), new Mutate.ValidateOnly())
                .compose(valid -> set(account, found, order.after(), new Mutate.Apply(gate)))
                .compose(
                        receipt -> confirmed(account, order.adsCampaignId(), order.after())
                                .map(there -> there
                                        ? new Placement.Placed(found.budget(), receipt.requestId(), "read back")
                                        : new Placement.Unknown(
                                                "the change is not to be seen yet", receipt.requestId())),
                        Placement::failed);
    }

    private Future<Receipt> set(Account account, AdsCampaign found, DailyBudget wanted, Mutate how) {
        boolean amount = wanted.serving() && wanted.daily().micros() != found.amountMicros();
        return amount
                ? ads.setBudget(account, found.budget(), wanted.daily().micros(), how)
                : ads.setServing(account, found.id(), wanted.serving(), how);
    }

    private Future<Boolean> confirmed(Account account, String campaignId, DailyBudget wanted) {
        return ads.campaign(account, campaignId)
                .map(found -> budget(found).equals(wanted))
                // It was changed; that it cannot be read back now leaves it in doubt.
                .otherwise(false);
    }

    /** The owner's own: a baseline of nothing was a paused campaign. */
    private static DailyBudget own(SetDailyBudget order) {
        return order.baseline().isPositive()
                ? new DailyBudget(order.baseline(), true)
                : new DailyBudget(order.after().daily(), false);
    }

    private static DailyBudget budget(AdsCampaign campaign) {
        return new DailyBudget(new Money(campaign.amountMicros(), campaign.currency()), campaign.enabled());
    }

    private static Account account(SetDailyBudget order) {
        return new Account(order.customerId(), order.managerId());
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException unknown) {
            return ZoneOffset.UTC;
        }
    }
}
