package dev.ratiofixer.http.api;

import dev.ratiofixer.access.ReportLinks;
import dev.ratiofixer.access.ReportLinks.ReportLink;
import dev.ratiofixer.access.ReportLinks.ReportScope;
import dev.ratiofixer.access.ReportLinks.ReportSubject;
import dev.ratiofixer.access.ReportLinks.ReportSubject.OfCampaign;
import dev.ratiofixer.access.ReportLinks.ReportSubject.OfClient;
import dev.ratiofixer.access.ReportLinks.SharedLink;
import dev.ratiofixer.http.api.Operations.AuditedOperation.Made;
import dev.ratiofixer.http.problem.ProblemException;
import dev.ratiofixer.http.problem.ProblemType;
import dev.ratiofixer.http.problem.ValidationErrors;
import dev.ratiofixer.settings.PageLinks;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes, lists and ends links to reports, of a campaign and of all that a client has. */
final class ReportOperations {
    private static final int USUAL_DAYS = 30;
    private static final String FORM = "give an ISO 8601 instant, such as 2026-11-01T00:00:00Z";

    private final ReportLinks links;
    private final CampaignOperations campaigns;
    private final ClientScope scope;
    private final PageLinks pages;
    private final InstantSource clock;

    ReportOperations(
            ReportLinks links, CampaignOperations campaigns, ClientScope scope, PageLinks pages, InstantSource clock) {
        this.links = links;
        this.campaigns = campaigns;
        this.scope = scope;
        this.pages = pages;
        this.clock = clock;
    }

    /** The contract's {@code ReportLink}. */
    record LinkBody(
            String linkId,
            @Nullable String campaignId,
            @Nullable String client,
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
        return share(call, new OfCampaign(call.id()), () -> campaigns.view(call.id()));
    }

    Future<OperationResult> shareOfClient(ApiCall call) {
        return share(call, new OfClient(call.id()), () -> scope.known(call.id(), clock.instant()));
    }

    private Future<OperationResult> share(ApiCall call, ReportSubject subject, Supplier<Future<?>> known) {
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
        return known.get()
                .compose(there -> links.share(
                        new ReportScope(subject, from, to), call.caller().name(), Duration.ofDays(days)))
                .map(made -> OperationResult.created(body(made), null));
    }

    Future<OperationResult> list(ApiCall call) {
        return campaigns.view(call.id()).compose(known -> listed(new OfCampaign(call.id())));
    }

    Future<OperationResult> listOfClient(ApiCall call) {
        return scope.known(call.id(), clock.instant()).compose(known -> listed(new OfClient(call.id())));
    }

    private Future<OperationResult> listed(ReportSubject subject) {
        return links.of(subject)
                .map(found -> OperationResult.ok(new CampaignBodies.Items<>(
                        found.stream().map(this::body).toList(), null)));
    }

    /** Whose report it opens may end it: who is held to a client, those of the client. */
    Future<OperationResult> revoke(ApiCall call) {
        return links.subject(call.id())
                .compose(subject ->
                        subject.isEmpty() ? Future.succeededFuture(false) : scope.sees(call.caller(), subject.get()))
                .compose(mine -> mine
                        ? links.revoke(call.id(), call.caller().name())
                        : Future.succeededFuture(Optional.<SharedLink>empty()))
                .compose(ended -> ended.isEmpty()
                        ? ProblemException.failed(ProblemType.NOT_FOUND, "there is no link " + call.id())
                        : Future.succeededFuture(OperationResult.ok(body(ended.get()))));
    }

    private LinkBody body(SharedLink shared) {
        ReportLink link = shared.link();
        return new LinkBody(
                link.id(),
                link.scope().of() instanceof OfCampaign(String campaign) ? campaign : null,
                link.scope().of() instanceof OfClient(String client) ? client : null,
                pages.sharedReport(shared.token()),
                link.scope().from(),
                link.scope().to(),
                link.madeBy(),
                link.madeAt(),
                link.expiresAt(),
                link.revokedAt());
    }
}
