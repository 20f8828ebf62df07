package dev.ratiofixer.http.mcp;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Lists the tools. Each is one operation of the API's contract, with its role, its checks and its answer. There is none
 * that approves an order, starts a campaign, or makes a key, and there must be none: a text that a model has read
 * somewhere may be behind a call.
 */
enum McpTool {
    LIST_CAMPAIGNS(
            "list_campaigns",
            "List campaigns",
            "listCampaigns",
            "Lists promotion campaigns with their latest reading (views, likes, comments), what is expected of them,"
                    + " what is short, and spending. Filter by status, mode, video_id or q; go on with `next` as `after`.",
            true),
    GET_STATUS(
            "get_status",
            "Status of a campaign",
            "getStatus",
            "Returns one campaign's latest reading, the expected band (p10, p50, p90) of likes and comments, the"
                    + " shortfall, orders, spending, and its problems in words.",
            true),
    EXPLAIN(
            "explain_campaign",
            "Why a campaign does what it does",
            "getCampaign",
            "Returns everything known of one campaign: its terms, limits, consent, prerequisites and problems, each in"
                    + " words. With list_orders it answers why something was ordered, or why nothing is.",
            true),
    LIST_ORDERS(
            "list_orders",
            "Orders of a campaign",
            "listOrders",
            "Lists a campaign's promotion orders, newest first: what each does, its state, cost, reason, history, and"
                    + " the measured effect where it could be measured.",
            true),
    LIST_SERVICES(
            "list_services",
            "Promotion services",
            "listServices",
            "Lists the configured promotion services (ads budgets, the owner's comments, tasks for people) and how each"
                    + " is.",
            true),
    HEALTH(
            "get_health",
            "Health of the engine",
            "getHealth",
            "Returns how the engine and each of its parts are, in words that say what to do.",
            true),
    EXPECTATION(
            "expectation",
            "Expected likes and comments",
            "expect",
            "Returns how many likes and comments a video of this kind usually has (p10, p50, p90), and which of its"
                    + " features raise or lower them. Nothing is stored.",
            true),
    BACKTEST(
            "backtest",
            "What a policy would have ordered",
            "runBacktest",
            "Runs the policy again over what is stored of one campaign, with other settings, limits or mode, and returns"
                    + " what it would have ordered, why, and at what cost. Writes nothing, orders nothing and asks"
                    + " nobody.",
            true),
    PROPOSE(
            "propose",
            "Ask the policy now",
            "proposeOrders",
            "Asks one campaign's policy now instead of at its next review. Takes no amount and no text: the policy alone"
                    + " decides, within recorded consent and limits. In mode propose its orders wait for a person's"
                    + " approval; in mode auto they are placed as at every review.",
            false);

    private final String toolName;
    private final String title;
    private final String operationId;
    private final String description;
    private final boolean reads;

    McpTool(String toolName, String title, String operationId, String description, boolean reads) {
        this.toolName = toolName;
        this.title = title;
        this.operationId = operationId;
        this.description = description;
        this.reads = reads;
    }

    static List<McpTool> all() {
        return List.of(values());
    }

    static Optional<McpTool> named(String name) {
        return Arrays.stream(values())
                .filter(tool -> tool.toolName.equals(name))
                .findFirst();
    }

    String toolName() {
        return toolName;
    }

    String title() {
        return title;
    }

    /** The operation of the contract that it stands for. */
    String operationId() {
        return operationId;
    }

    String description() {
        return description;
    }

    /** Whether it changes nothing. */
    boolean reads() {
        return reads;
    }
}
