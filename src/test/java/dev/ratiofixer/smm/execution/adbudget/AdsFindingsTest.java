package dev.ratiofixer.smm.execution.adbudget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.google.ads.AdsAccountState.CurrencyRules;
import dev.ratiofixer.google.ads.AdsAccountState.Declarations;
import dev.ratiofixer.google.ads.AdsAccountState.UndeclaredCampaign;
import dev.ratiofixer.google.ads.GoogleAdsClient.AdsCampaign;
import dev.ratiofixer.google.ads.GoogleAdsClient.AdsCampaign.Budget;
import dev.ratiofixer.google.ads.GoogleAdsClient.AdsCampaign.BudgetPeriod;
import dev.ratiofixer.google.ads.GoogleAdsClient.AdsCampaign.Serving;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.provider.ProviderFailure;
import dev.ratiofixer.provider.ProviderFailure.Rejected;
import dev.ratiofixer.provider.ProviderFailure.RejectionDetails;
import dev.ratiofixer.smm.api.ServicePreflight.Item;
import dev.ratiofixer.smm.execution.adbudget.AdsExaminer.AdsFindings;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight;
import dev.ratiofixer.smm.policy.adbudget.PreflightFinding;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stands in the way of an ads campaign, one trouble at a time, and what people are told to do. */
class AdsFindingsTest {
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
    private static final Money OWN = Money.parse("8.00", "USD");

    private String status = "ENABLED";
    private String type = "DEMAND_GEN";
    private BudgetPeriod period = BudgetPeriod.DAILY;
    private boolean budgetRemoved;
    private long sharedWith = 1;

    @Nullable
    private LocalDateTime start;

    @Nullable
    private LocalDateTime end;

    private String primary = "ELIGIBLE";
    private List<String> reasons = List.of();
    private String currency = "USD";
    private String zone = "America/New_York";
    private Declarations declared = new Declarations(true, List.of());
    private long unit = 10_000;
    private OptionalLong minimum = OptionalLong.of(5_000_000);

    private AdsPreflight look() {
        AdsCampaign campaign = new AdsCampaign(
                "2301",
                status,
                type,
                new Budget("b", period, OWN.micros(), budgetRemoved, sharedWith > 1, sharedWith),
                new Serving(start, end, primary, reasons),
                currency,
                zone,
                null);
        return AdsFindings.of(
                "111",
                campaign,
                declared,
                new CurrencyRules(currency, unit, minimum),
                "USD",
                OptionalLong.of(6_000_000),
                NOW);
    }

    private void blocks(String name, String sentence) {
        Item item = look().blocking(OWN).orElseThrow().item();
        assertThat(item.name()).isEqualTo(name);
        assertThat(item.sentence()).contains(sentence);
        assertThat(item.remedy()).isNotBlank();
    }

    private void blocksRaise(String name, String sentence) {
        assertThat(look().blocking(OWN)).isEmpty();
        Item item = look().blockingRaise(OWN, NOW).orElseThrow().item();
        assertThat(item.name()).isEqualTo(name);
        assertThat(item.sentence()).contains(sentence);
        assertThat(item.remedy()).isNotBlank();
    }

    @Test
    void nothingStandsInTheWayOfASoundOne() {
        assertThat(look().of(OWN)).isEmpty();
        assertThat(look().blockingRaise(OWN, NOW)).isEmpty();
    }

    @Test
    void namesWhatIsWrongWithTheCampaign() {
        type = "VIDEO";
        blocks("not_demand_gen", "no Demand Gen campaign");
        type = "DEMAND_GEN";
        status = "REMOVED";
        blocks("ads_campaign_removed", "set the service to another");
        status = "ENABLED";
        end = LocalDateTime.parse("2026-11-30T06:59:59");
        blocks("ads_campaign_ended", "later end date");
        end = LocalDateTime.parse("2026-11-30T07:00:01");
        assertThat(look().blocking(OWN)).as("the account's own time counts").isEmpty();
        assertThat(look().blockingRaise(OWN, NOW.plusSeconds(2))
                        .orElseThrow()
                        .item()
                        .name())
                .isEqualTo("ends_before_return");
    }

    @Test
    void namesWhatIsWrongWithTheBudget() {
        period = BudgetPeriod.TOTAL;
        blocks("total_budget", "change the total by hand");
        period = BudgetPeriod.UNKNOWN;
        blocks("unknown_budget_period", "daily budget");
        period = BudgetPeriod.DAILY;
        budgetRemoved = true;
        blocks("ads_campaign_removed", "budget was removed");
        budgetRemoved = false;
        sharedWith = 3;
        blocks("shared_budget", "shared by 3 campaigns");
    }

    @Test
    void namesTheUndeclaredCampaignsOfTheWholeAccountAndWhereToDeclareThem() {
        declared = new Declarations(true, List.of(new UndeclaredCampaign("5", "Spring", "SEARCH")));
        blocks("eu_political_declaration_missing", "5 \"Spring\"");
        assertThat(look().blocking(OWN).orElseThrow().item().remedy())
                .contains("Ratio Fixer never declares")
                .doesNotContain("website");

        declared = new Declarations(
                true,
                List.of(
                        new UndeclaredCampaign("5", "Spring", "SEARCH"),
                        new UndeclaredCampaign("6", "Old film", "VIDEO")));
        blocks("eu_political_declaration_missing", "2 campaigns");
        blocks("eu_political_declaration_missing", "on the Google Ads website only");

        declared = new Declarations(false, List.of());
        assertThat(look().blocking(OWN)).isEmpty();
        assertThat(look().of(OWN).getFirst().item().name()).isEqualTo("eu_political_declaration_unknown");
    }

    @Test
    void holdsTheOwnersAmountAgainstTheRulesOfTheDay() {
        minimum = OptionalLong.of(8_000_001);
        blocks("below_demand_gen_minimum", "once changed, it could not be set again");
        minimum = OptionalLong.empty();
        assertThat(look().rules().minimum()).as("learned from a refusal").isEqualTo(Money.parse("6.00", "USD"));
        unit = 3_000_000;
        blocks("not_a_billable_amount", "3.00 USD");
    }

    @Test
    void aUnitThatIsCoarserThanTheCurrencysCoinCounts() {
        currency = "JPY";
        unit = 1_000_000;
        assertThat(look().rules().unit()).isEqualTo(new Money(1_000_000, "JPY"));
        unit = 10_000;
        assertThat(look().rules().unit()).as("a yen has no hundredths").isEqualTo(new Money(1_000_000, "JPY"));
        blocks("other_currency", "bounds in JPY");
    }

    @Test
    void takesNoTimeZoneForAnother() {
        zone = "Mars/Olympus";
        blocks("unknown_time_zone", "Mars/Olympus");
    }

    @ParameterizedTest
    @CsvSource({
        "PAUSED, PAUSED, CAMPAIGN_PAUSED, ads_campaign_paused",
        "ENABLED, NOT_ELIGIBLE, HAS_ADS_DISAPPROVED, not_serving",
        "ENABLED, MISCONFIGURED, BIDDING_STRATEGY_MISCONFIGURED, not_serving",
        "ENABLED, PENDING, MOST_ADS_UNDER_REVIEW, not_serving",
    })
    void saysWhyMoneyIsNotSpentBeforeMoreIsAdded(String on, String google, String reason, String name) {
        status = on;
        primary = google;
        reasons = List.of(reason);
        blocksRaise(name, "");
    }

    @Test
    void waitsForItsStart() {
        start = LocalDateTime.parse("2026-11-30T07:00:01");
        blocksRaise("ads_campaign_not_started", "starts at");
    }

    @Test
    void moreBudgetIsWhatABudgetThatIsTooSmallNeeds() {
        primary = "LIMITED";
        reasons = List.of("BUDGET_CONSTRAINED");
        assertThat(look().of(OWN)).isEmpty();
        reasons = List.of("BUDGET_CONSTRAINED", "HAS_ADS_LIMITED_BY_POLICY");
        assertThat(look().blockingRaise(OWN, NOW)).isEmpty();
        assertThat(look().of(OWN).getFirst().item().detail())
                .contains("limited")
                .contains("has ads limited by policy");
    }

    @ParameterizedTest
    @CsvSource({
        "BUDGET_BELOW_PER_DAY_MINIMUM, below_demand_gen_minimum",
        "BUDGET_BELOW_DAILY_MINIMUM, below_demand_gen_minimum",
        "EU_POLITICAL_ADVERTISING_DECLARATION_REQUIRED, eu_political_declaration_missing",
        "BUDGET_AMOUNT_MUST_BE_UNSET_FOR_CUSTOM_BUDGET_PERIOD, total_budget",
        "CAMPAIGN_BUDGET_REMOVED, ads_campaign_ended",
        "USER_PERMISSION_DENIED, not_permitted",
        "ACTION_NOT_PERMITTED_FOR_SUSPENDED_ACCOUNT, not_permitted",
        "NOT_FOUND, ads_campaign_missing",
        "MONEY_AMOUNT_TOO_LARGE, return_refused",
    })
    void readsARefusedTrial(String code, String name) {
        Rejected refused = new Rejected(code, "Google Ads answers 400 " + code, null);
        PreflightFinding finding = AdsFindings.ofRefusal(
                        refused, "111", "2301", OWN, new Declarations(false, List.of()))
                .orElseThrow();
        assertThat(finding.item().name()).isEqualTo(name);
        assertThat(finding.item().remedy()).isNotBlank();
    }

    @Test
    void readsTheMinimumFromARefusalsDetails() {
        Rejected refused = new Rejected(
                "BUDGET_BELOW_PER_DAY_MINIMUM",
                "no",
                "",
                null,
                new RejectionDetails(
                        List.of("BUDGET_BELOW_PER_DAY_MINIMUM", "INVALID_ARGUMENT"),
                        Map.of("budgetPerDayMinimumMicros", "5000000", "minimumBudgetAmountMicros", "10000000")));
        assertThat(AdsFindings.ofRefusal(refused, "111", "2301", OWN, new Declarations(false, List.of())))
                .contains(new PreflightFinding.BelowMinimum(OWN, Money.parse("10.00", "USD")));
    }

    @Test
    void whatIsNoRefusalSaysNothingOfTheCampaign() {
        assertThat(AdsFindings.ofRefusal(
                        new ProviderFailure.Unreachable("away"),
                        "111",
                        "2301",
                        OWN,
                        new Declarations(false, List.of())))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"XCG, 10000", "QQQ, 1000000", "AAA, 1", "XAU, 1", "KWD, 10000", "CLF, 1000000"})
    void aCurrencyThatThisJavaDoesNotKnowIsToldAndFailsNothing(String of, long billed) {
        currency = of;
        unit = billed;
        minimum = OptionalLong.empty();
        assertThat(look().of(OWN)).anyMatch(PreflightFinding.OtherCurrency.class::isInstance);
    }

    @ParameterizedTest
    @CsvSource({"''", "Mars/Olympus", "America/Coyhaique2", "' '", "GMT+25"})
    void aZoneThatIsNoneIsToldAndNoOtherTaken(String of) {
        zone = of;
        end = LocalDateTime.parse("2026-11-30T13:00");
        assertThat(look().findings())
                .anyMatch(PreflightFinding.UnknownTimeZone.class::isInstance)
                .noneMatch(PreflightFinding.EndsBeforeReturn.class::isInstance);
    }
}
