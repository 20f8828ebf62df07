package dev.ratiofixer.smm.execution.adbudget;

import dev.ratiofixer.google.ads.AdsAccountState.CurrencyRules;
import dev.ratiofixer.google.ads.AdsAccountState.Declarations;
import dev.ratiofixer.google.ads.AdsCampaign;
import dev.ratiofixer.google.ads.AdsRefusal;
import dev.ratiofixer.google.ads.GoogleAdsClient;
import dev.ratiofixer.google.ads.GoogleAdsClient.Account;
import dev.ratiofixer.google.ads.GoogleAdsClient.Mutate;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.provider.ProviderException;
import dev.ratiofixer.provider.ProviderFailure;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight;
import dev.ratiofixer.smm.policy.adbudget.PreflightFinding;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads an ads campaign and the rules of its account, and tries, without doing it, whether the owner's own budget could
 * be set. Changes nothing. A failed future is a failure that says nothing of the campaign; refusals are findings. On
 * the SMM verticle's context.
 */
final class AdsExaminer {
    private static final Duration RULES_KEPT = Duration.ofDays(1);

    private final GoogleAdsClient ads;
    private final InstantSource clock;
    private final Map<String, ReadRules> rules = new HashMap<>();
    private final Map<String, Long> learnedMinimums = new HashMap<>();

    private record ReadRules(CurrencyRules rules, Instant at) {}

    /** A campaign, and what stands in the way of changing its budget. */
    record Examined(AdsCampaign campaign, AdsPreflight preflight) {}

    AdsExaminer(GoogleAdsClient ads, InstantSource clock) {
        this.ads = ads;
        this.clock = clock;
    }

    /**
     * Reads the rest about a campaign that was just read.
     *
     * @param currency of the money that is to be moved
     */
    Future<Examined> examine(Account account, AdsCampaign found, String currency) {
        Future<Declarations> declared = ads.declarations(account);
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
            below.minimumMicros().ifPresent(micros -> learnedMinimums.put(currency, micros));
        }
    }

    private OptionalLong learned(String currency) {
        Long micros = learnedMinimums.get(currency);
        return micros == null ? OptionalLong.empty() : OptionalLong.of(micros);
    }

    private Future<CurrencyRules> rules(Account account, String currency) {
        ReadRules known = rules.get(currency);
        if (known != null && clock.instant().isBefore(known.at().plus(RULES_KEPT))) {
            return Future.succeededFuture(known.rules());
        }
        return ads.currency(account, currency)
                .onSuccess(read -> rules.put(currency, new ReadRules(read, clock.instant())));
    }
}
