package dev.ratiofixer.smm.execution;

import dev.ratiofixer.smm.api.PromotionRequest.CheckPrerequisites;
import dev.ratiofixer.smm.api.PromotionRequest.Prerequisite;
import dev.ratiofixer.smm.api.PromotionRequest.PrerequisitesChecked;
import dev.ratiofixer.smm.api.PromotionService;
import dev.ratiofixer.smm.api.PromotionService.AdBudgetService;
import dev.ratiofixer.smm.api.PromotionService.OwnerCommentService;
import dev.ratiofixer.smm.api.SmmSettings;
import dev.ratiofixer.smm.policy.comment.ApprovedComments;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
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
        lines.add(sheet(ask, levers.stream().anyMatch(OwnerCommentService.class::isInstance)));
        for (PromotionService lever : levers) {
            lines.add(executors.of(lever).preflight());
            if (lever instanceof AdBudgetService budget) {
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
            return new Prerequisite(name, field, true, false, "no " + field + " is given: nothing is ordered for it");
        }
        return settings.get()
                .service(id)
                .map(found -> new Prerequisite(
                        name,
                        field,
                        true,
                        true,
                        "service " + id + " is " + found.name() + " ("
                                + found.type().name().toLowerCase(Locale.ROOT) + ")"))
                .orElseGet(() -> new Prerequisite(
                        name,
                        field,
                        false,
                        true,
                        "there is no service \"" + id + "\": see GET /api/ratio-fixer/services"));
    }

    private Future<Prerequisite> sheet(CheckPrerequisites ask, boolean needed) {
        String name = "comments_sheet_readable";
        String field = "comments_sheet_url";
        if (ask.commentsSheetUrl() == null) {
            return Future.succeededFuture(new Prerequisite(
                    name,
                    field,
                    !needed,
                    needed,
                    needed
                            ? "an owner_comment service needs comments_sheet_url"
                            : "no sheet is given, and none needed"));
        }
        return executors
                .comments()
                .texts(ask.commentsSheetUrl(), ask.sheetTier())
                .map(prompts -> switch (prompts) {
                    case ApprovedComments.Read read
                    when read.texts().isEmpty() ->
                        new Prerequisite(
                                name,
                                "sheet_tier",
                                false,
                                needed,
                                "the sheet has no approved text of tier \"" + ask.sheetTier() + "\"");
                    case ApprovedComments.Read read ->
                        new Prerequisite(name, field, true, needed, read.texts().size() + " approved texts");
                    case ApprovedComments.Unread unread ->
                        new Prerequisite(name, field, false, needed, unread.reason());
                    case ApprovedComments.NotNeeded none ->
                        new Prerequisite(name, field, true, false, "no sheet is needed");
                });
    }

    private Prerequisite spending(List<PromotionService> levers) {
        boolean costs = levers.stream().anyMatch(AdBudgetService.class::isInstance);
        boolean on = settings.get().limits().spending();
        return new Prerequisite(
                "spending_on",
                "",
                on || !costs,
                false,
                on ? "spending is on" : "limits.spending is off: nothing that costs is ordered");
    }
}
