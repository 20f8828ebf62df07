package dev.ratiofixer.http.api;

import dev.ratiofixer.access.AuditReader;
import dev.ratiofixer.access.AuditReader.AuditFilter;
import dev.ratiofixer.access.AuditReader.HeldReader;
import io.vertx.core.Future;

/** Shows who did what; who is held to a client sees what concerns its campaigns, and what his own key did. */
final class AuditOperations {
    private final AuditReader audit;

    AuditOperations(AuditReader audit) {
        this.audit = audit;
    }

    Future<OperationResult> list(ApiCall call) {
        AuditFilter filter = filter(call);
        return audit.page(filter, call.page().after(), call.page().limit())
                .recover(CampaignOperations::unknownPage)
                .map(page -> OperationResult.ok(new CampaignBodies.Items<>(page.lines(), page.next())));
    }

    static AuditFilter filter(ApiCall call) {
        return new AuditFilter(
                call.text("actor")
                        .map(String::strip)
                        .filter(actor -> !actor.isEmpty())
                        .orElse(null),
                call.text("action").orElse(null),
                call.text("subject").orElse(null),
                CampaignOperations.instant(call, "from"),
                CampaignOperations.instant(call, "to"),
                call.caller()
                        .heldTo()
                        .map(client -> new HeldReader(client, call.caller().keyId()))
                        .orElse(null));
    }
}
