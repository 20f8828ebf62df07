package dev.ratiofixer.smm.policy.adbudget;

import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.ServicePreflight.Severity;
import dev.ratiofixer.smm.policy.adbudget.PreflightFinding.EndsBeforeReturn;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an ads campaign and its account before its budget is changed. Nothing is changed that could not be
 * changed back.
 *
 * @param findings of the campaign and the account, whatever the amount
 * @param rules what amounts the account takes
 * @param ends what is to be said of a budget that would go back after the campaign's end, {@code null} for no end
 */
public record AdsPreflight(
        List<PreflightFinding> findings,
        BudgetRules rules,
        @Nullable EndsBeforeReturn ends) {
    public AdsPreflight {
        findings = List.copyOf(findings);
    }

    /** Of a campaign that nothing is known against, in a currency of hundredths. */
    public static AdsPreflight clear(String currency) {
        return new AdsPreflight(List.of(), BudgetRules.ofCurrency(currency), null);
    }

    /** All findings, for an owner's own amount. */
    public List<PreflightFinding> of(Money own) {
        return Stream.concat(findings.stream(), rules.against(own).stream()).toList();
    }

    /** The first reason for which nothing is changed, for an owner's own amount. */
    public Optional<PreflightFinding> blocking(Money own) {
        return of(own).stream()
                .filter(finding -> finding.severity() == Severity.BLOCKS_CHANGE)
                .findFirst();
    }

    /**
     * The first reason for which nothing is raised.
     *
     * @param back when the raised budget would go back
     */
    public Optional<PreflightFinding> blockingRaise(Money own, Instant back) {
        Stream<PreflightFinding> late = ends == null || !ends.at().isBefore(back) ? Stream.empty() : Stream.of(ends);
        return Stream.concat(of(own).stream(), late)
                .filter(finding -> finding.severity() != Severity.NOTICE)
                .findFirst();
    }
}
