package dev.ratiofixer.store.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.campaign.query.KeptDecision;
import dev.ratiofixer.campaign.query.Page;
import dev.ratiofixer.campaign.query.PageRequest;
import dev.ratiofixer.fixtures.PostgresExtension;
import dev.ratiofixer.fixtures.Waiting;
import dev.ratiofixer.smm.api.PolicyDecision;
import dev.ratiofixer.smm.api.PolicyDecision.AnswerOutcome;
import dev.ratiofixer.smm.api.ReasonCode;
import dev.ratiofixer.store.campaign.PgCampaignQueries;
import dev.ratiofixer.store.order.PgPolicyRecord.PgDecisionLog;
import dev.ratiofixer.store.sample.SampleRetention;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PgDecisionLogIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private final Vertx vertx = Vertx.vertx();
    private final PgDecisionLog log = new PgDecisionLog(vertx, POSTGRES.database());
    private final PgCampaignQueries queries = new PgCampaignQueries(POSTGRES.database());
    private final String campaign = UUID.randomUUID().toString();

    @AfterEach
    void close() {
        Waiting.on(vertx.close());
    }

    private PolicyDecision answer(String counter, AnswerOutcome outcome, ReasonCode code, int hours) {
        Instant at = NOW.plus(Duration.ofHours(hours));
        return new PolicyDecision(campaign, counter, "short", outcome, code, "at " + hours, at, at.plusSeconds(600));
    }

    private List<KeptDecision> kept(int rows) {
        for (int i = 0; i < 20_000; i++) {
            List<KeptDecision> found = page("", 100).items();
            if (found.stream().mapToInt(KeptDecision::times).sum() >= rows) {
                return found;
            }
        }
        throw new AssertionError("not written");
    }

    private Page<KeptDecision> page(String after, int limit) {
        return Waiting.on(queries.decisions(campaign, new PageRequest(after.isEmpty() ? null : after, limit)));
    }

    @Test
    void aRepeatExtendsTheAnswerBeforeItAndAnotherAnswerIsARowOfItsOwn() {
        log.keep(List.of(
                answer("likes", AnswerOutcome.HELD, ReasonCode.WARMING_UP, 0),
                answer("comments", AnswerOutcome.HELD, ReasonCode.ON_TARGET, 0)));
        kept(2);
        log.keep(List.of(
                answer("likes", AnswerOutcome.HELD, ReasonCode.WARMING_UP, 6),
                answer("comments", AnswerOutcome.HELD, ReasonCode.COMMENTS_OFF, 6)));
        kept(4);
        log.keep(List.of(answer("likes", AnswerOutcome.ORDERED, ReasonCode.ORDERED, 12)));
        kept(5);
        log.keep(List.of(answer("likes", AnswerOutcome.ORDERED, ReasonCode.ORDERED, 18)));

        List<KeptDecision> kept = kept(6);

        assertThat(kept)
                .extracting(
                        each -> each.answer().counter() + " " + each.answer().code() + " " + each.times())
                .containsExactlyInAnyOrder(
                        "likes ORDERED 1",
                        "likes ORDERED 1",
                        "likes WARMING_UP 2",
                        "comments COMMENTS_OFF 1",
                        "comments ON_TARGET 1");
        KeptDecision repeated =
                kept.stream().filter(each -> each.times() == 2).findFirst().orElseThrow();
        assertThat(repeated.answer().at()).isEqualTo(NOW);
        assertThat(repeated.lastAt()).isEqualTo(NOW.plus(Duration.ofHours(6)));
        assertThat(repeated.answer().detail()).isEqualTo("at 6");
        assertThat(kept.getFirst().lastAt()).isEqualTo(NOW.plus(Duration.ofHours(18)));
    }

    @Test
    void pagesFollowEachOtherAndRetentionDropsWhatIsOld() {
        ReasonCode[] codes = {ReasonCode.WARMING_UP, ReasonCode.RESTING, ReasonCode.LIMITS};
        for (int i = 0; i < codes.length; i++) {
            log.keep(List.of(answer("likes", AnswerOutcome.HELD, codes[i], i)));
            kept(i + 1);
        }

        Page<KeptDecision> first = page("", 2);
        assertThat(first.items()).extracting(each -> each.answer().code()).containsExactly(codes[2], codes[1]);
        assertThat(page(String.valueOf(first.next()), 2).items())
                .extracting(each -> each.answer().code())
                .containsExactly(codes[0]);

        SampleRetention retention = new SampleRetention(POSTGRES.database());
        Waiting.on(retention.drop(NOW.plus(Duration.ofDays(60)), Duration.ofDays(30)));
        assertThat(page("", 10).items()).isEmpty();
    }
}
