package dev.ratiofixer.http.api;

import dev.ratiofixer.access.ReportLinks;
import dev.ratiofixer.access.ReportLinks.ReportLink;
import dev.ratiofixer.access.ReportLinks.ReportScope;
import dev.ratiofixer.access.ReportLinks.SharedLink;
import dev.ratiofixer.http.api.AuditedOperation.Made;
import dev.ratiofixer.http.problem.ProblemException;
import dev.ratiofixer.http.problem.ProblemType;
import dev.ratiofixer.http.problem.ValidationErrors;
import dev.ratiofixer.settings.PageLinks;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Makes, lists and ends links to a campaign's report. */
final class ReportOperations {
    private static final int USUAL_DAYS = 30;
    private static final String FORM = "give an ISO 8601 instant, such as 2026-11-01T00:00:00Z";

    private final ReportLinks links;
    private final CampaignOperations campaigns;
    private final PageLinks pages;

    ReportOperations(ReportLinks links, CampaignOperations campaigns, PageLinks pages) {
        this.links = links;
        this.campaigns = campaigns;
        this.pages = pages;
    }

    /** The contract's {@code ReportLink}. */
    record LinkBody(
            String linkId,
            String campaignId,
            String url,
            @Nullable Instant from,
            @Nullable Instant to,
            String madeBy,
            Instant madeAt,
            Instant expiresAt,
            @Nullable Instant revokedAt)
            implements Made {
        @Override
        public String madeId() {
            return linkId;
        }
    }

    Future<OperationResult> share(ApiCall call) {
        ValidationErrors errors = new ValidationErrors();
        Instant from = errors.read("from", call.body().getString("from"), FORM, Instants::parse)
                .orElse(null);
        Instant to = errors.read("to", call.body().getString("to"), FORM, Instants::parse)
                .orElse(null);
        if (from != null && to != null && !from.isBefore(to)) {
            errors.add("to", "lies before from, or is the same: give a period");
        }
        errors.throwIfAny();
        int days = call.body().getInteger("days", USUAL_DAYS);
        return campaigns
                .view(call.id())
                .compose(known -> links.share(
                        new ReportScope(call.id(), from, to), call.caller().name(), Duration.ofDays(days)))
                .map(made -> OperationResult.created(body(made), null));
    }

    Future<OperationResult> list(ApiCall call) {
        return campaigns
                .view(call.id())
                .compose(known -> links.ofCampaign(call.id()))
                .map(found -> OperationResult.ok(new CampaignBodies.Items<>(
                        found.stream().map(this::body).toList(), null)));
    }

    Future<OperationResult> revoke(ApiCall call) {
        return links.revoke(call.id(), call.caller().name())
                .compose(ended -> ended.isEmpty()
                        ? ProblemException.failed(ProblemType.NOT_FOUND, "there is no link " + call.id())
                        : Future.succeededFuture(OperationResult.ok(body(ended.get()))));
    }

    private LinkBody body(SharedLink shared) {
        ReportLink link = shared.link();
        return new LinkBody(
                link.id(),
                link.scope().campaignId(),
                pages.sharedReport(shared.token()),
                link.scope().from(),
                link.scope().to(),
                link.madeBy(),
                link.madeAt(),
                link.expiresAt(),
                link.revokedAt());
    }
}
