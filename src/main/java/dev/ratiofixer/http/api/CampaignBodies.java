package dev.ratiofixer.http.api;

import static com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.ratiofixer.campaign.CampaignSnapshot.Attention;
import dev.ratiofixer.campaign.CampaignSnapshot.CampaignStatus;
import dev.ratiofixer.campaign.CampaignTerms;
import dev.ratiofixer.campaign.CampaignView;
import dev.ratiofixer.campaign.CompleteWhen;
import dev.ratiofixer.campaign.query.ExpectedSample;
import dev.ratiofixer.campaign.query.ListedCampaign;
import dev.ratiofixer.campaign.query.ListedCampaign.CampaignTotals;
import dev.ratiofixer.campaign.query.ListedCampaign.OwnerTotal;
import dev.ratiofixer.campaign.query.Page;
import dev.ratiofixer.http.api.AuditedOperation.Made;
import dev.ratiofixer.http.problem.ProblemBody;
import dev.ratiofixer.model.Expectation;
import dev.ratiofixer.model.Expectation.ViewBasis;
import dev.ratiofixer.smm.api.Consent;
import dev.ratiofixer.smm.api.SpendLimits;
import dev.ratiofixer.video.Category;
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
final class CampaignBodies {
    private CampaignBodies() {}

    record Items<T>(List<T> items, @Nullable String next) {}

    record Started(String campaignId, CampaignStatus ratioFixerStatus) implements Made {
        @Override
        public String madeId() {
            return campaignId;
        }
    }

    record BatchOutcome(boolean dryRun, int started, int refused, List<BatchItem> items) {}

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
}
