package dev.ratiofixer.http.api;

import dev.ratiofixer.access.Caller;
import dev.ratiofixer.access.ReportLinks.ReportSubject;
import dev.ratiofixer.access.ReportLinks.ReportSubject.OfCampaign;
import dev.ratiofixer.access.ReportLinks.ReportSubject.OfClient;
import dev.ratiofixer.campaign.query.ClientDirectory;
import dev.ratiofixer.http.api.Contract.HeldAccess;
import dev.ratiofixer.http.api.ExpectOperation.CalibrationOperation;
import dev.ratiofixer.http.problem.ProblemException;
import dev.ratiofixer.http.problem.ProblemType;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Keeps callers that are held to a client from what is another's, in every operation, whichever way it is called: of
 * that there is nothing, as of an unknown id. An operation of which the contract does not say what it is for them is
 * none of theirs.
 */
public final class ClientScope {
    private final Contract contract;
    private final ClientDirectory clients;

    ClientScope(Contract contract, ClientDirectory clients) {
        this.contract = contract;
        this.clients = clients;
    }

    /** The operation for everybody: for who is held, what of it is his. */
    Operation around(String operationId, Operation operation) {
        HeldAccess access = contract.heldAccess(operationId);
        return call -> call.caller().client() == null
                ? operation.answer(call)
                : admit(access, call).compose(mine -> operation.answer(call));
    }

    /** Whether an operation asks nobody who he is. */
    public boolean isForAnyone(String operationId) {
        return contract.role(operationId).isEmpty();
    }

    /** Fails with a problem unless the caller may make this call. */
    public Future<Void> admit(String operationId, ApiCall call) {
        return admit(contract.heldAccess(operationId), call);
    }

    private Future<Void> admit(HeldAccess access, ApiCall call) {
        String client = call.caller().client();
        if (client == null) {
            return Future.succeededFuture();
        }
        String id = call.id();
        return switch (access) {
            case NONE -> ProblemException.failed(ProblemType.FORBIDDEN, refusal(call.caller()));
            case OPEN, FILTERED -> Future.succeededFuture();
            case CAMPAIGN ->
                clients.ofCampaigns(List.of(id))
                        .compose(owners -> found(client.equals(owners.get(id)), "there is no campaign " + id));
            case CLIENT -> found(client.equals(id), unknownClient(id));
            case ORDER ->
                clients.ofOrders(List.of(id))
                        .compose(owners -> found(client.equals(owners.get(id)), "there is no order " + id));
            case CHANNEL -> clients.hasChannel(client, id).compose(has -> found(has, CalibrationOperation.UNKNOWN));
        };
    }

    public static String unknownClient(String id) {
        return "there is no client " + id + ": the page Clients lists them";
    }

    /** Whether what a report is about is the caller's to see. */
    Future<Boolean> sees(Caller caller, ReportSubject subject) {
        String client = caller.client();
        if (client == null) {
            return Future.succeededFuture(true);
        }
        return switch (subject) {
            case OfClient(String id) -> Future.succeededFuture(client.equals(id));
            case OfCampaign(String id) -> clients.ofCampaigns(List.of(id)).map(owners -> client.equals(owners.get(id)));
        };
    }

    /** Fails with a problem unless there is such a client. */
    Future<Void> known(String id, Instant now) {
        return clients.find(id, now).compose(found -> found(found.isPresent(), unknownClient(id)));
    }

    /** Why an operation is none of his. */
    public static String refusal(Caller caller) {
        return caller.name() + " is held to client " + caller.client() + ", and this is about all of them";
    }

    private static Future<Void> found(boolean mine, String unknown) {
        return mine ? Future.succeededFuture() : ProblemException.failed(ProblemType.NOT_FOUND, unknown);
    }

    /**
     * Answers one item each: for ids that are not the caller's what {@code unknown} says of them, for the others, in
     * their order, what {@code run} answers.
     */
    <T> Future<List<T>> each(Caller caller, List<String> ids, Owners owners, Function<String, T> unknown, Each<T> run) {
        Future<Map<String, String>> known =
                caller.client() == null ? Future.succeededFuture(Map.of()) : owners.of(clients, ids);
        return known.compose(of -> {
            List<Future<T>> answers = new ArrayList<>();
            for (String id : ids) {
                answers.add(caller.sees(of.get(id)) ? run.answer(id) : Future.succeededFuture(unknown.apply(id)));
            }
            return Future.join(answers)
                    .map(all -> answers.stream().map(Future::result).toList());
        });
    }

    /** What ids are of. */
    @FunctionalInterface
    interface Owners {
        Future<Map<String, String>> of(ClientDirectory clients, List<String> ids);
    }

    /** Answers one id; never fails. */
    @FunctionalInterface
    interface Each<T> {
        Future<T> answer(String id);
    }
}
