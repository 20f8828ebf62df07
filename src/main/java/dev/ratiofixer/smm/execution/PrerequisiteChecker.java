package dev.ratiofixer.smm.execution;

import dev.ratiofixer.google.ads.GoogleAdsClient;
import dev.ratiofixer.google.ads.GoogleAdsClient.Account;
import dev.ratiofixer.google.ads.operations.OperationsAllowance.OperationPurpose;
import dev.ratiofixer.provider.ProviderFailure.ProviderException;
import dev.ratiofixer.smm.api.OrderMode;
import dev.ratiofixer.smm.api.PromotionRequest.CheckPrerequisites;
import dev.ratiofixer.smm.api.PromotionRequest.ClaimAdsCampaigns;
import dev.ratiofixer.smm.api.PromotionRequest.Prerequisite;
import dev.ratiofixer.smm.api.PromotionRequest.PrerequisitesChecked;
import dev.ratiofixer.smm.api.PromotionRequest.ReleaseAdsCampaigns;
import dev.ratiofixer.smm.api.PromotionService;
import dev.ratiofixer.smm.api.PromotionService.AdBudgetService;
import dev.ratiofixer.smm.api.PromotionService.OwnerCommentService;
import dev.ratiofixer.smm.api.ServiceUse;
import dev.ratiofixer.smm.api.ServiceUse.UsingCampaign;
import dev.ratiofixer.smm.api.SmmSettings;
import dev.ratiofixer.smm.api.StartTerms;
import dev.ratiofixer.smm.policy.comment.ApprovedComments;
import dev.ratiofixer.video.VideoId;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The check list before a start: whether a campaign with these services and this sheet could order. */
final class PrerequisiteChecker {
    private final OrderExecutors executors;
    private final AdsCampaignCheck ads;
    private final Supplier<SmmSettings> settings;

    PrerequisiteChecker(OrderExecutors executors, AdsCampaignCheck ads, Supplier<SmmSettings> settings) {
        this.executors = executors;
        this.ads = ads;
        this.settings = settings;
    }

    Future<PrerequisitesChecked> answer(CheckPrerequisites ask) {
        List<PromotionService> levers = Stream.of(ask.likeServer(), ask.commentServer())
                .filter(Objects::nonNull)
                .map(id -> settings.get().service(id))
                .flatMap(Optional::stream)
                .distinct()
                .toList();
        List<Future<Prerequisite>> lines = new ArrayList<>();
        lines.add(Future.succeededFuture(service("like_service_known", "like_server", ask.likeServer())));
        lines.add(Future.succeededFuture(service("comment_service_known", "comment_server", ask.commentServer())));
        boolean comments = levers.stream().anyMatch(OwnerCommentService.class::isInstance);
        Future<Sheet> sheet = sheet(ask, comments);
        lines.add(sheet.map(Sheet::readable));
        lines.add(sheet.map(Sheet::rows));
        for (PromotionService lever : levers) {
            lines.add(executors.of(lever).preflight());
            if (lever instanceof OwnerCommentService service) {
                lines.add(executors.comments().channel(service, ask.terms().channelId()));
            } else if (lever instanceof AdBudgetService budget) {
                String field = budget.id().equals(ask.likeServer()) ? "like_server" : "comment_server";
                lines.add(executors.budgets().preflights().prerequisite(budget, field));
                lines.addAll(ads.of(budget, field, ask.terms()));
            }
        }
        lines.add(Future.succeededFuture(spending(levers)));
        StartTermsCheck.of(ask.terms(), levers, settings.get().limits())
                .forEach(line -> lines.add(Future.succeededFuture(line)));
        return Future.join(lines)
                .map(done -> new PrerequisitesChecked(
                        lines.stream().map(Future::result).toList()));
    }

    private Prerequisite service(String name, String field, @Nullable String id) {
        if (id == null) {
            return new Prerequisite(name, field, true, false, "no service is chosen: nothing is ordered for these");
        }
        return settings.get()
                .service(id)
                .map(found -> new Prerequisite(name, field, true, true, found.name() + " (service " + id + ")"))
                .orElseGet(() -> new Prerequisite(
                        name, field, false, true, "there is no service \"" + id + "\": choose one of the list"));
    }

    /** Whether the sheet has texts, and which of its rows have none that can be posted. */
    private record Sheet(Prerequisite readable, Prerequisite rows) {
        private static final String FIELD = "comments_sheet_url";

        static Sheet of(boolean met, boolean required, String field, String detail) {
            return new Sheet(
                    new Prerequisite("comments_sheet_readable", field, met, required, detail),
                    rows(true, "no row was looked at"));
        }

        private static Prerequisite rows(boolean met, String detail) {
            return new Prerequisite("comments_sheet_rows", FIELD, met, false, detail);
        }
    }

    private Future<Sheet> sheet(CheckPrerequisites ask, boolean needed) {
        if (ask.commentsSheetUrl() == null) {
            return Future.succeededFuture(Sheet.of(
                    !needed,
                    needed,
                    Sheet.FIELD,
                    needed
                            ? "comments by the channel's owner need a sheet of approved texts: give its address"
                            : "no sheet is given, and none needed"));
        }
        return executors
                .comments()
                .texts(ask.commentsSheetUrl(), ask.sheetTier())
                .map(prompts -> switch (prompts) {
                    case ApprovedComments.Read read -> sheet(read, ask, needed);
                    case ApprovedComments.Unread unread -> Sheet.of(false, needed, Sheet.FIELD, unread.reason());
                    case ApprovedComments.NotNeeded none -> Sheet.of(true, false, Sheet.FIELD, "no sheet is needed");
                });
    }

    private static Sheet sheet(ApprovedComments.Read read, CheckPrerequisites ask, boolean needed) {
        boolean some = !read.texts().isEmpty();
        String skipped = read.skippedInWords();
        String of = ask.sheetTier() == null ? "" : " of tier \"" + ask.sheetTier() + "\"";
        String detail = some
                ? read.texts().size() + " approved texts in tab \"" + read.tab() + "\""
                : "tab \"" + read.tab() + "\" of the sheet has no approved text" + of + " that can be posted"
                        + (skipped.isEmpty() ? "" : ": " + skipped);
        return new Sheet(
                new Prerequisite("comments_sheet_readable", some ? Sheet.FIELD : "sheet_tier", some, needed, detail),
                skipped.isEmpty()
                        ? Sheet.rows(true, "every row" + of + " can be used")
                        : Sheet.rows(false, "not used: " + skipped));
    }

    private Prerequisite spending(List<PromotionService> levers) {
        boolean costs = levers.stream().anyMatch(AdBudgetService.class::isInstance);
        boolean on = settings.get().limits().spending();
        return new Prerequisite(
                "spending_on",
                "",
                on || !costs,
                false,
                on
                        ? "spending is on"
                        : "Spending is switched off, so nothing that costs is ordered. An admin can switch it on, on the page Spending");
    }

    /**
     * Checks the ads campaign of a start: that it shows the start's video, and that no other live campaign has it.
     * Belongs to one context.
     */
    static final class AdsCampaignCheck {
        private static final int NAMED = 3;

        private final GoogleAdsClient ads;
        private final ServiceUse use;
        private final Supplier<SmmSettings> settings;

        AdsCampaignCheck(GoogleAdsClient ads, ServiceUse use, Supplier<SmmSettings> settings) {
            this.ads = ads.as(OperationPurpose.READ);
            this.use = use;
            this.settings = settings;
        }

        /** Returns the lines of one service; never fails. Where nothing is ordered they are no condition. */
        List<Future<Prerequisite>> of(AdBudgetService service, String field, StartTerms terms) {
            boolean needed = terms.mode() != OrderMode.OBSERVE;
            List<Future<Prerequisite>> lines = new ArrayList<>();
            lines.add(free(service, field, terms, needed));
            VideoId video = terms.video();
            if (video != null && needed) {
                lines.add(shows(service, field, video));
            }
            return lines;
        }

        /** Claims the ads campaigns of a campaign's services; answers what stands in the way. */
        Future<PrerequisitesChecked> claim(ClaimAdsCampaigns ask) {
            List<AdBudgetService> wanted = new ArrayList<>();
            List<String> fields = new ArrayList<>();
            add(ask.likeServer(), "like_server", wanted, fields);
            add(ask.commentServer(), "comment_server", wanted, fields);
            Set<String> targets = wanted.stream().map(AdsCampaignCheck::target).collect(Collectors.toSet());
            if (targets.isEmpty()) {
                return Future.succeededFuture(new PrerequisitesChecked(List.of()));
            }
            return use.claim(targets, ask.campaignId(), ask.video())
                    // A second campaign of a video is refused as such, and a repeated start is none.
                    .map(holder -> holder.filter(other -> !other.video().equals(ask.video()))
                            .map(other -> List.of(taken(wanted.getFirst(), fields.getFirst(), other, true)))
                            .orElse(List.of()))
                    .map(PrerequisitesChecked::new);
        }

        /** Gives back the ads campaigns that a campaign had claimed and has no use for any more. */
        Future<Void> release(ReleaseAdsCampaigns ask) {
            List<AdBudgetService> wanted = new ArrayList<>();
            add(ask.likeServer(), "like_server", wanted, new ArrayList<>());
            add(ask.commentServer(), "comment_server", wanted, new ArrayList<>());
            return use.release(
                    ask.campaignId(),
                    wanted.stream().map(AdsCampaignCheck::target).collect(Collectors.toSet()));
        }

        private void add(@Nullable String id, String field, List<AdBudgetService> wanted, List<String> fields) {
            if (id != null && settings.get().service(id).orElse(null) instanceof AdBudgetService ads) {
                wanted.add(ads);
                fields.add(field);
            }
        }

        private static String target(AdBudgetService service) {
            return service.customerId() + "/" + service.adsCampaignId();
        }

        private Future<Prerequisite> free(AdBudgetService service, String field, StartTerms terms, boolean needed) {
            return use.live(sameAdsCampaign(service))
                    .map(live -> live.stream()
                            .filter(other -> !other.campaignId().equals(terms.campaignId()))
                            // A second campaign of a video is refused as such, and a repeated start is none.
                            .filter(other -> !other.video().equals(terms.video()))
                            .findFirst()
                            .map(other -> taken(service, field, other, needed))
                            .orElseGet(() -> new Prerequisite(
                                    "ads_campaign_free",
                                    field,
                                    true,
                                    needed,
                                    "no other campaign uses ads campaign " + service.adsCampaignId())))
                    .otherwise(cause -> new Prerequisite(
                            "ads_campaign_free",
                            field,
                            false,
                            needed,
                            "it cannot be read which campaigns use ads campaign " + service.adsCampaignId()
                                    + ": see the page Health, and try again"));
        }

        private static Prerequisite taken(AdBudgetService service, String field, UsingCampaign other, boolean needed) {
            return new Prerequisite(
                    "ads_campaign_free",
                    field,
                    !needed,
                    needed,
                    "ads campaign " + service.adsCampaignId() + " belongs to "
                            + (other.campaignName().isEmpty()
                                    ? "another campaign that is being started"
                                    : "the live campaign \"" + other.campaignName() + "\"")
                            + " (" + other.campaignId()
                            + "): an ads campaign serves one at a time; stop that one, or choose"
                            + " another service");
        }

        /** Two services may name the same ads campaign. */
        private Set<String> sameAdsCampaign(AdBudgetService service) {
            return Stream.concat(Stream.of(service), settings.get().services().stream())
                    .filter(AdBudgetService.class::isInstance)
                    .map(AdBudgetService.class::cast)
                    .filter(other -> other.customerId().equals(service.customerId())
                            && other.adsCampaignId().equals(service.adsCampaignId()))
                    .map(PromotionService::id)
                    .collect(Collectors.toSet());
        }

        private Future<Prerequisite> shows(AdBudgetService service, String field, VideoId video) {
            Account account = new Account(service.customerId(), service.managerId());
            return ads.videos(account, service.adsCampaignId())
                    .map(shown -> shows(service, field, video, shown))
                    .otherwise(cause -> new Prerequisite(
                            "ads_campaign_shows_video",
                            field,
                            false,
                            true,
                            "which video ads campaign " + service.adsCampaignId() + " shows cannot be read: "
                                    + ProviderException.of(cause).detail()));
        }

        private static Prerequisite shows(AdBudgetService service, String field, VideoId video, Set<String> shown) {
            String ads = "ads campaign " + service.adsCampaignId();
            if (shown.isEmpty()) {
                return new Prerequisite(
                        "ads_campaign_shows_video",
                        field,
                        false,
                        true,
                        ads + " has no enabled ad with a video: choose the service whose ads show this video");
            }
            if (!shown.contains(video.value())) {
                return new Prerequisite(
                        "ads_campaign_shows_video",
                        field,
                        false,
                        true,
                        ads + " shows " + named(shown, Optional.empty()) + " and not this video, " + video.value()
                                + ": choose the service whose ads show it, or its ads' own video");
            }
            return shown.size() == 1
                    ? new Prerequisite("ads_campaign_shows_video", field, true, true, ads + " shows this video")
                    : new Prerequisite(
                            "ads_campaign_shows_video",
                            field,
                            false,
                            false,
                            ads + " shows this video and also " + named(shown, Optional.of(video.value()))
                                    + ": their paid views and their cost count as this video's; put them in an ads campaign of"
                                    + " their own");
        }

        private static String named(Set<String> shown, Optional<String> without) {
            List<String> others = shown.stream()
                    .filter(id -> without.filter(id::equals).isEmpty())
                    .sorted()
                    .toList();
            String named = String.join(", ", others.subList(0, Math.min(NAMED, others.size())));
            return others.size() <= NAMED ? named : named + " and " + (others.size() - NAMED) + " more";
        }
    }
}
