package dev.ratiofixer.store;

import dev.ratiofixer.campaign.Campaign;
import dev.ratiofixer.campaign.CampaignSnapshot;
import dev.ratiofixer.campaign.CampaignSnapshot.Problem;
import dev.ratiofixer.campaign.CampaignStoreListener;
import dev.ratiofixer.store.campaign.CampaignRow;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows campaigns in {@code youtube_campaigns}, which may be a dashboard's own table with its own constraints, triggers
 * and rights. What the table refuses fails nobody: a live campaign hears it, and of an ended one it is noted among its
 * problems and tried again.
 *
 * <p>Rows are written from what is stored, one statement at a time, so that an older state never follows a newer one.
 * Any thread may call.
 */
public final class DashboardRows {
    private static final String ID_TAKEN =
            DashboardRefusal.sentence("42501", "a trigger takes ratio_fixer_campaign_id out of its row");

    private static final Logger LOG = LoggerFactory.getLogger(DashboardRows.class);
    private static final int GROUP = 500;
    private static final int MAX_WAITING = 20_000;
    private static final int MOST_OWED = 1_000;
    private static final int OWED_A_GROUP = 5;

    private static final String DISPLAY = "SELECT campaign, code, reason FROM ratio_fixer_display($1)";

    private static final String FIND_OWED = """
            SELECT campaign_id FROM ratio_fixer_campaigns
            WHERE status NOT IN ('running', 'paused') AND problems @> '[{"code": "not_shown"}]'
            LIMIT 1000
            """;

    /** An ended campaign has no verticle that could do it. */
    private static final String NOTE_ENDED = """
            UPDATE ratio_fixer_campaigns
            SET problems = (SELECT coalesce(jsonb_agg(p), '[]') FROM jsonb_array_elements(problems) AS p
                            WHERE p ->> 'code' <> 'not_shown') || $2::text::jsonb
            WHERE campaign_id = $1 AND status NOT IN ('running', 'paused')
            """;

    private final SqlClient client;
    private final CampaignStoreListener listener;
    private final GroupCommit<ShownRow, Optional<String>> writes;
    /** Ended campaigns whose last state is not shown; used by one statement at a time. */
    private final Queue<String> owed = new ArrayDeque<>();

    private boolean owedIsRead;

    /**
     * A campaign to show.
     *
     * @param live whether somebody hears of it
     * @param known the trouble that it has been told of
     */
    private record ShownRow(
            String campaignId, boolean live, @Nullable String known) {
        static final ShownRow NOBODY = new ShownRow("", false, null);
    }

    /** @param own a context of no verticle */
    public DashboardRows(Context own, SqlClient client, CampaignStoreListener listener) {
        this.client = client;
        this.listener = listener;
        this.writes = new GroupCommit<>(own, GROUP, MAX_WAITING, this::write);
    }

    /** Shows it as it is stored now. Never fails; answers why it is not shown, if so. */
    public Future<Optional<String>> show(Campaign campaign, CampaignSnapshot snapshot) {
        return writes.submit(new ShownRow(campaign.id(), snapshot.status().isUnderWay(), known(snapshot)))
                .otherwise(Optional.empty());
    }

    /** Shows one that has ended in a way of which nobody has a snapshot. */
    public Future<Optional<String>> showEnded(String campaignId) {
        return writes.submit(new ShownRow(campaignId, false, null)).otherwise(Optional.empty());
    }

    /** Done when all that was to be shown before has been tried. */
    public Future<Void> drain() {
        return writes.submit(ShownRow.NOBODY).otherwiseEmpty().mapEmpty();
    }

    private static @Nullable String known(CampaignSnapshot snapshot) {
        return snapshot.problems().stream()
                .filter(problem -> problem.code().equals(Problem.NOT_SHOWN))
                .map(Problem::detail)
                .findFirst()
                .orElse(null);
    }

    private Future<List<Optional<String>>> write(List<ShownRow> group) {
        return readOwed().compose(read -> {
            Set<String> ids = new LinkedHashSet<>();
            group.stream().filter(each -> !each.equals(ShownRow.NOBODY)).forEach(each -> ids.add(each.campaignId()));
            List<String> again = takeOwed();
            again.forEach(ids::add);
            return display(ids).map(refusals -> {
                again.forEach(id -> noteEnded(id, refusals.get(id)));
                group.forEach(each -> hear(each, refusals.get(each.campaignId())));
                return group.stream()
                        .map(each -> Optional.ofNullable(refusals.get(each.campaignId())))
                        .toList();
            });
        });
    }

    /** Why those that are not shown are not. A refusal of the whole statement is one of each. */
    private Future<Map<String, String>> display(Set<String> ids) {
        if (ids.isEmpty()) {
            return Future.succeededFuture(Map.of());
        }
        return client.preparedQuery(DISPLAY)
                .execute(Tuple.of(ids.toArray(new String[0])))
                .map(rows -> {
                    Map<String, String> refusals = new HashMap<>();
                    Set<String> unheard = new LinkedHashSet<>(ids);
                    boolean nameless = false;
                    for (Row row : rows) {
                        @Nullable String campaign = row.getString("campaign");
                        nameless |= campaign == null;
                        unheard.remove(campaign);
                        if (row.getString("code") != null) {
                            refusals.put(
                                    campaign,
                                    DashboardRefusal.sentence(row.getString("code"), row.getString("reason")));
                        }
                    }
                    // A trigger took the id out of a new row: the statement cannot tell whose row it was.
                    if (nameless) {
                        unheard.forEach(id -> refusals.put(id, ID_TAKEN));
                    }
                    return refusals;
                })
                .recover(failed -> {
                    if (!(failed instanceof PgException refused) || refused.getSqlState() == null) {
                        return Future.failedFuture(failed);
                    }
                    String sentence =
                            DashboardRefusal.sentence(refused.getSqlState(), String.valueOf(refused.getErrorMessage()));
                    Map<String, String> refusals = new HashMap<>();
                    ids.forEach(id -> refusals.put(id, sentence));
                    return Future.succeededFuture(refusals);
                });
    }

    private void hear(ShownRow each, @Nullable String refusal) {
        boolean isNews = !Objects.equals(refusal, each.known());
        if (each.equals(ShownRow.NOBODY) || (!isNews && (each.live() || refusal == null))) {
            return;
        }
        if (isNews && refusal != null) {
            LOG.warn("campaign={} {}", each.campaignId(), refusal);
        }
        if (each.live()) {
            listener.display(each.campaignId(), refusal);
        } else {
            noteEnded(each.campaignId(), refusal);
        }
    }

    private void noteEnded(String campaignId, @Nullable String refusal) {
        if (refusal != null && owed.size() < MOST_OWED && !owed.contains(campaignId)) {
            owed.add(campaignId);
        }
        Problem[] told = refusal == null
                ? new Problem[0]
                : new Problem[] {new Problem(Problem.NOT_SHOWN, refusal, Instant.EPOCH)};
        client.preparedQuery(NOTE_ENDED).execute(Tuple.of(campaignId, CampaignRow.PROBLEMS.write(told)));
    }

    private List<String> takeOwed() {
        List<String> again = new ArrayList<>();
        while (again.size() < OWED_A_GROUP && !owed.isEmpty()) {
            again.add(owed.remove());
        }
        return again;
    }

    private Future<Void> readOwed() {
        if (owedIsRead) {
            return Future.succeededFuture();
        }
        return client.preparedQuery(FIND_OWED).execute().map(rows -> {
            rows.forEach(row -> owed.add(row.getString("campaign_id")));
            owedIsRead = true;
            return null;
        });
    }

    /** Says in one sentence why a campaign is not shown in {@code youtube_campaigns}, and what to do about it. Pure. */
    static final class DashboardRefusal {
        private static final int LONGEST_REASON = 300;

        private DashboardRefusal() {}

        /**
         * Returns the sentence.
         *
         * @param code PostgreSQL's error code
         * @param reason PostgreSQL's own message, or what a trigger of the dashboard says
         */
        static String sentence(String code, String reason) {
            String told = reason.replaceAll("\\p{Cntrl}|\\R", " ").strip();
            String shortened = told.length() > LONGEST_REASON ? told.substring(0, LONGEST_REASON) + "…" : told;
            return "not shown in youtube_campaigns: " + shortened + "; " + remedy(code)
                    + ". It is tried again at each change of the campaign.";
        }

        private static String remedy(String code) {
            return switch (code) {
                case "22001" -> "widen that column, or start the campaign under a shorter name";
                case "22003" -> "widen that column";
                case "23505" -> "start the campaign under another name, or drop that unique constraint";
                case "23502" -> "give that column a default, or add a row of the video in the dashboard first";
                case "23503", "23514", "23P01" ->
                    "change that constraint, or add a row of the video that fits it in the dashboard first";
                case "42501" ->
                    "grant SELECT, INSERT and UPDATE on the table, and a row-level security policy that lets this user"
                            + " write, or find the trigger that keeps it";
                case "42703", "42P01" -> "put back what was dropped or renamed, or grant the right to write it";
                case "428C9" ->
                    "add a plain text column video_url or video_id, or grant INSERT on the one that is there";
                case "P0001" -> "change the trigger or the function of the dashboard that says so";
                case "55P03", "40P01", "57014" -> "another transaction holds the table or the row: end it";
                default -> "change what refuses it (PostgreSQL's code " + code + ")";
            };
        }
    }
}
