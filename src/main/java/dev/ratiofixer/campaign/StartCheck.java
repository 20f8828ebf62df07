package dev.ratiofixer.campaign;

import dev.ratiofixer.bus.Addresses;
import dev.ratiofixer.bus.LocalBus;
import dev.ratiofixer.campaign.SupervisorRequest.CheckStart;
import dev.ratiofixer.campaign.SupervisorRequest.FormChoice;
import dev.ratiofixer.campaign.SupervisorRequest.StartCampaign;
import dev.ratiofixer.smm.api.Consent;
import dev.ratiofixer.smm.api.OrderMode;
import dev.ratiofixer.smm.api.PromotionRequest.CheckPrerequisites;
import dev.ratiofixer.smm.api.PromotionRequest.ClaimAdsCampaigns;
import dev.ratiofixer.smm.api.PromotionRequest.Prerequisite;
import dev.ratiofixer.smm.api.PromotionRequest.PrerequisitesChecked;
import dev.ratiofixer.smm.api.PromotionRequest.ReleaseAdsCampaigns;
import dev.ratiofixer.smm.api.StartTerms;
import dev.ratiofixer.video.VideoFacts;
import dev.ratiofixer.video.VideoForm;
import dev.ratiofixer.video.VideoId;
import dev.ratiofixer.youtube.YouTubeRequest.DescribeOutcome;
import dev.ratiofixer.youtube.YouTubeRequest.DescribeVideo;
import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds out whether a campaign can start: what the video is, and every prerequisite that is missing. */
final class StartCheck {
    /** What the check found. */
    sealed interface Checked {
        record Ready(VideoFacts facts) implements Checked {}

        record MissingPrerequisites(List<Prerequisite> prerequisites) implements Checked {}
    }

    private final LocalBus bus;

    StartCheck(EventBus bus) {
        this.bus = new LocalBus(bus);
    }

    /** What a start lacks; the video's form is the one that the start chose. */
    Future<Checked> check(StartCampaign start, CampaignRules rules, Instant now) {
        Instant at = start.startAt() == null || start.startAt().isBefore(now) ? now : start.startAt();
        return look(start.video(), start.terms(), null, rules, at).map(found -> {
            List<Prerequisite> missing = found.lines().stream()
                    .filter(line -> line.required() && !line.met())
                    .toList();
            VideoFacts facts = found.facts();
            return facts != null && missing.isEmpty()
                    ? new Checked.Ready(chosen(facts, start.form()))
                    : new Checked.MissingPrerequisites(missing);
        });
    }

    /** Every line of the check list. */
    Future<PrerequisitesChecked> list(CheckStart ask, CampaignRules rules, Instant now) {
        return look(ask.video(), ask.terms(), ask.campaignId(), rules, now)
                .map(found -> new PrerequisitesChecked(found.lines()));
    }

    /** Claims the ads campaigns of a campaign that is about to be stored; answers what stands in the way. */
    Future<List<Prerequisite>> claim(Campaign campaign) {
        CampaignTerms terms = campaign.terms();
        return none(terms)
                ? Future.succeededFuture(List.of())
                : bus.request(
                                Addresses.SMM,
                                new ClaimAdsCampaigns(
                                        campaign.id(),
                                        campaign.video().id(),
                                        terms.likeServer(),
                                        terms.commentServer()))
                        .map(PrerequisitesChecked::prerequisites);
    }

    /** Gives back what was claimed for a campaign that is not stored. */
    void release(Campaign campaign) {
        if (!none(campaign.terms())) {
            bus.request(Addresses.SMM, new ReleaseAdsCampaigns(campaign.id(), null, null));
        }
    }

    /** Gives back what a campaign had claimed and its terms do not name. */
    void keepOnly(Campaign campaign, CampaignTerms terms) {
        bus.request(Addresses.SMM, new ReleaseAdsCampaigns(campaign.id(), terms.likeServer(), terms.commentServer()));
    }

    /** What only observes changes no budget. */
    private static boolean none(CampaignTerms terms) {
        return terms.mode() == OrderMode.OBSERVE || (terms.likeServer() == null && terms.commentServer() == null);
    }

    /** Every line, and the video if it can be campaigned for. */
    private record Findings(
            List<Prerequisite> lines, @Nullable VideoFacts facts) {}

    private Future<Findings> look(
            @Nullable VideoId video,
            CampaignTerms terms,
            @Nullable String campaignId,
            CampaignRules rules,
            Instant now) {
        Future<Optional<DescribeOutcome>> described = video == null
                ? Future.succeededFuture(Optional.empty())
                : bus.request(Addresses.YOUTUBE, new DescribeVideo(video)).map(Optional::of);
        return described.compose(outcome -> {
            VideoFacts facts = outcome.orElse(null) instanceof DescribeOutcome.Described(VideoFacts known, var sample)
                    ? known
                    : null;
            return bus.request(Addresses.SMM, services(video, facts, terms, campaignId))
                    .map(services -> {
                        List<Prerequisite> lines = new ArrayList<>();
                        outcome.flatMap(StartCheck::unavailable).ifPresent(lines::add);
                        lines.addAll(missingTerms(terms, rules, now));
                        lines.addAll(services.prerequisites());
                        if (facts != null) {
                            unauthorized(facts, terms, rules).ifPresent(lines::add);
                        }
                        return new Findings(List.copyOf(lines), facts);
                    });
        });
    }

    private static CheckPrerequisites services(
            @Nullable VideoId video, @Nullable VideoFacts facts, CampaignTerms terms, @Nullable String campaignId) {
        return new CheckPrerequisites(
                terms.likeServer(),
                terms.commentServer(),
                terms.commentsSheetUrl(),
                terms.sheetTier(),
                new StartTerms(
                        campaignId, video, facts == null ? null : facts.channelId(), terms.mode(), terms.limits()));
    }

    private static Optional<Prerequisite> unavailable(DescribeOutcome video) {
        return switch (video) {
            case DescribeOutcome.NotDescribed(var trouble, String detail) ->
                Optional.of(missing("video_available", "video_url", detail));
            case DescribeOutcome.Described described -> Optional.empty();
        };
    }

    private static Optional<Prerequisite> unauthorized(VideoFacts facts, CampaignTerms terms, CampaignRules rules) {
        boolean observes = terms.mode() == OrderMode.OBSERVE;
        return !observes && rules.derivedMetrics() && !rules.allowExpecting(facts)
                ? Optional.of(missing(
                        "owner_authorization",
                        "mode",
                        "the owner of this video's channel has not given access, so the campaign may only observe: choose the"
                                + " mode Observe, or have the owner give access"))
                : Optional.empty();
    }

    private static VideoFacts chosen(VideoFacts facts, FormChoice form) {
        VideoForm wanted = switch (form) {
            case AUTO -> facts.form();
            case VIDEO -> VideoForm.VIDEO;
            case SHORT -> VideoForm.SHORT;
        };
        return facts.withForm(wanted);
    }

    private static List<Prerequisite> missingTerms(CampaignTerms terms, CampaignRules rules, Instant now) {
        List<Prerequisite> missing = new ArrayList<>();
        if (!rules.derivedMetrics() && terms.mode() != OrderMode.OBSERVE) {
            missing.add(missing(
                    "compliance",
                    "mode",
                    "YouTube has not allowed this installation to compare videos, so a campaign may only observe: choose the mode"
                            + " Observe. Whoever runs Ratio Fixer can ask YouTube for that (setting"
                            + " compliance.derived_metrics)"));
        }
        if (terms.mode() == OrderMode.AUTO) {
            missing.addAll(missingForAuto(terms, now));
        }
        return missing;
    }

    private static List<Prerequisite> missingForAuto(CampaignTerms terms, Instant now) {
        List<Prerequisite> missing = new ArrayList<>();
        Consent consent = terms.consent();
        Instant until = terms.completeWhen().until();
        if (consent == null) {
            missing.add(missing(
                    "consent",
                    "consent",
                    "in the mode Automatic, the owner's consent is needed: who gave it, when, and until when it holds"
                            + " (granted_by, granted_at, expires_at)"));
        } else if (!consent.covers(now)) {
            missing.add(missing(
                    "consent",
                    "consent",
                    "the consent does not cover today: it must have been given already and not have ended"));
        }
        if (consent != null && until != null && consent.expiresAt().isBefore(until)) {
            missing.add(missing(
                    "consent_covers_campaign",
                    "consent",
                    "the consent ends at " + consent.expiresAt() + ", before the campaign does, at " + until
                            + ": ask the owner for a longer one, or end the campaign earlier"));
        }
        if (terms.limits() == null) {
            missing.add(missing(
                    "limits",
                    "max_spend",
                    "in the mode Automatic, a limit in all and one of a day are needed: without, nothing is spent"));
        }
        return missing;
    }

    private static Prerequisite missing(String name, String field, String detail) {
        return new Prerequisite(name, field, false, true, detail);
    }
}
