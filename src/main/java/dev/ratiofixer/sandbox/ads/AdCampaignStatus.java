package dev.ratiofixer.sandbox.ads;

import io.vertx.core.json.JsonArray;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a campaign is, as Google tells it: what a test has set, else what follows from whether it serves. */
final class AdCampaignStatus {
    private static final String START = "2026-01-01 00:00:00";
    private static final String NO_END = "2037-12-30 23:59:59";

    private AdCampaignStatus() {}

    static String status(Row row) {
        return row.rules().removed() ? "REMOVED" : row.campaign().status();
    }

    static String start(Row row) {
        return row.rules().start().isEmpty() ? START : row.rules().start();
    }

    static String end(Row row) {
        return row.rules().end().isEmpty() ? NO_END : row.rules().end();
    }

    static String primary(Row row) {
        if (!row.rules().primaryStatus().isEmpty()) {
            return row.rules().primaryStatus();
        }
        return switch (status(row)) {
            case "REMOVED" -> "REMOVED";
            case "PAUSED" -> "PAUSED";
            default -> "ELIGIBLE";
        };
    }

    /** Google leaves an empty list out. */
    static @Nullable JsonArray reasons(Row row) {
        if (!row.rules().reasons().isEmpty()) {
            return new JsonArray(List.of((Object[]) row.rules().reasons().split(",", -1)));
        }
        return switch (status(row)) {
            case "REMOVED" -> new JsonArray().add("CAMPAIGN_REMOVED");
            case "PAUSED" -> new JsonArray().add("CAMPAIGN_PAUSED");
            default -> null;
        };
    }
}
