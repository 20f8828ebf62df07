package dev.ratiofixer.store.order;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.ratiofixer.backtest.KnownThen;
import dev.ratiofixer.concurrent.OutageLog;
import dev.ratiofixer.smm.api.PolicyDecision;
import dev.ratiofixer.smm.order.DecisionLog;
import dev.ratiofixer.smm.policy.PolicyInput;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight.AdsView;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight.AdsView.AdsHour;
import dev.ratiofixer.store.Columns;
import dev.ratiofixer.store.Columns.Jsonb;
import dev.ratiofixer.store.Database;
import dev.ratiofixer.store.EnumText;
import dev.ratiofixer.store.GroupCommit;
import dev.ratiofixer.text.Sha256;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps in PostgreSQL what the policy knew each time it was asked, many in one transaction. What cannot be written is
 * dropped and logged: nothing but a later backtest depends on it. Any thread.
 */
public final class PgPolicyRecord implements PolicyInput.Recorder {
    private static final Logger LOG = LoggerFactory.getLogger(PgPolicyRecord.class);
    private static final int GROUP = 50;
    private static final int MAX_WAITING = 2_000;
    private static final int CAMPAIGNS = 100_000;
    /** An hour's figures change no more after that. */
    private static final Duration HOURS_SETTLE = Duration.ofDays(3);

    private static final String KEEP_FACTS = """
            INSERT INTO ratio_fixer_policy_facts (digest, fact, last_used)
            SELECT DISTINCT ON (digest) digest, fact::jsonb, at::date
            FROM unnest($1::text[], $2::text[], $3::timestamptz[]) AS given (digest, fact, at)
            ORDER BY digest, at DESC
            ON CONFLICT (digest) DO UPDATE SET last_used = excluded.last_used
            WHERE ratio_fixer_policy_facts.last_used < excluded.last_used
            """;

    private static final String KEEP_INPUTS = """
            INSERT INTO ratio_fixer_policy_inputs (campaign_id, at, evidence, terms, ads, prompts, held)
            SELECT campaign_id, at, evidence::jsonb, terms, ads::jsonb, prompts, held
            FROM unnest($1::text[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
                AS given (campaign_id, at, evidence, terms, ads, prompts, held)
            ON CONFLICT DO NOTHING
            """;

    /** An hour that reads as it last did is not kept again. */
    private static final String KEEP_HOURS = """
            INSERT INTO ratio_fixer_ads_hours (campaign_id, hour, seen_at, cost_micros, views, network_views)
            SELECT g.campaign_id, g.hour, g.seen_at, g.cost_micros, g.views, g.network_views::bigint[]
            FROM unnest($1::text[], $2::timestamptz[], $3::timestamptz[], $4::bigint[], $5::bigint[], $6::text[])
                AS g (campaign_id, hour, seen_at, cost_micros, views, network_views)
            LEFT JOIN LATERAL (
                SELECT k.cost_micros, k.views, k.network_views FROM ratio_fixer_ads_hours k
                WHERE k.campaign_id = g.campaign_id AND k.hour = g.hour
                ORDER BY k.seen_at DESC LIMIT 1) AS known ON true
            WHERE known.cost_micros IS DISTINCT FROM g.cost_micros OR known.views IS DISTINCT FROM g.views
                OR known.network_views IS DISTINCT FROM g.network_views::bigint[]
            ON CONFLICT DO NOTHING
            """;

    private record KeptInput(
            String campaignId,
            Instant at,
            String evidence,
            Fact terms,
            @Nullable String ads,
            @Nullable Fact prompts,
            @Nullable String held,
            List<AdsHour> hours) {}

    private record Fact(String digest, String json) {}

    private record SeenHour(String campaignId, Instant seenAt, AdsHour hour) {}

    private record UsedFact(Fact fact, Instant at) {}

    private final Database database;
    private final GroupCommit<KeptInput, Void> inputs;
    private final ObjectMapper mapper = KnownThen.mapper();
    private final OutageLog outages = new OutageLog(
            cause -> LOG.warn("what the policy knew is not kept: {}", cause.toString()),
            () -> LOG.info("what the policy knows is kept again"));
    /** The newest hour that is kept of a campaign by this process. */
    private final Cache<String, Instant> newest =
            Caffeine.newBuilder().maximumSize(CAMPAIGNS).executor(Runnable::run).build();

    public PgPolicyRecord(Vertx vertx, Database database) {
        this.database = database;
        this.inputs =
                new GroupCommit<>(((VertxInternal) vertx).createEventLoopContext(), GROUP, MAX_WAITING, this::write);
    }

    @Override
    public void asked(PolicyInput input, @Nullable String held) {
        KeptInput kept;
        try {
            kept = kept(input, held);
        } catch (JsonProcessingException | RuntimeException broken) {
            LOG.warn("what the policy knew cannot be written down: {}", broken.toString());
            return;
        }
        outages.of(inputs.submit(kept)).onSuccess(written -> {
            if (!kept.hours().isEmpty()) {
                newest.put(kept.campaignId(), kept.hours().getLast().start());
            }
        });
    }

    private KeptInput kept(PolicyInput input, @Nullable String held) throws JsonProcessingException {
        KnownThen known = KnownThen.of(input, held);
        String campaign = input.promotion().campaignId();
        return new KeptInput(
                campaign,
                input.now(),
                json(input.evidence()),
                fact(known.terms()),
                known.ads() == null ? null : json(known.ads()),
                known.prompts() == null ? null : fact(known.prompts()),
                held,
                hours(campaign, input.ads()));
    }

    /** Those that may read otherwise than they did last. */
    private List<AdsHour> hours(String campaign, AdsView ads) {
        if (!(ads instanceof AdsView.Known known)) {
            return List.of();
        }
        Instant last = newest.getIfPresent(campaign);
        return last == null
                ? known.facts().hours()
                : known.facts().hours().stream()
                        .filter(hour -> hour.start().isAfter(last.minus(HOURS_SETTLE)))
                        .toList();
    }

    private String json(Object value) throws JsonProcessingException {
        return Jsonb.storable(mapper.writeValueAsString(value));
    }

    private Fact fact(Object value) throws JsonProcessingException {
        String json = json(value);
        return new Fact(Sha256.hex(json), json);
    }

    private Future<List<Void>> write(List<KeptInput> group) {
        List<UsedFact> facts = new ArrayList<>();
        List<SeenHour> hours = new ArrayList<>();
        for (KeptInput input : group) {
            facts.add(new UsedFact(input.terms(), input.at()));
            if (input.prompts() != null) {
                facts.add(new UsedFact(input.prompts(), input.at()));
            }
            input.hours().forEach(hour -> hours.add(new SeenHour(input.campaignId(), input.at(), hour)));
        }
        return database.pool()
                .withTransaction(connection -> keepFacts(connection, facts)
                        .compose(done -> keepInputs(connection, group))
                        .compose(done -> keepHours(connection, hours)))
                .map(done -> Collections.nCopies(group.size(), null));
    }

    private static Future<?> keepFacts(SqlConnection connection, List<UsedFact> facts) {
        return connection
                .preparedQuery(KEEP_FACTS)
                .execute(new Columns<>(facts)
                        .text(used -> used.fact().digest())
                        .text(used -> used.fact().json())
                        .time(UsedFact::at)
                        .tuple());
    }

    private static Future<?> keepInputs(SqlConnection connection, List<KeptInput> group) {
        return connection
                .preparedQuery(KEEP_INPUTS)
                .execute(new Columns<>(group)
                        .text(KeptInput::campaignId)
                        .time(KeptInput::at)
                        .text(KeptInput::evidence)
                        .text(input -> input.terms().digest())
                        .text(KeptInput::ads)
                        .text(input ->
                                input.prompts() == null ? null : input.prompts().digest())
                        .text(KeptInput::held)
                        .tuple());
    }

    private static Future<?> keepHours(SqlConnection connection, List<SeenHour> hours) {
        return hours.isEmpty()
                ? Future.succeededFuture()
                : connection
                        .preparedQuery(KEEP_HOURS)
                        .execute(new Columns<>(hours)
                                .text(SeenHour::campaignId)
                                .time(seen -> seen.hour().start())
                                .time(SeenHour::seenAt)
                                .number(seen -> seen.hour().costMicros())
                                .number(seen -> seen.hour().views())
                                .text(seen -> seen.hour().networks().views().stream()
                                        .map(String::valueOf)
                                        .collect(Collectors.joining(",", "{", "}")))
                                .tuple());
    }

    /** The policy's answers in PostgreSQL, many in one statement. Retention drops them with the samples. */
    public static final class PgDecisionLog implements DecisionLog {
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
            this.answers = new GroupCommit<>(
                    ((VertxInternal) vertx).createEventLoopContext(), GROUP, MAX_WAITING, this::insert);
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
}
