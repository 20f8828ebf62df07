package dev.ratiofixer.store.order;

import dev.ratiofixer.concurrent.OutageLog;
import dev.ratiofixer.smm.api.PolicyDecision;
import dev.ratiofixer.smm.order.DecisionLog;
import dev.ratiofixer.store.Columns;
import dev.ratiofixer.store.Database;
import dev.ratiofixer.store.EnumText;
import dev.ratiofixer.store.GroupCommit;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.util.Collections;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The policy's answers in PostgreSQL, many in one statement. Retention drops them with the samples. */
public final class PgDecisionLog implements DecisionLog {
    private static final Logger LOG = LoggerFactory.getLogger(PgDecisionLog.class);
    private static final int GROUP = 500;
    private static final int MAX_WAITING = 20_000;

    /** An answer that says what the last one said is counted with it; an order is a line of its own. */
    private static final String KEEP = """
            WITH answers AS (
                SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
                                     $7::timestamptz[], $8::timestamptz[])
                    AS t (campaign_id, counter, standing, outcome, reason_code, detail, at, next_look_at)),
            extended AS (
                UPDATE ratio_fixer_decisions AS kept
                SET last_at = greatest(kept.last_at, a.at), next_look_at = a.next_look_at, times = kept.times + 1,
                    standing = a.standing, detail = a.detail
                FROM answers AS a
                WHERE kept.decision_id = (
                        SELECT max(newest.decision_id) FROM ratio_fixer_decisions AS newest
                        WHERE newest.campaign_id = a.campaign_id AND newest.counter = a.counter)
                  AND kept.counter = a.counter AND kept.outcome = 'held' AND a.outcome = 'held'
                  AND kept.reason_code = a.reason_code
                RETURNING kept.campaign_id, kept.counter)
            INSERT INTO ratio_fixer_decisions
                (campaign_id, counter, standing, outcome, reason_code, detail, at, last_at, next_look_at)
            SELECT a.campaign_id, a.counter, a.standing, a.outcome, a.reason_code, a.detail, a.at, a.at, a.next_look_at
            FROM answers AS a
            WHERE NOT EXISTS (
                SELECT FROM extended AS e WHERE e.campaign_id = a.campaign_id AND e.counter = a.counter)
            """;

    private final Database database;
    private final GroupCommit<PolicyDecision, Void> answers;
    private final OutageLog outages = new OutageLog(
            cause -> LOG.warn("what the policy answered is not kept: {}", cause.toString()),
            () -> LOG.info("what the policy answers is kept again"));

    public PgDecisionLog(Vertx vertx, Database database) {
        this.database = database;
        this.answers =
                new GroupCommit<>(((VertxInternal) vertx).createEventLoopContext(), GROUP, MAX_WAITING, this::insert);
    }

    @Override
    public void keep(List<PolicyDecision> given) {
        given.forEach(answer -> outages.of(answers.submit(answer)));
    }

    private Future<List<Void>> insert(List<PolicyDecision> group) {
        return database.pool()
                .preparedQuery(KEEP)
                .execute(new Columns<>(group)
                        .text(PolicyDecision::campaignId)
                        .text(PolicyDecision::counter)
                        .text(PolicyDecision::standing)
                        .text(answer -> EnumText.of(answer.outcome()))
                        .text(answer -> EnumText.of(answer.code()))
                        .text(PolicyDecision::detail)
                        .time(PolicyDecision::at)
                        .time(PolicyDecision::nextLookAt)
                        .tuple())
                .map(done -> Collections.nCopies(group.size(), null));
    }
}
