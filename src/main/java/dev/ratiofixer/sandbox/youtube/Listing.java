package dev.ratiofixer.sandbox.youtube;

import dev.ratiofixer.sandbox.wire.Etag;
import dev.ratiofixer.sandbox.wire.JsonText;
import dev.ratiofixer.sandbox.wire.Reply;
import dev.ratiofixer.sandbox.wire.WireRequest;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.Set;

/**
 * A list answer under way: the items are written one by one, and the whole gets a tag that changes when an item's does.
 */
final class Listing {
    private final String kind;
    private final JsonText json = new JsonText();
    private long content;
    private int items;

    /** @param parts what the caller asked for: other parts are another answer */
    Listing(String kind, Set<String> parts) {
        this.kind = kind;
        this.content = parts.hashCode();
        json.open().plain("kind", kind).openArray("items");
    }

    /** Begins an item; the writer goes on in {@link #json} and closes it. */
    JsonText item(String itemKind, String etag, String id) {
        content = content * 31 + etag.hashCode();
        items++;
        return json.open().plain("kind", itemKind).plain("etag", etag).text("id", id);
    }

    int items() {
        return items;
    }

    /** Ends a list that has no pages. */
    Reply end(WireRequest call) {
        json.closeArray();
        return tagged(call);
    }

    /** Ends a list with its page's place among all. */
    Reply end(WireRequest call, int total, int perPage, Optional<String> next, Optional<String> previous) {
        json.closeArray();
        next.ifPresent(token -> json.plain("nextPageToken", token));
        previous.ifPresent(token -> json.plain("prevPageToken", token));
        json.open("pageInfo")
                .number("totalResults", total)
                .number("resultsPerPage", perPage)
                .close();
        return tagged(call);
    }

    private Reply tagged(WireRequest call) {
        String etag = Etag.of(kind, content, items);
        if (call.header("if-none-match").map(Listing::bare).filter(etag::equals).isPresent()) {
            return Reply.empty(304).with("ETag", '"' + etag + '"');
        }
        json.plain("etag", etag).close();
        return Reply.written(Buffer.buffer(json.toString())).with("ETag", '"' + etag + '"');
    }

    private static String bare(String tag) {
        String strong = tag.startsWith("W/") ? tag.substring(2) : tag;
        return strong.replace("\"", "");
    }
}
