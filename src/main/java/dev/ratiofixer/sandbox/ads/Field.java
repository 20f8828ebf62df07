package dev.ratiofixer.sandbox.ads;

import dev.ratiofixer.sandbox.world.AdAccount;
import java.util.Arrays;
import java.util.Optional;

/** The fields that can be asked for. */
enum Field {
    CAMPAIGN_RESOURCE_NAME("campaign.resource_name"),
    CAMPAIGN_ID("campaign.id"),
    CAMPAIGN_NAME("campaign.name"),
    CAMPAIGN_STATUS("campaign.status"),
    CAMPAIGN_TYPE("campaign.advertising_channel_type"),
    CAMPAIGN_BUDGET("campaign.campaign_budget"),
    BUDGET_RESOURCE_NAME("campaign_budget.resource_name"),
    BUDGET_ID("campaign_budget.id"),
    BUDGET_AMOUNT("campaign_budget.amount_micros"),
    BUDGET_SHARED("campaign_budget.explicitly_shared"),
    BUDGET_REFERENCES("campaign_budget.reference_count"),
    BUDGET_PERIOD("campaign_budget.period"),
    BUDGET_STATUS("campaign_budget.status"),
    CUSTOMER_ID("customer.id"),
    CUSTOMER_CURRENCY("customer.currency_code"),
    CUSTOMER_ZONE("customer.time_zone"),
    COST("metrics.cost_micros"),
    IMPRESSIONS("metrics.impressions"),
    VIEWS("metrics.video_trueview_views"),
    AVERAGE_CPV("metrics.trueview_average_cpv"),
    DATE("segments.date"),
    HOUR("segments.hour");

    private final String path;

    Field(String path) {
        this.path = path;
    }

    static Optional<Field> of(String path) {
        return Arrays.stream(values()).filter(field -> field.path.equals(path)).findFirst();
    }

    String path() {
        return path;
    }

    boolean metric() {
        return path.startsWith("metrics.");
    }

    /** Its value in a row; a {@link Long} is written as a string, as Google writes 64-bit numbers. */
    Object value(Row row) {
        return switch (this) {
            case CAMPAIGN_RESOURCE_NAME -> Names.campaign(row.campaign().id());
            case CAMPAIGN_ID -> row.campaign().id();
            case CAMPAIGN_NAME -> row.campaign().name();
            case CAMPAIGN_STATUS -> row.campaign().status();
            case CAMPAIGN_TYPE -> row.campaign().type().name();
            case CAMPAIGN_BUDGET, BUDGET_RESOURCE_NAME ->
                Names.budget(row.budget().id());
            case BUDGET_ID -> row.budget().id();
            case BUDGET_AMOUNT -> row.budget().micros();
            case BUDGET_SHARED -> row.budget().shared();
            case BUDGET_REFERENCES -> (long) row.budget().campaigns().size();
            case BUDGET_PERIOD -> "DAILY";
            case BUDGET_STATUS -> "ENABLED";
            case CUSTOMER_ID -> Long.valueOf(AdAccount.CUSTOMER);
            case CUSTOMER_CURRENCY -> "USD";
            case CUSTOMER_ZONE -> "Etc/UTC";
            case COST -> row.figures().costMicros();
            case IMPRESSIONS -> row.figures().impressions();
            case VIEWS -> row.figures().views();
            case AVERAGE_CPV -> row.figures().averageCpvMicros();
            case DATE -> row.date();
            case HOUR -> row.hour();
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
