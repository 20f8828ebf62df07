package dev.ratiofixer.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request as it goes over the wire: nothing encodes or mends it on its way.
 *
 * @param operation id of the operation that it was made from
 * @param target path and query, as they are sent
 * @param headers {@code Name: value}
 */
@SuppressWarnings("ArrayRecordComponent") // compared with nothing
record FuzzRequest(String operation, String method, String target, List<String> headers, byte @Nullable [] body) {
    private static final int SHOWN = 2000;

    byte[] bytes() {
        List<String> head = new ArrayList<>();
        head.add(method + " " + target + " HTTP/1.1");
        head.add("Host: localhost");
        head.add("Connection: close");
        head.addAll(headers);
        if (body != null) {
            head.add("Content-Length: " + body.length);
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes((String.join("\r\n", head) + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
        if (body != null) {
            all.writeBytes(body);
        }
        return all.toByteArray();
    }

    @Override
    public String toString() {
        String text = new String(bytes(), StandardCharsets.UTF_8);
        return operation + ":\n" + text.substring(0, Math.min(SHOWN, text.length()));
    }
}
