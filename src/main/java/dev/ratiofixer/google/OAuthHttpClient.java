package dev.ratiofixer.google;

import dev.ratiofixer.provider.FencingCheck;
import dev.ratiofixer.provider.ProviderHttpClient;
import dev.ratiofixer.provider.ProviderHttpClient.Answer;
import dev.ratiofixer.provider.ProviderHttpClient.Call;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.HashMap;
import java.util.Map;

/** Calls with an owner's token; a token that is refused before its time is renewed once. */
public final class OAuthHttpClient {
    private static final int UNAUTHORIZED = 401;

    private final ProviderHttpClient http;
    private final OAuthTokens tokens;

    public OAuthHttpClient(ProviderHttpClient http, OAuthTokens tokens) {
        this.http = http;
        this.tokens = tokens;
    }

    public Future<Answer> get(String uri) {
        return call(new Call(HttpMethod.GET, uri, Map.of(), null, null, FencingCheck.OPEN));
    }

    public Future<Answer> call(Call call) {
        return tokens.token()
                .compose(token -> http.send(with(token, call)).compose(answer -> {
                    if (answer.status() != UNAUTHORIZED) {
                        return Future.succeededFuture(answer);
                    }
                    tokens.discard(token);
                    return tokens.token().compose(fresh -> http.send(with(fresh, call)));
                }));
    }

    private static Call with(String token, Call call) {
        Map<String, String> all = new HashMap<>(call.headers());
        all.put("Authorization", "Bearer " + token);
        if (call.body() != null) {
            all.put("Content-Type", "application/json");
        }
        return new Call(call.method(), call.uri(), all, call.body(), call.peer(), call.gate());
    }
}
