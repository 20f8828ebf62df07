package dev.ratiofixer.http.api;

import dev.ratiofixer.access.AccessTokens;
import dev.ratiofixer.access.ApiKeyRegistry;
import dev.ratiofixer.access.Role;
import dev.ratiofixer.campaign.Campaign;
import dev.ratiofixer.campaign.CampaignSnapshot.CampaignStatus;
import dev.ratiofixer.campaign.CampaignTerms;
import dev.ratiofixer.campaign.CampaignTerms.CompleteWhen;
import dev.ratiofixer.campaign.CampaignView;
import dev.ratiofixer.campaign.SupervisorRequest.CheckStart;
import dev.ratiofixer.campaign.SupervisorRequest.EditCampaign;
import dev.ratiofixer.campaign.SupervisorRequest.GetStatus;
import dev.ratiofixer.http.api.StartOperation.ClientCheck;
import dev.ratiofixer.http.problem.ApiProblem;
import dev.ratiofixer.http.problem.FieldError;
import dev.ratiofixer.http.problem.ProblemException;
import dev.ratiofixer.http.problem.ProblemType;
import dev.ratiofixer.http.problem.ValidationErrors;
import dev.ratiofixer.smm.api.Consent;
import dev.ratiofixer.smm.api.OrderMode;
import dev.ratiofixer.smm.api.SpendLimits;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Runs {@code PATCH campaigns/{id}}: a merge patch (RFC 7396) on the body that would start the campaign as it is. The
 * whole result is checked as a start is.
 */
final class EditOperation implements Operation {
    /** What changes nothing of what is ordered, so that nothing of it has to be checked again. */
    private static final Set<String> WORDS = Set.of("campaign_name", "client", "artist", "tags");

    private static final Pattern TAG = Pattern.compile("(?:W/)?\"([0-9a-f]{16})(?:-[0-9a-f]*)?\"");

    private final EngineClient engine;
    private final StartReader reader;
    private final ClientCheck clients;
    private final Contract contract;
    private final ApiKeyRegistry keys;

    EditOperation(
            EngineClient engine, StartReader reader, ClientCheck clients, Contract contract, ApiKeyRegistry keys) {
        this.engine = engine;
        this.reader = reader;
        this.clients = clients;
        this.contract = contract;
        this.keys = keys;
    }

    /** Begins the ETag of a campaign's details: it changes with the terms, and not with every reading. */
    static String version(CampaignView view) {
        return AccessTokens.hash(startBody(view).encode()).substring(0, 16);
    }

    /** The body that would start a campaign as it is now. */
    private static JsonObject startBody(CampaignView view) {
        Campaign campaign = view.campaign();
        CampaignTerms terms = campaign.terms();
        SpendLimits limits = terms.limits();
        CompleteWhen when = terms.completeWhen();
        Consent consent = terms.consent();
        JsonObject body = new JsonObject()
                .put("campaign_name", terms.campaignName())
                .put("video_id", campaign.video().id().value())
                .put("comments_sheet_url", terms.commentsSheetUrl())
                .put("sheet_tier", terms.sheetTier())
                .put("like_server", terms.likeServer())
                .put("comment_server", terms.commentServer())
                .put("mode", terms.mode().name().toLowerCase(Locale.ROOT))
                .put("client", terms.labels().client())
                .put("artist", terms.labels().artist())
                .put("tags", new JsonArray(terms.labels().tags()));
        if (limits != null) {
            body.put("max_spend", limits.maxSpend().amount())
                    .put("daily_spend", limits.dailySpend().amount())
                    .put("currency", limits.maxSpend().currency());
        }
        if (!when.equals(CompleteWhen.NEVER)) {
            body.put(
                    "complete_when",
                    new JsonObject()
                            .put("views", when.views())
                            .put(
                                    "healthy_for",
                                    when.healthyFor() == null
                                            ? null
                                            : when.healthyFor().toString())
                            .put(
                                    "until",
                                    when.until() == null ? null : when.until().toString()));
        }
        if (consent != null) {
            body.put(
                    "consent",
                    new JsonObject()
                            .put("granted_by", consent.grantedBy())
                            .put("granted_at", consent.grantedAt().toString())
                            .put("expires_at", consent.expiresAt().toString())
                            .put("trials", consent.trials()));
        }
        return view.snapshot().status() == CampaignStatus.SCHEDULED
                ? body.put("start_at", campaign.startedAt().toString())
                : body;
    }

    @Override
    public Future<OperationResult> answer(ApiCall call) {
        if (call.ifMatch() == null) {
            return ProblemException.failed(
                    ProblemType.PRECONDITION_REQUIRED,
                    "say in If-Match which version you edit: the ETag of GET campaigns/" + call.id());
        }
        return engine.status(new GetStatus(call.id()))
                .compose(CampaignOperations::found)
                .compose(view -> edit(call, view));
    }

    private Future<OperationResult> edit(ApiCall call, CampaignView view) {
        if (!matches(String.valueOf(call.ifMatch()), version(view))) {
            return ProblemException.failed(
                    ProblemType.STALE, "the campaign was edited since you read it: read it again");
        }
        JsonObject whole = merged(startBody(view), call.body());
        contract.checkBody("startCampaign", whole);
        CampaignTerms before = view.campaign().terms();
        boolean words = WORDS.containsAll(call.body().fieldNames());
        CampaignTerms after = words ? words(before, whole) : reader.readWhole(whole);
        Instant startAt = startAt(call.body());
        requireApprover(call, before, after);
        return clients.faults(call.caller(), after)
                .compose(EditOperation::throwIfAny)
                .compose(named -> words ? Future.succeededFuture() : checked(call, view, after, whole))
                .compose(ready -> engine.steer(new EditCampaign(
                        call.id(), before, after, startAt, call.caller().name())))
                .compose(CampaignOperations::found)
                .map(edited -> OperationResult.versioned(CampaignBodies.Details.of(edited), version(edited)));
    }

    private @Nullable Instant startAt(JsonObject patch) {
        ValidationErrors errors = new ValidationErrors();
        Instant at = reader.startAt(patch, errors);
        errors.throwIfAny();
        return at;
    }

    private static CampaignTerms words(CampaignTerms before, JsonObject whole) {
        ValidationErrors errors = new ValidationErrors();
        String name = whole.getString("campaign_name").strip();
        if (name.isEmpty()) {
            errors.add("campaign_name", "must not be blank");
        }
        CampaignTerms.Labels labels = StartReader.labels(whole, errors);
        errors.throwIfAny();
        return before.labelled(name, labels);
    }

    private Future<Void> checked(ApiCall call, CampaignView view, CampaignTerms after, JsonObject whole) {
        CheckStart check = new CheckStart(view.campaign().video().id(), after, call.id());
        return engine.check(check)
                .map(found -> ClientCheck.told(call.caller(), found.prerequisites()).stream()
                        .filter(line -> line.required() && !line.met())
                        .map(line -> FieldError.inBody(StartOperation.field(line, whole), line.detail()))
                        .toList())
                .compose(missing -> missing.isEmpty()
                        ? Future.succeededFuture()
                        : Future.failedFuture(ApiProblem.ofFields(ProblemType.PREREQUISITES_MISSING, missing)
                                .toException()));
    }

    private static Future<Void> throwIfAny(List<FieldError> faults) {
        return faults.isEmpty()
                ? Future.succeededFuture()
                : Future.failedFuture(
                        ApiProblem.ofFields(ProblemType.INVALID_REQUEST, faults).toException());
    }

    /**
     * Consent, and what is ordered within one without being asked again, is an approver's to change. So is leaving a
     * client: with the campaign goes what it spent, and the client's limit, which is an approver's too, allows more.
     */
    private void requireApprover(ApiCall call, CampaignTerms before, CampaignTerms after) {
        boolean consents = !Objects.equals(before.consent(), after.consent());
        boolean auto = after.mode() == OrderMode.AUTO && !before.differsInWordsOnly(after);
        String client = before.labels().client();
        boolean leaves = client != null && !client.equals(after.labels().client());
        if ((consents || auto || leaves) && !keys.allows(call.caller(), Role.APPROVER)) {
            throw ApiProblem.of(
                            ProblemType.FORBIDDEN,
                            "that needs the role approver: it changes a consent, what is ordered within one, or whose limit"
                                    + " the campaign counts for")
                    .toException();
        }
    }

    private static boolean matches(String ifMatch, String version) {
        return ifMatch.strip().equals("*")
                || TAG.matcher(ifMatch).results().anyMatch(tag -> tag.group(1).equals(version));
    }

    /** RFC 7396: null takes away, an object is merged, anything else replaces. */
    static JsonObject merged(JsonObject target, JsonObject patch) {
        JsonObject result = target.copy();
        patch.forEach(entry -> {
            Object value = entry.getValue();
            if (value == null) {
                result.remove(entry.getKey());
            } else if (value instanceof JsonObject part) {
                JsonObject known =
                        result.getValue(entry.getKey()) instanceof JsonObject object ? object : new JsonObject();
                result.put(entry.getKey(), merged(known, part));
            } else {
                result.put(entry.getKey(), value);
            }
        });
        return result;
    }
}
