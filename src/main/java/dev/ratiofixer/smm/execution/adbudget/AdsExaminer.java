package dev.ratiofixer.smm.execution.adbudget;

import dev.ratiofixer.google.ads.AdsAccountState.CurrencyRules;
import dev.ratiofixer.google.ads.AdsAccountState.Declarations;
import dev.ratiofixer.google.ads.AdsResponseParser.AdsRefusal;
import dev.ratiofixer.google.ads.GoogleAdsClient;
import dev.ratiofixer.google.ads.GoogleAdsClient.Account;
import dev.ratiofixer.google.ads.GoogleAdsClient.AdsCampaign;
import dev.ratiofixer.google.ads.GoogleAdsClient.AdsCampaign.BudgetPeriod;
import dev.ratiofixer.google.ads.GoogleAdsClient.Mutate;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.provider.ProviderFailure;
import dev.ratiofixer.provider.ProviderFailure.ProviderException;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight.BudgetRules;
import dev.ratiofixer.smm.policy.adbudget.PreflightFinding;
import dev.ratiofixer.smm.policy.adbudget.PreflightFinding.UndeclaredCampaign;
import io.vertx.core.Future;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads an ads campaign and the rules of its account, and tries, without doing it, whether the owner's own budget could
 * be set. Changes nothing. A failed future is a failure that says nothing of the campaign; refusals are findings. On
 * the SMM verticle's context.
 */
final class AdsExaminer {
    private static final Duration RULES_KEPT = Duration.ofDays(1);
    private static final Duration DECLARATIONS_KEPT = Duration.ofMinutes(10);

    private final GoogleAdsClient ads;
    private final InstantSource clock;
    private final ReadEarlier earlier;
    private final boolean lookOnly;

    /** What was read before, by currency and by account; of use to all purposes. */
    private record ReadEarlier(
            Map<String, TimedRules> rules,
            Map<String, TimedMinimum> minimums,
            Map<Account, TimedDeclarations> declarations) {}

    private record TimedMinimum(long micros, Instant at) {}

    private record TimedRules(CurrencyRules rules, Instant at) {}

    private record TimedDeclarations(Declarations declarations, Instant at) {}

    /** A campaign, and what stands in the way of changing its budget. */
    record Examined(AdsCampaign campaign, AdsPreflight preflight) {}

    /** One that only looks: the account's declarations may be some minutes old, as one account has many campaigns. */
    AdsExaminer(GoogleAdsClient ads, InstantSource clock) {
        this(ads, clock, new ReadEarlier(new HashMap<>(), new HashMap<>(), new HashMap<>()), true);
    }

    private AdsExaminer(GoogleAdsClient ads, InstantSource clock, ReadEarlier earlier, boolean lookOnly) {
        this.ads = ads;
        this.clock = clock;
        this.earlier = earlier;
        this.lookOnly = lookOnly;
    }

    /** Returns one for changes, which reads the account's declarations each time, through a client for that purpose. */
    AdsExaminer as(GoogleAdsClient changing) {
        return new AdsExaminer(changing, clock, earlier, false);
    }

    /**
     * Reads the rest about a campaign that was just read.
     *
     * @param currency of the money that is to be moved
     */
    Future<Examined> examine(Account account, AdsCampaign found, String currency) {
        Future<Declarations> declared = declarations(account);
        Future<CurrencyRules> payable = rules(account, found.currency());
        return Future.all(declared, payable)
                .map(both -> new Examined(
                        found,
                        AdsFindings.of(
                                account.customerId(),
                                found,
                                declared.result(),
                                payable.result(),
                                currency,
                                learned(found.currency()),
                                clock.instant())));
    }

    /** What the same looks like when the campaign itself cannot be read; fails for what says nothing of it. */
    Future<PreflightFinding> unreadable(Account account, String campaignId, Money own, Throwable cause) {
        return finding(account, campaignId, own, ProviderException.of(cause))
                .map(found -> found.orElseGet(() -> new PreflightFinding.Unreadable(
                        ProviderException.of(cause).detail())));
    }

    /** Why an amount could not be set, as far as a trial tells: one that passes proves nothing. */
    Future<Optional<PreflightFinding>> tryBudget(Account account, AdsCampaign campaign, Money own) {
        return tried(
                account,
                campaign.id(),
                own,
                ads.setBudget(account, campaign.budget().name(), own.micros(), new Mutate.ValidateOnly()));
    }

    /** Why a campaign could not be enabled, as far as a trial tells. */
    Future<Optional<PreflightFinding>> tryEnabling(Account account, AdsCampaign campaign, Money own) {
        return tried(
                account, campaign.id(), own, ads.setServing(account, campaign.id(), true, new Mutate.ValidateOnly()));
    }

    private Future<Optional<PreflightFinding>> tried(Account account, String campaignId, Money own, Future<?> trial) {
        return trial.map(passed -> Optional.<PreflightFinding>empty())
                .recover(cause -> finding(account, campaignId, own, ProviderException.of(cause))
                        .compose(found ->
                                found.isPresent() ? Future.succeededFuture(found) : Future.failedFuture(cause)));
    }

    /** What a refusal says, with the undeclared campaigns by name; empty for a failure that is no refusal. */
    Future<Optional<PreflightFinding>> finding(Account account, String campaignId, Money own, ProviderFailure failure) {
        Optional<AdsRefusal> refusal = AdsRefusal.of(failure);
        refusal.ifPresent(known -> learn(known, own.currency()));
        Future<Declarations> declared = refusal.filter(AdsRefusal.Undeclared.class::isInstance)
                .map(undeclared -> ads.declarations(account).otherwise(new Declarations(false, List.of())))
                .orElseGet(() -> Future.succeededFuture(new Declarations(false, List.of())));
        return declared.map(known -> AdsFindings.ofRefusal(failure, account.customerId(), campaignId, own, known));
    }

    private void learn(AdsRefusal refusal, String currency) {
        if (refusal instanceof AdsRefusal.BelowMinimum below) {
            below.perDayMicros()
                    .ifPresent(micros -> earlier.minimums().put(currency, new TimedMinimum(micros, clock.instant())));
        }
    }

    private OptionalLong learned(String currency) {
        TimedMinimum known = earlier.minimums().get(currency);
        return known == null || !clock.instant().isBefore(known.at().plus(RULES_KEPT))
                ? OptionalLong.empty()
                : OptionalLong.of(known.micros());
    }

    private Future<CurrencyRules> rules(Account account, String currency) {
        TimedRules known = earlier.rules().get(currency);
        if (known != null && clock.instant().isBefore(known.at().plus(RULES_KEPT))) {
            return Future.succeededFuture(known.rules());
        }
        return ads.currency(account, currency)
                .onSuccess(read -> earlier.rules().put(currency, new TimedRules(read, clock.instant())));
    }

    private Future<Declarations> declarations(Account account) {
        TimedDeclarations known = earlier.declarations().get(account);
        return lookOnly && known != null && clock.instant().isBefore(known.at().plus(DECLARATIONS_KEPT))
                ? Future.succeededFuture(known.declarations())
                : ads.declarations(account)
                        .onSuccess(read ->
                                earlier.declarations().put(account, new TimedDeclarations(read, clock.instant())));
    }

    /** Turns what Google Ads answers into what stands in the way of a change. Pure. */
    static final class AdsFindings {
        private AdsFindings() {}

        /**
         * Of a campaign and its account.
         *
         * @param serviceCurrency of the bounds that the engine keeps
         * @param learned a minimum that Google named in a refusal, where it does not tell it when asked
         */
        static AdsPreflight of(
                String customerId,
                AdsCampaign campaign,
                Declarations declarations,
                CurrencyRules rules,
                String serviceCurrency,
                OptionalLong learned,
                Instant now) {
            List<PreflightFinding> findings = new ArrayList<>();
            Optional<ZoneId> zone = zone(campaign.timeZone());
            if (!campaign.channelType().equals(AdsCampaign.DEMAND_GEN)) {
                findings.add(new PreflightFinding.NotDemandGen(campaign.id(), campaign.channelType()));
            }
            if (!campaign.currency().equals(serviceCurrency)) {
                findings.add(new PreflightFinding.OtherCurrency(serviceCurrency, campaign.currency()));
            }
            if (zone.isEmpty()) {
                findings.add(new PreflightFinding.UnknownTimeZone(customerId, campaign.timeZone()));
            }
            budget(campaign, findings);
            declarations(customerId, declarations, findings);
            Instant end = instant(campaign.serving().end(), zone);
            serving(campaign, instant(campaign.serving().start(), zone), end, now, findings);
            return new AdsPreflight(
                    findings,
                    rules(campaign.currency(), rules, learned),
                    end == null ? null : new PreflightFinding.EndsBeforeReturn(campaign.id(), end));
        }

        private static void budget(AdsCampaign campaign, List<PreflightFinding> findings) {
            AdsCampaign.Budget budget = campaign.budget();
            if (budget.period() == BudgetPeriod.TOTAL) {
                findings.add(new PreflightFinding.TotalBudget(campaign.id()));
            } else if (budget.period() == BudgetPeriod.UNKNOWN) {
                findings.add(new PreflightFinding.UnknownPeriod(campaign.id()));
            }
            if (budget.removed() && !campaign.removed()) {
                findings.add(new PreflightFinding.Removed(campaign.id()));
            }
            if (budget.shared() && budget.sharedWith() > 1) {
                findings.add(new PreflightFinding.SharedBudget(campaign.id(), budget.sharedWith()));
            }
        }

        private static void declarations(String customerId, Declarations declared, List<PreflightFinding> findings) {
            if (!declared.known()) {
                findings.add(new PreflightFinding.DeclarationsUntold());
            } else if (!declared.undeclared().isEmpty()) {
                findings.add(undeclared(customerId, declared));
            }
        }

        /** The campaigns by name, VIDEO ones with the advice where they can be declared. */
        static PreflightFinding undeclared(String customerId, Declarations declared) {
            return declared.undeclared().isEmpty()
                    ? new PreflightFinding.UndeclaredSomewhere(customerId)
                    : new PreflightFinding.Undeclared(
                            customerId,
                            declared.undeclared().stream()
                                    .map(one -> new UndeclaredCampaign(
                                            one.id(),
                                            one.name(),
                                            one.channelType().equals("VIDEO")))
                                    .toList());
        }

        /** One of these at most: each of them explains Google's primary status. */
        private static void serving(
                AdsCampaign campaign,
                @Nullable Instant start,
                @Nullable Instant end,
                Instant now,
                List<PreflightFinding> findings) {
            String status = campaign.serving().primaryStatus();
            if (campaign.removed()) {
                findings.add(new PreflightFinding.Removed(campaign.id()));
            } else if (status.equals("ENDED") || (end != null && !end.isAfter(now))) {
                findings.add(new PreflightFinding.CampaignEnded(campaign.id(), end));
            } else if (!campaign.enabled()) {
                findings.add(new PreflightFinding.Paused(campaign.id()));
            } else if (start != null && start.isAfter(now)) {
                findings.add(new PreflightFinding.NotStarted(campaign.id(), start));
            } else {
                List<String> others = campaign.serving().reasons().stream()
                        // More budget is what helps against this one.
                        .filter(reason -> !reason.equals("BUDGET_CONSTRAINED"))
                        .toList();
                switch (status) {
                    case "", "ELIGIBLE", "UNKNOWN", "UNSPECIFIED" -> {}
                    case "LIMITED", "LEARNING" -> {
                        if (!others.isEmpty()) {
                            findings.add(new PreflightFinding.NotServing(status, others));
                        }
                    }
                    default -> findings.add(new PreflightFinding.NotServing(status, others));
                }
            }
        }

        private static BudgetRules rules(String currency, CurrencyRules rules, OptionalLong learned) {
            OptionalLong minimum =
                    rules.demandGenMinimumMicros().isPresent() ? rules.demandGenMinimumMicros() : learned;
            return BudgetRules.of(
                    currency,
                    rules.unitMicros(),
                    minimum.isPresent() ? new Money(minimum.getAsLong(), currency) : null);
        }

        /**
         * What a refused trial of setting the owner's own amount again says; empty for a failure that is no refusal.
         */
        static Optional<PreflightFinding> ofRefusal(
                ProviderFailure failure, String customerId, String campaignId, Money own, Declarations declared) {
            Optional<PreflightFinding> known = AdsRefusal.of(failure).map(refusal -> switch (refusal) {
                case AdsRefusal.BelowMinimum below ->
                    new PreflightFinding.BelowMinimum(
                            own,
                            below.minimumMicros().isPresent()
                                    ? new Money(below.minimumMicros().getAsLong(), own.currency())
                                    : null);
                case AdsRefusal.Undeclared undeclared -> undeclared(customerId, declared);
                case AdsRefusal.TotalBudget total -> new PreflightFinding.TotalBudget(campaignId);
                case AdsRefusal.NotPayable coins -> new PreflightFinding.ReturnRefused(failure.detail());
                case AdsRefusal.Over over -> new PreflightFinding.CampaignEnded(campaignId, null);
                case AdsRefusal.NotPermitted denied -> new PreflightFinding.NotPermitted(customerId, denied.code());
                case AdsRefusal.UnknownField field -> new PreflightFinding.Unreadable(failure.detail());
            });
            return known.or(() -> failure instanceof ProviderFailure.Rejected refused
                    ? Optional.of(
                            refused.code().equals("NOT_FOUND")
                                    ? new PreflightFinding.CampaignMissing(customerId, campaignId)
                                    : new PreflightFinding.ReturnRefused(failure.detail()))
                    : Optional.empty());
        }

        /** The account's time zone; empty if this Java's tz database lacks it. */
        static Optional<ZoneId> zone(String name) {
            try {
                return Optional.of(ZoneId.of(name));
            } catch (DateTimeException unknown) {
                return Optional.empty();
            }
        }

        private static @Nullable Instant instant(@Nullable LocalDateTime local, Optional<ZoneId> zone) {
            return local == null || zone.isEmpty()
                    ? null
                    : local.atZone(zone.get()).toInstant();
        }
    }
}
