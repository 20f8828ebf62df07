package dev.ratiofixer.sandbox.control;

import dev.ratiofixer.sandbox.world.Ledger;
import dev.ratiofixer.sandbox.world.Ledger.LedgerEntry;
import dev.ratiofixer.sandbox.world.World;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes the ledger. */
final class LedgerText {
    private LedgerText() {}

    static JsonObject of(World world, long after) {
        JsonArray entries = new JsonArray();
        world.ledger().after(after).forEach(entry -> entries.add(entry(entry)));
        JsonArray spend = new JsonArray();
        long now = world.nowMillis();
        world.ads()
                .campaigns()
                .forEach(campaign -> spend.add(new JsonObject()
                        .put("campaign_id", Long.toString(campaign.id()))
                        .put("video_id", campaign.video().metadata().id())
                        .put("cost_micros", (long) campaign.video().at(now).costMicros())));
        return new JsonObject()
                .put("now", Instant.ofEpochMilli(now).toString())
                .put("entries", entries)
                .put("spend", spend);
    }

    private static JsonObject entry(Ledger.TimedEntry entry) {
        JsonObject json =
                new JsonObject().put("seq", entry.seq()).put("at", entry.at().toString());
        return switch (entry.placed()) {
            case LedgerEntry.BudgetChanged budget ->
                json.put("kind", "budget_changed")
                        .put("budget_id", Long.toString(budget.budgetId()))
                        .put(
                                "campaign_ids",
                                new JsonArray(budget.campaignIds().stream()
                                        .map(String::valueOf)
                                        .toList()))
                        .put("before_micros", budget.beforeMicros())
                        .put("after_micros", budget.afterMicros());
            case LedgerEntry.StatusChanged status ->
                json.put("kind", "status_changed")
                        .put("campaign_id", Long.toString(status.campaignId()))
                        .put("before", status.before())
                        .put("after", status.after());
            case LedgerEntry.CommentInserted comment ->
                json.put("kind", "comment_inserted")
                        .put("video_id", comment.videoId())
                        .put("author_channel_id", comment.authorChannelId())
                        .put("comment_id", comment.commentId())
                        .put("text", comment.text());
            case LedgerEntry.HookReceived hook ->
                json.put("kind", "hook_received")
                        .put("name", hook.name())
                        .put("headers", headers(hook))
                        .put("body", hook.body());
        };
    }

    private static JsonObject headers(LedgerEntry.HookReceived hook) {
        Map<String, Object> headers = new LinkedHashMap<>(hook.headers());
        return new JsonObject(headers);
    }
}
