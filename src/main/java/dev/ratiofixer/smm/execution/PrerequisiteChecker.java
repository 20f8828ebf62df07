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
                            ? "an owner_comment service needs comments_sheet_url"
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
}
