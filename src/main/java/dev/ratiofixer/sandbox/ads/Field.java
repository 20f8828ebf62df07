package dev.ratiofixer.sandbox.ads;

import dev.ratiofixer.sandbox.world.AdAccount;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The fields that can be asked for. */
enum Field {
    CAMPAIGN_RESOURCE_NAME("campaign.resource_name"),
    CAMPAIGN_ID("campaign.id"),
    CAMPAIGN_NAME("campaign.name"),
    CAMPAIGN_STATUS("campaign.status"),
    CAMPAIGN_TYPE("campaign.advertising_channel_type"),
    CAMPAIGN_BUDGET("campaign.campaign_budget"),
    CAMPAIGN_START("campaign.start_date_time", 23),
    CAMPAIGN_END("campaign.end_date_time", 23),
    CAMPAIGN_PRIMARY_STATUS("campaign.primary_status"),
    CAMPAIGN_PRIMARY_STATUS_REASONS("campaign.primary_status_reasons"),
    CAMPAIGN_DECLARATION("campaign.contains_eu_political_advertising"),
    CAMPAIGN_DECLARATION_MISSING("campaign.missing_eu_political_advertising_declaration", 22),
    BUDGET_RESOURCE_NAME("campaign_budget.resource_name"),
    BUDGET_ID("campaign_budget.id"),
    BUDGET_AMOUNT("campaign_budget.amount_micros"),
    BUDGET_TOTAL("campaign_budget.total_amount_micros"),
    BUDGET_SHARED("campaign_budget.explicitly_shared"),
    BUDGET_REFERENCES("campaign_budget.reference_count"),
    BUDGET_PERIOD("campaign_budget.period"),
    BUDGET_STATUS("campaign_budget.status"),
    CUSTOMER_ID("customer.id"),
    CUSTOMER_CURRENCY("customer.currency_code"),
    CUSTOMER_ZONE("customer.time_zone"),
    CURRENCY_CODE("currency_constant.code"),
    CURRENCY_UNIT("currency_constant.billable_unit_micros"),
    CURRENCY_MINIMUM("currency_constant.demand_gen_info.minimum_budget_per_day_micros", 26),
    COST("metrics.cost_micros"),
    IMPRESSIONS("metrics.impressions"),
    VIEWS("metrics.video_trueview_views"),
    AVERAGE_CPV("metrics.trueview_average_cpv"),
    DATE("segments.date"),
    HOUR("segments.hour"),
    NETWORK("segments.ad_network_type"),
    SUB_NETWORK("segments.ad_sub_network_type", 22);

    private final String path;
    private final int since;

    Field(String path) {
        this(path, 0);
    }

    /** @param since the version of the API that brought it */
    Field(String path, int since) {
        this.path = path;
        this.since = since;
    }

    static Optional<Field> of(String path) {
        return Arrays.stream(values()).filter(field -> field.path.equals(path)).findFirst();
    }

    /** Whether a version of the API has it. */
    boolean isIn(int version) {
        return since <= version;
    }

    String path() {
        return path;
    }

    boolean metric() {
        return path.startsWith("metrics.");
    }

    /**
     * Its value in a row; a {@link Long} is written as a string, as Google writes 64-bit numbers. {@code null} for what
     * has none, and for a flag that is not set, which Google leaves out.
     */
    @Nullable
    Object value(Row row) {
        return switch (this) {
            case CAMPAIGN_RESOURCE_NAME -> Names.campaign(row.campaign().id());
            case CAMPAIGN_ID -> row.campaign().id();
            case CAMPAIGN_NAME -> row.campaign().name();
            case CAMPAIGN_STATUS -> AdCampaignStatus.status(row);
            case CAMPAIGN_START -> AdCampaignStatus.start(row);
            case CAMPAIGN_END -> AdCampaignStatus.end(row);
            case CAMPAIGN_PRIMARY_STATUS -> AdCampaignStatus.primary(row);
            case CAMPAIGN_PRIMARY_STATUS_REASONS -> AdCampaignStatus.reasons(row);
            case CAMPAIGN_DECLARATION ->
                row.rules().undeclared() ? "UNSPECIFIED" : "DOES_NOT_CONTAIN_EU_POLITICAL_ADVERTISING";
            case CAMPAIGN_DECLARATION_MISSING -> row.rules().undeclared() ? true : null;
            case CAMPAIGN_TYPE -> row.campaign().type().name();
            case CAMPAIGN_BUDGET, BUDGET_RESOURCE_NAME ->
                Names.budget(row.budget().id());
            case BUDGET_ID -> row.budget().id();
            case BUDGET_AMOUNT ->
                row.rules().totalBudget() ? null : row.budget().micros();
            case BUDGET_TOTAL -> row.rules().totalBudget() ? row.budget().micros() : null;
            case BUDGET_SHARED -> row.budget().shared();
            case BUDGET_REFERENCES -> (long) row.budget().campaigns().size();
            case BUDGET_PERIOD -> row.rules().totalBudget() ? "CUSTOM_PERIOD" : "DAILY";
            case BUDGET_STATUS -> "ENABLED";
            case CUSTOMER_ID -> Long.valueOf(AdAccount.CUSTOMER);
            case CUSTOMER_CURRENCY, CURRENCY_CODE -> row.account().currency();
            case CURRENCY_UNIT -> row.account().unitMicros();
            case CURRENCY_MINIMUM ->
                row.account().minimumMicros() == 0 ? null : row.account().minimumMicros();
            case CUSTOMER_ZONE -> row.account().timeZone();
            case COST -> row.figures().costMicros();
            case IMPRESSIONS -> row.figures().impressions();
            case VIEWS -> row.figures().views();
            case AVERAGE_CPV -> row.figures().averageCpvMicros();
            case DATE -> row.date();
            case HOUR -> row.hour();
            case NETWORK -> row.network().type();
            case SUB_NETWORK -> row.network().subType();
        };
    }

    /** The path as JSON spells it. */
    String jsonPath() {
        StringBuilder camel = new StringBuilder();
        for (int i = 0; i < path.length(); i++) {
            boolean up = i > 0 && path.charAt(i - 1) == '_';
            if (path.charAt(i) != '_') {
                camel.append(up ? Character.toUpperCase(path.charAt(i)) : path.charAt(i));
            }
        }
        return camel.toString();
    }
}
