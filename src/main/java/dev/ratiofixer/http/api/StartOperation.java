package dev.ratiofixer.http.api;

import dev.ratiofixer.access.Caller;
import dev.ratiofixer.campaign.CampaignSnapshot.CampaignStatus;
import dev.ratiofixer.campaign.CampaignTerms;
import dev.ratiofixer.campaign.CampaignView;
import dev.ratiofixer.campaign.SupervisorRequest.CheckStart;
import dev.ratiofixer.campaign.SupervisorRequest.GetStatus;
import dev.ratiofixer.campaign.SupervisorRequest.StartCampaign;
import dev.ratiofixer.campaign.SupervisorRequest.StartOutcome;
import dev.ratiofixer.campaign.query.CampaignFilter;
import dev.ratiofixer.campaign.query.CampaignQueries;
import dev.ratiofixer.campaign.query.ClientDirectory;
import dev.ratiofixer.campaign.query.PageRequest;
import dev.ratiofixer.http.problem.ApiProblem;
import dev.ratiofixer.http.problem.FieldError;
import dev.ratiofixer.http.problem.ProblemException;
import dev.ratiofixer.http.problem.ProblemType;
import dev.ratiofixer.smm.api.PromotionRequest.Prerequisite;
import dev.ratiofixer.smm.api.PromotionRequest.PrerequisitesChecked;
import dev.ratiofixer.video.VideoId;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs {@code POST start}, now or at a time to come, and says what a start would answer without starting. */
final class StartOperation implements Operation {
    private static final Set<CampaignStatus> LIVE =
            Set.of(CampaignStatus.RUNNING, CampaignStatus.PAUSED, CampaignStatus.SCHEDULED);

    private final EngineClient engine;
    private final StartReader reader;
    private final ClientCheck clients;
    private final CampaignQueries queries;

    StartOperation(EngineClient engine, StartReader reader, ClientCheck clients, CampaignQueries queries) {
        this.engine = engine;
        this.reader = reader;
        this.clients = clients;
        this.queries = queries;
    }

    @Override
    public Future<OperationResult> answer(ApiCall given) {
        ApiCall call = clients.owned(given);
        StartCampaign start = reader.read(call.body(), call.caller().name(), scoped(call));
        return clients.faults(call.caller(), start.terms())
                .compose(faults -> faults.isEmpty()
                        ? engine.start(start)
                        : Future.failedFuture(ApiProblem.ofFields(ProblemType.INVALID_REQUEST, faults)
                                .toException()))
                .compose(outcome -> answer(outcome, start, call));
    }

    /** Fails with everything that would keep this start from happening; nothing is written. */
    Future<Void> check(ApiCall given) {
        ApiCall call = clients.owned(given);
        StartReader.Sketch sketch = reader.whole(call.body());
        VideoId video = sketch.video();
        Future<List<FieldError>> named = clients.faults(call.caller(), sketch.terms());
        Future<PrerequisitesChecked> checked = engine.check(new CheckStart(video, sketch.terms()));
        Future<@Nullable CampaignView> live = video == null ? Future.succeededFuture(null) : live(video);
        return Future.all(named, checked, live).compose(all -> {
            List<FieldError> faults = new ArrayList<>(sketch.faults());
            faults.addAll(named.result());
            boolean wrong = !faults.isEmpty();
            ClientCheck.told(call.caller(), checked.result().prerequisites()).stream()
                    .filter(line -> line.required() && !line.met())
                    // What the form says of a field already is not said again by the check.
                    .filter(line -> sketch.faults().stream()
                            .noneMatch(fault -> fault.field().equals(field(line, call.body()))))
                    .forEach(line -> faults.add(FieldError.inBody(field(line, call.body()), line.detail())));
            CampaignView running = live.result();
            if (running != null) {
                faults.add(inTheWay(running, call));
            }
            if (faults.isEmpty()) {
                return Future.succeededFuture();
            }
            ProblemType type = wrong
                    ? ProblemType.INVALID_REQUEST
                    : running != null && faults.size() == 1
                            ? ProblemType.ALREADY_RUNNING
                            : ProblemType.PREREQUISITES_MISSING;
            return Future.failedFuture(ApiProblem.ofFields(type, faults).toException());
        });
    }

    private Future<@Nullable CampaignView> live(VideoId video) {
        return queries.campaigns(new CampaignFilter(LIVE, null, video.value(), null, 0), new PageRequest(null, 1))
                .map(page ->
                        page.items().isEmpty() ? null : page.items().getFirst().view());
    }

    /** Two callers may choose the same key: each has its own. */
    private static @Nullable String scoped(ApiCall call) {
        return call.idempotencyKey() == null ? null : call.caller().keyId() + ":" + call.idempotencyKey();
    }

    private Future<OperationResult> answer(StartOutcome outcome, StartCampaign start, ApiCall call) {
        return switch (outcome) {
            case StartOutcome.Started started -> started(started.view(), start);
            case StartOutcome.AlreadyRunning running -> alreadyRunning(running, call);
            case StartOutcome.Unmet unmet -> Future.failedFuture(unmet(unmet.missing(), call));
        };
    }

    private static Future<OperationResult> started(CampaignView view, StartCampaign start) {
        if (start.idempotencyKey() != null && !isOf(view, start)) {
            return ProblemException.failed(
                    ProblemType.IDEMPOTENCY_KEY_REUSED,
                    "it started campaign " + view.campaign().id() + " with other terms: use a new key");
        }
        String id = view.campaign().id();
        return Future.succeededFuture(OperationResult.created(
                new CampaignBodies.Started(id, view.snapshot().status()), "/api/ratio-fixer/status/" + id));
    }

    private static boolean isOf(CampaignView view, StartCampaign start) {
        return view.campaign().video().id().equals(start.video())
                && view.campaign().terms().equals(start.terms());
    }

    private Future<OperationResult> alreadyRunning(StartOutcome.AlreadyRunning running, ApiCall call) {
        return engine.status(new GetStatus(running.campaignId()))
                .compose(CampaignOperations::found)
                .compose(view -> {
                    FieldError error = inTheWay(view, call);
                    boolean known =
                            call.caller().sees(view.campaign().terms().labels().client());
                    return Future.failedFuture(new ApiProblem(
                                    ProblemType.ALREADY_RUNNING,
                                    error.detail(),
                                    List.of(error),
                                    known ? running.campaignId() : null)
                            .toException());
                });
    }

    /** Of another client's campaign nothing is told but that there is one. */
    private static FieldError inTheWay(CampaignView live, ApiCall call) {
        boolean known = call.caller().sees(live.campaign().terms().labels().client());
        String detail = known
                ? "campaign " + live.campaign().id() + " watches that video: stop it first"
                : "that video has a live campaign already";
        return FieldError.inBody(StartReader.videoField(call.body()), detail);
    }

    private static ProblemException unmet(List<Prerequisite> missing, ApiCall call) {
        List<FieldError> errors = ClientCheck.told(call.caller(), missing).stream()
                .map(unmet -> FieldError.inBody(field(unmet, call.body()), unmet.detail()))
                .toList();
        return ApiProblem.ofFields(ProblemType.PREREQUISITES_MISSING, errors).toException();
    }

    static String field(Prerequisite unmet, JsonObject body) {
        return unmet.field().equals("video_id") || unmet.field().equals("video_url")
                ? StartReader.videoField(body)
                : unmet.field();
    }

    /** Checks the client that a campaign is to be for. */
    static final class ClientCheck {
        private final ClientDirectory clients;
        private final InstantSource clock;

        ClientCheck(ClientDirectory clients, InstantSource clock) {
            this.clients = clients;
            this.clock = clock;
        }

        /** The call of a held caller is for its client, where it names none. */
        ApiCall owned(ApiCall call) {
            String client = call.caller().client();
            return client == null || call.body().getValue("client") != null
                    ? call
                    : call.with(call.body().copy().put("client", client), call.idempotencyKey());
        }

        /** What is wrong with the client of these terms; another client than the caller's is there for nobody held. */
        Future<List<FieldError>> faults(Caller caller, CampaignTerms terms) {
            String wanted = terms.labels().client();
            if (wanted == null) {
                return Future.succeededFuture(
                        caller.client() == null
                                ? List.of()
                                : List.of(FieldError.inBody("client", "must be " + caller.client())));
            }
            if (!caller.sees(wanted)) {
                return Future.succeededFuture(List.of(unknown(wanted)));
            }
            Instant now = clock.instant();
            return clients.find(wanted, now).map(found -> found.isPresent() ? List.of() : List.of(unknown(wanted)));
        }

        /** Fails with a problem if there is no such client; {@code null} is none. */
        Future<Void> known(@Nullable String client) {
            return client == null
                    ? Future.succeededFuture()
                    : clients.find(client, clock.instant())
                            .compose(found -> found.isPresent()
                                    ? Future.succeededFuture()
                                    : Future.failedFuture(
                                            ApiProblem.ofFields(ProblemType.INVALID_REQUEST, List.of(unknown(client)))
                                                    .toException()));
        }

        private static FieldError unknown(String client) {
            return FieldError.inBody(
                    "client", "there is no client " + client + ": an approver makes one with PUT clients/" + client);
        }

        /** A check list without the names of campaigns and videos that may be another client's. */
        static List<Prerequisite> told(Caller caller, List<Prerequisite> lines) {
            return caller.client() == null
                    ? lines
                    : lines.stream().map(ClientCheck::unnamed).toList();
        }

        private static Prerequisite unnamed(Prerequisite line) {
            String detail = line.met()
                    ? line.detail()
                    : switch (line.name()) {
                        case "ads_campaign_free" ->
                            "the service's ads campaign belongs to a live campaign: choose another service";
                        case "ads_campaign_shows_video" ->
                            "the service's ads campaign does not show this video: choose the service whose ads campaign does";
                        case "owner_channel" ->
                            "the service does not comment on this video's channel, or its owner's access is missing: choose the"
                                    + " service of the channel, or ask whoever runs Ratio Fixer";
                        default -> line.detail();
                    };
            return new Prerequisite(line.name(), line.field(), line.met(), line.required(), detail);
        }
    }
}
