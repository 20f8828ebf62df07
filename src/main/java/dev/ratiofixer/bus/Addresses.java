package dev.ratiofixer.bus;

/** Every event-bus address. Consumers are local unless it says "clustered". */
public final class Addresses {
    /** The YouTube verticle of this node: watches, descriptions. */
    public static final String YOUTUBE = "ratio-fixer.youtube";
    /** The model verticle of this node: expectations. */
    public static final String MODEL = "ratio-fixer.model";
    /** The analytics verticle of this node: what the owners' analytics say. */
    public static final String ANALYTICS = "ratio-fixer.analytics";
    /** The SMM verticle of this node: promotion orders. */
    public static final String SMM = "ratio-fixer.smm";
    /** The campaign supervisor of this node: start, stop, status. */
    public static final String SUPERVISOR = "ratio-fixer.supervisor";
    /** The campaigns that run on this node share this mailbox: a {@code MessageFor} names the campaign by its id. */
    public static final String CAMPAIGNS = "ratio-fixer.campaigns";
    /** Published on every change of a campaign (a {@code CampaignChanged}). */
    public static final String CAMPAIGN_EVENTS = "ratio-fixer.events.campaigns";
    /** Published on every change of an order (an {@code OrderChanged}). */
    public static final String ORDER_EVENTS = "ratio-fixer.events.orders";

    /** Published when something needs a person (a {@code BudgetReturnAlarm}), on the node that found it. */
    public static final String ALARMS = "ratio-fixer.events.alarms";

    /** Header of an event that happened on another node: its name. */
    public static final String FROM_NODE = "from-node";

    private Addresses() {}

    /** Clustered, the only such address of a node: what other nodes ask of it and tell it. */
    public static String node(String name) {
        return "ratio-fixer.node." + name;
    }
}
