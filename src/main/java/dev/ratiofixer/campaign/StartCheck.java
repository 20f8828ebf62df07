package dev.ratiofixer.campaign;

import dev.ratiofixer.bus.Addresses;
import dev.ratiofixer.bus.LocalBus;
import dev.ratiofixer.campaign.SupervisorRequest.FormChoice;
import dev.ratiofixer.campaign.SupervisorRequest.StartCampaign;
import dev.ratiofixer.smm.api.OrderMode;
import dev.ratiofixer.smm.api.PromotionRequest.CheckPrerequisites;
import dev.ratiofixer.smm.api.PromotionRequest.Prerequisite;
import dev.ratiofixer.video.VideoFacts;
import dev.ratiofixer.video.VideoForm;
import dev.ratiofixer.youtube.YouTubeRequest.DescribeOutcome;
import dev.ratiofixer.youtube.YouTubeRequest.DescribeVideo;
import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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

    Future<Checked> check(StartCampaign start, CampaignRules rules, Instant now) {
        List<Prerequisite> missing = new ArrayList<>(missingTerms(start.terms(), rules, now));
        CampaignTerms terms = start.terms();
        Future<DescribeOutcome> video = bus.request(Addresses.YOUTUBE, new DescribeVideo(start.video()));
        return video.compose(described -> bus.request(
                        Addresses.SMM,
                        new CheckPrerequisites(
                                terms.likeServer(),
                                terms.commentServer(),
                                terms.commentsSheetUrl(),
                                terms.sheetTier(),
                                channel(described)))
                .map(services -> {
                    services.prerequisites().stream()
                            .filter(found -> found.required() && !found.met())
                            .forEach(missing::add);
                    return conclude(described, start, rules, missing);
                }));
    }

    private static @Nullable String channel(DescribeOutcome video) {
        return switch (video) {
            case DescribeOutcome.Described(VideoFacts facts, var sample) -> facts.channelId();
            case DescribeOutcome.NotDescribed unknown -> null;
        };
    }

    private static Checked conclude(
            DescribeOutcome video, StartCampaign start, CampaignRules rules, List<Prerequisite> missing) {
        return switch (video) {
            case DescribeOutcome.NotDescribed(var trouble, String detail) -> {
                missing.addFirst(new Prerequisite("video_available", "video_url", false, true, detail));
                yield new Checked.MissingPrerequisites(List.copyOf(missing));
            }
            case DescribeOutcome.Described(VideoFacts facts, var sample) -> {
                boolean observes = start.terms().mode() == OrderMode.OBSERVE;
                if (!observes && rules.derivedMetrics() && !rules.allowExpecting(facts)) {
                    missing.add(missing(
                            "owner_authorization",
                            "mode",
                            "the owner of channel " + facts.channelId() + " has not authorized this client: only mode"
                                    + " \"observe\""));
                }
                yield missing.isEmpty()
                        ? new Checked.Ready(chosen(facts, start.form()))
                        : new Checked.MissingPrerequisites(List.copyOf(missing));
            }
        };
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
                    "compliance.derived_metrics is \"declined\", which allows mode \"observe\" only: start with it, or set"
                            + " \"accepted\" once YouTube granted this API project the derived-metrics amendment"));
        }
        if (terms.mode() == OrderMode.AUTO) {
            missing.addAll(missingForAuto(terms, now));
        }
        return missing;
    }

    private static List<Prerequisite> missingForAuto(CampaignTerms terms, Instant now) {
        List<Prerequisite> missing = new ArrayList<>();
        if (terms.consent() == null) {
            missing.add(missing(
                    "consent",
                    "consent",
                    "mode \"auto\" needs the owner's consent {granted_by, granted_at, expires_at}"));
        } else if (!terms.consent().covers(now)) {
            missing.add(missing(
                    "consent", "consent", "the consent does not cover now: granted_at <= now < expires_at must hold"));
        }
        if (terms.limits() == null) {
            missing.add(missing(
                    "limits",
                    "max_spend",
                    "mode \"auto\" needs max_spend and daily_spend: with no limit nothing is spent"));
        }
        return missing;
    }

    private static Prerequisite missing(String name, String field, String detail) {
        return new Prerequisite(name, field, false, true, detail);
    }
}
