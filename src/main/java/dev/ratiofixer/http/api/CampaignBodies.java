package dev.ratiofixer.http.api;

import dev.ratiofixer.http.api.Operations.AuditedOperation.ManyDone;
import static com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.ratiofixer.campaign.Campaign;
import dev.ratiofixer.campaign.CampaignSnapshot;
import dev.ratiofixer.campaign.CampaignSnapshot.Attention;
import dev.ratiofixer.campaign.CampaignSnapshot.CampaignStatus;
import dev.ratiofixer.campaign.CampaignSnapshot.PersonPause;
import dev.ratiofixer.campaign.CampaignSnapshot.Problem;
import dev.ratiofixer.campaign.CampaignSnapshot.Spend;
import dev.ratiofixer.campaign.CampaignTerms;
import dev.ratiofixer.campaign.CampaignTerms.CompleteWhen;
import dev.ratiofixer.campaign.CampaignView;
import dev.ratiofixer.campaign.CurrentDecision;
import dev.ratiofixer.campaign.query.ExpectedSample;
import dev.ratiofixer.campaign.query.ListedCampaign;
import dev.ratiofixer.campaign.query.ListedCampaign.CampaignTotals;
import dev.ratiofixer.campaign.query.ListedCampaign.OwnerTotal;
import dev.ratiofixer.campaign.query.Page;
import dev.ratiofixer.http.api.Operations.AuditedOperation.Made;
import dev.ratiofixer.http.problem.ProblemBody;
import dev.ratiofixer.model.Expectation;
import dev.ratiofixer.model.Expectation.ViewBasis;
import dev.ratiofixer.smm.api.Consent;
import dev.ratiofixer.smm.api.OrderMode;
import dev.ratiofixer.smm.api.SpendLimits;
import dev.ratiofixer.stats.Quantiles;
import dev.ratiofixer.video.Category;
import dev.ratiofixer.video.ChannelKnowledge;
import dev.ratiofixer.video.Counters;
import dev.ratiofixer.video.CountingRegime;
import dev.ratiofixer.video.Sample;
import dev.ratiofixer.video.VideoFacts;
import dev.ratiofixer.video.VideoForm;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Declares the bodies about campaigns, named as in the contract. */
public final class CampaignBodies {
    private CampaignBodies() {}

    record Items<T>(List<T> items, @Nullable String next) {}

    record Started(String campaignId, CampaignStatus ratioFixerStatus) implements Made {
        @Override
        public String madeId() {
            return campaignId;
        }
    }

    record BatchOutcome(boolean dryRun, int started, int refused, List<BatchItem> items) implements ManyDone {
        @Override
        public Map<String, String> outcomes() {
            return ManyDone.of(items, BatchItem::campaignId, BatchItem::problem);
        }
    }

    record BatchItem(
            int index,
            @Nullable Integer line,
            int status,
            @Nullable String campaignId,
            @Nullable CampaignStatus ratioFixerStatus,
            @Nullable ProblemBody problem) {}

    /** A page of campaigns; {@code totals} where they were asked for. */
    record CampaignPage(
            List<Item> items,
            @Nullable String next,
            @JsonInclude(NON_NULL) @Nullable TotalsBody totals) {
        static CampaignPage of(Page<ListedCampaign> page, @Nullable CampaignTotals totals) {
            return new CampaignPage(
                    page.items().stream().map(Item::of).toList(),
                    page.next(),
                    totals == null ? null : TotalsBody.of(totals));
        }
    }

    /** The contract's {@code CampaignTotals}. */
    record TotalsBody(
            long campaigns,
            Map<CampaignStatus, Long> byStatus,
            Map<Attention, Long> byAttention,
            long asExpected,
            long shortOfTarget,
            List<CurrencyLine> byCurrency,
            List<OwnerTotal> owners) {
        record CurrencyLine(String currency, String reserved, String spent) {}

        static TotalsBody of(CampaignTotals totals) {
            return new TotalsBody(
                    totals.campaigns(),
                    totals.byStatus(),
                    totals.byAttention(),
                    totals.asExpected(),
                    totals.shortOfTarget(),
                    totals.byCurrency().stream()
                            .map(each -> new CurrencyLine(
                                    each.spent().currency(),
                                    each.reserved().amount(),
                                    each.spent().amount()))
                            .toList(),
                    totals.owners());
        }
    }

    record Item(
            @JsonUnwrapped StatusBody status,
            @Nullable Attention attention,
            int waitingOrders,
            String title,
            List<@Nullable Long> sparkline) {
        static Item of(ListedCampaign listed) {
            return new Item(
                    StatusBody.of(listed.view()),
                    listed.attention(),
                    listed.waitingOrders(),
                    listed.view().campaign().video().title(),
                    listed.sparkline());
        }
    }

    record VideoBody(
            String videoId,
            String title,
            String channelId,
            Instant publishedAt,
            @Nullable Duration duration,
            VideoForm form,
            Category category) {
        static VideoBody of(VideoFacts facts) {
            return new VideoBody(
                    facts.id().value(),
                    facts.title(),
                    facts.channelId(),
                    facts.publishedAt(),
                    facts.duration(),
                    facts.form(),
                    facts.category());
        }
    }

    record Terms(
            @Nullable String commentsSheetUrl,
            @Nullable String sheetTier,
            @Nullable String likeServer,
            @Nullable String commentServer,
            @Nullable String maxSpend,
            @Nullable String dailySpend,
            @Nullable String currency,
            CompleteWhen completeWhen,
            @Nullable Consent consent) {
        static Terms of(CampaignTerms terms) {
            SpendLimits limits = terms.limits();
            return new Terms(
                    terms.commentsSheetUrl(),
                    terms.sheetTier(),
                    terms.likeServer(),
                    terms.commentServer(),
                    limits == null ? null : limits.maxSpend().amount(),
                    limits == null ? null : limits.dailySpend().amount(),
                    limits == null ? null : limits.maxSpend().currency(),
                    terms.completeWhen(),
                    terms.consent());
        }
    }

    record Details(
            @JsonUnwrapped StatusBody status,
            @Nullable CountingRegime countingRegime,
            boolean corrected,
            @Nullable Boolean inDomain,
            List<String> outOfDomain,
            @Nullable String modelVersion,
            @Nullable ViewBasis viewBasis,
            VideoBody video,
            Terms terms) {
        static Details of(CampaignView view) {
            Sample sample = view.snapshot().lastSample();
            Expectation expectation = view.snapshot().expectation();
            return new Details(
                    StatusBody.of(view),
                    sample == null ? null : sample.countingRegime(),
                    sample != null && sample.corrected(),
                    expectation == null ? null : expectation.inDomain(),
                    expectation == null ? List.of() : expectation.outOfDomain(),
                    expectation == null ? null : expectation.modelVersion(),
                    expectation == null ? null : expectation.basis(),
                    VideoBody.of(view.campaign().video()),
                    Terms.of(view.campaign().terms()));
        }
    }

    record SampleBody(
            Instant at,
            @Nullable Long views,
            @Nullable Long likes,
            @Nullable Long comments,
            CountingRegime countingRegime,
            boolean corrected,
            StatusBody.@Nullable Band expectation) {
        static SampleBody of(ExpectedSample expected) {
            Sample sample = expected.sample();
            return new SampleBody(
                    sample.at(),
                    sample.counters().views(),
                    sample.counters().likes(),
                    sample.counters().comments(),
                    sample.countingRegime(),
                    sample.corrected(),
                    expected.likes() == null || expected.comments() == null
                            ? null
                            : new StatusBody.Band(expected.likes(), expected.comments()));
        }
    }

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
            Long likes =
                    expectation == null ? null : Math.round(expectation.likes().p50());
            Long comments = expectation == null
                    ? null
                    : Math.round(expectation.comments().p50());
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
}
