package dev.ratiofixer.google.ads;

/** What the engine asks Google Ads, in its query language. */
final class AdsQuery {
    static final String CAMPAIGN = "SELECT campaign.id, campaign.status, campaign.advertising_channel_type,"
            + " campaign.primary_status, campaign.primary_status_reasons, campaign_budget.resource_name,"
            + " campaign_budget.period, campaign_budget.amount_micros, campaign_budget.total_amount_micros,"
            + " campaign_budget.status, campaign_budget.explicitly_shared, campaign_budget.reference_count,"
            + " customer.currency_code, customer.time_zone";

    /** As spelt from v23 on. */
    static final String CAMPAIGN_TIMES = ", campaign.start_date_time, campaign.end_date_time";

    /** Of the whole account: one undeclared campaign, of whatever type, blocks all. From v22 on. */
    static final String DECLARATIONS = "SELECT campaign.id, campaign.name, campaign.advertising_channel_type,"
            + " campaign.missing_eu_political_advertising_declaration FROM campaign"
            + " WHERE campaign.status != 'REMOVED'";

    static final String CURRENCY = "SELECT currency_constant.code, currency_constant.billable_unit_micros";

    /** From v26 on. */
    static final String CURRENCY_MINIMUM = ", currency_constant.demand_gen_info.minimum_budget_per_day_micros";

    static final String HOURS = "SELECT campaign.id, segments.date, segments.hour, metrics.cost_micros,"
            + " metrics.impressions, metrics.video_trueview_views";

    /** The sub-network is told only together with the network, and not by the oldest versions. */
    static final String NETWORKS = ", segments.ad_network_type, segments.ad_sub_network_type";

    static final String VIDEOS = "SELECT campaign.id, asset.youtube_video_asset.youtube_video_id";

    static final String CHANGES = "SELECT change_event.change_date_time, change_event.change_resource_name,"
            + " change_event.client_type, change_event.user_email, change_event.new_resource";

    private AdsQuery() {}
}
