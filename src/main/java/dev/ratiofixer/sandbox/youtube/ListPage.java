package dev.ratiofixer.sandbox.youtube;

import dev.ratiofixer.sandbox.wire.WireRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** One page of a list; its tokens are opaque to the caller. */
record ListPage<T>(List<T> items, int total, int size, Optional<String> next, Optional<String> previous) {
    private static final String PREFIX = "from:";

    static <T> ListPage<T> of(WireRequest call, List<T> all, int size) {
        int from = call.param("pageToken").map(ListPage::position).orElse(0);
        if (from > all.size()) {
            throw YouTubeError.invalidPageToken();
        }
        int to = Math.min(all.size(), from + size);
        Optional<String> next = to < all.size() && size > 0 ? Optional.of(token(to)) : Optional.empty();
        Optional<String> previous = from > 0 ? Optional.of(token(Math.max(0, from - size))) : Optional.empty();
        return new ListPage<>(all.subList(from, to), all.size(), size, next, previous);
    }

    private static String token(int position) {
        byte[] text = (PREFIX + position).getBytes(StandardCharsets.US_ASCII);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
    }

    private static int position(String token) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.US_ASCII);
            if (text.startsWith(PREFIX)) {
                return Integer.parseUnsignedInt(text.substring(PREFIX.length()));
            }
        } catch (IllegalArgumentException notOurs) {
            throw YouTubeError.invalidPageToken();
        }
        throw YouTubeError.invalidPageToken();
    }
}
