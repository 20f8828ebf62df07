package dev.ratiofixer.smm.channel;

import dev.ratiofixer.smm.channel.ChannelHttp.Answer;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Calls with an owner's token; a token that is refused before its time is renewed once. */
final class Authorized {
    private static final int UNAUTHORIZED = 401;

    private final ChannelHttp http;
    private final OAuthTokens tokens;

    Authorized(ChannelHttp http, OAuthTokens tokens) {
        this.http = http;
        this.tokens = tokens;
    }

    Future<Answer> call(HttpMethod method, String uri, @Nullable Buffer body) {
        return call(method, uri, Map.of(), body);
    }

    Future<Answer> call(HttpMethod method, String uri, Map<String, String> headers, @Nullable Buffer body) {
        return tokens.token()
                .compose(token -> once(token, method, uri, headers, body).compose(answer -> {
                    if (answer.status() != UNAUTHORIZED) {
                        return Future.succeededFuture(answer);
                    }
                    tokens.discard(token);
                    return tokens.token().compose(fresh -> once(fresh, method, uri, headers, body));
                }));
    }

    private Future<Answer> once(
            String token, HttpMethod method, String uri, Map<String, String> headers, @Nullable Buffer body) {
        Map<String, String> all = new HashMap<>(headers);
        all.put("Authorization", "Bearer " + token);
        if (body != null) {
            all.put("Content-Type", "application/json");
        }
        return http.send(new ChannelHttp.Call(method, uri, all, body, null));
    }
}
