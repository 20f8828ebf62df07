package dev.ratiofixer.http.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.ratiofixer.campaign.Campaign;
import dev.ratiofixer.campaign.CampaignSnapshot;
import dev.ratiofixer.campaign.CampaignSnapshot.Attention;
import dev.ratiofixer.campaign.CampaignSnapshot.CampaignStatus;
import dev.ratiofixer.campaign.CampaignSnapshot.PersonPause;
import dev.ratiofixer.campaign.CampaignSnapshot.Problem;
import dev.ratiofixer.campaign.CampaignSnapshot.Spend;
import dev.ratiofixer.campaign.CampaignTerms;
import dev.ratiofixer.campaign.CampaignView;
import dev.ratiofixer.campaign.CurrentDecision;
import dev.ratiofixer.model.Expectation;
import dev.ratiofixer.smm.api.OrderMode;
import dev.ratiofixer.stats.Quantiles;
import dev.ratiofixer.video.ChannelKnowledge;
import dev.ratiofixer.video.Counters;
import dev.ratiofixer.video.Sample;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The body of {@code GET status/{id}}: the contract's {@code Status}. */
public record StatusBody(
        String campaignId,
        String campaignName,
        String videoId,
        CampaignStatus ratioFixerStatus,
        OrderMode mode,
        @JsonUnwrapped Counters counters,
        @Nullable Long desiredLikes,
        @Nullable Long desiredComments,
        long orderedLikes,
        long orderedComments,
        @Nullable Band expectation,
        ChannelBody channel,
        ShortfallCounts shortfall,
        @Nullable MoneyBody spend,
        Instant startedAt,
        @Nullable Instant stoppedAt,
        @Nullable Instant lastCheck,
        @Nullable Instant nextCheck,
        CurrentDecision decision,
        List<ProblemLine> problems,
        @Nullable String client,
        @Nullable String artist,
        List<String> tags,
        @Nullable String pausedBy,
        @Nullable Instant pausedAt,
        @Nullable String pauseReason) {
    private static final Counters NONE = new Counters(null, null, null);

    /** Both expectations. */
    public record Band(Quantiles likes, Quantiles comments) {
        static @Nullable Band of(@Nullable Expectation expectation) {
            return expectation == null ? null : new Band(expectation.likes(), expectation.comments());
        }
    }

    /**
     * What the expectation knows of the video's channel.
     *
     * @param uploads of how many earlier uploads, {@code null} while that is not known
     * @param readAt when they were read, {@code null} if they were not
     * @param reason why they could not be read
     */
    public record ChannelBody(
            String state,
            @Nullable Integer uploads,
            @Nullable Instant readAt,
            @Nullable String reason) {
        static ChannelBody of(ChannelKnowledge knowledge) {
            return switch (knowledge) {
                case ChannelKnowledge.Known(var history, Instant at) ->
                    new ChannelBody("known", history.videos(), at, null);
                case ChannelKnowledge.Empty(Instant at) -> new ChannelBody("empty", 0, at, null);
                case ChannelKnowledge.Unread unread -> new ChannelBody("unread", null, null, null);
                case ChannelKnowledge.Unreadable(String reason, Instant since) ->
                    new ChannelBody("unreadable", null, null, reason);
            };
        }
    }

    /** A problem with what it asks of people: the contract's {@code CampaignProblem}. */
    public record ProblemLine(String code, Attention attention, String detail, Instant since) {
        static ProblemLine of(Problem problem) {
            return new ProblemLine(problem.code(), Attention.of(problem), problem.detail(), problem.since());
        }
    }

    /** What is missing, {@code null} where it is not known. */
    public record ShortfallCounts(
            @Nullable Long likes, @Nullable Long comments) {}

    /** A campaign's money as decimal strings. */
    public record MoneyBody(
            String reserved, String spent, @Nullable String max, String currency) {
        static @Nullable MoneyBody of(@Nullable Spend spend) {
            return spend == null
                    ? null
                    : new MoneyBody(
                            spend.reserved().amount(),
                            spend.spent().amount(),
                            spend.max() == null ? null : spend.max().amount(),
                            spend.reserved().currency());
        }
    }

    public static StatusBody of(CampaignView view) {
        Campaign campaign = view.campaign();
        CampaignSnapshot now = view.snapshot();
        Sample sample = now.lastSample();
        Counters counters = sample == null ? NONE : sample.counters();
        Expectation expectation = now.expectation();
        Long likes = expectation == null ? null : Math.round(expectation.likes().p50());
        Long comments =
                expectation == null ? null : Math.round(expectation.comments().p50());
        CampaignTerms.Labels labels = campaign.terms().labels();
        PersonPause pause = now.pausedBy();
        return new StatusBody(
                campaign.id(),
                campaign.terms().campaignName(),
                campaign.video().id().value(),
                now.status(),
                campaign.terms().mode(),
                counters,
                likes,
                comments,
                now.orders().orderedLikes(),
                now.orders().orderedComments(),
                Band.of(expectation),
                ChannelBody.of(now.channel()),
                missing(now, counters),
                MoneyBody.of(now.spend()),
                campaign.startedAt(),
                now.stoppedAt(),
                now.lastCheck(),
                now.nextCheck(),
                CurrentDecision.of(view),
                now.problems().stream().map(ProblemLine::of).toList(),
                labels.client(),
                labels.artist(),
                labels.tags(),
                pause == null ? null : pause.by(),
                pause == null ? null : pause.at(),
                pause == null ? null : pause.reason());
    }

    private static ShortfallCounts missing(CampaignSnapshot now, Counters counters) {
        boolean known = now.expectation() != null;
        return new ShortfallCounts(
                known && counters.likes() != null ? now.shortfall().likes() : null,
                known && counters.comments() != null ? now.shortfall().comments() : null);
    }
}
