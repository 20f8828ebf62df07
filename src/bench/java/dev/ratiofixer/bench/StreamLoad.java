package dev.ratiofixer.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Opens many live streams and counts the campaign events that come, on one thread. A process of its own. Prints
 * {@code open} when all are, then the number of events since the last line for every line that it reads.
 *
 * <p>Arguments: port, an API key, readers, campaigns' ids with commas: the readers are spread over them.
 */
public final class StreamLoad {
    /** Its first letters, as a chunk may end in the middle: {@code event: campaign}. */
    private static final byte[] MARK = "event: campaign".getBytes(StandardCharsets.US_ASCII);

    /** How much of the mark the last bytes of a stream were. */
    private static final class Matched {
        private int bytes;
    }

    private StreamLoad() {}

    public static void main(String[] arguments) throws IOException {
        int port = Integer.parseInt(arguments[0]);
        int readers = Integer.parseInt(arguments[2]);
        List<String> campaigns = List.of(arguments[3].split(",", -1));
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < readers; i++) {
                open(selector, port, arguments[1], campaigns.get(i % campaigns.size()));
            }
            System.out.println("open");
            serve(selector);
        }
    }

    private static void open(Selector selector, int port, String key, String campaign) throws IOException {
        SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        String request = "GET /api/ratio-fixer/stream?campaign=" + campaign
                + " HTTP/1.1\r\nHost: 127.0.0.1\r\nX-API-Key: " + key + "\r\n\r\n";
        channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, new Matched());
    }

    private static void serve(Selector selector) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
        long events = 0;
        while (true) {
            selector.select(100);
            for (SelectionKey key : selector.selectedKeys()) {
                events += read((SocketChannel) key.channel(), buffer, (Matched) key.attachment());
            }
            selector.selectedKeys().clear();
            while (System.in.available() > 0) {
                if (System.in.read() == '\n') {
                    System.out.println(events);
                    events = 0;
                }
            }
        }
    }

    private static int read(SocketChannel channel, ByteBuffer buffer, Matched matched) throws IOException {
        if (channel.read(buffer.clear()) < 0) {
            throw new IOException("a stream ended");
        }
        int events = 0;
        for (int i = 0; i < buffer.position(); i++) {
            byte next = buffer.get(i);
            matched.bytes = next == MARK[matched.bytes] ? matched.bytes + 1 : next == MARK[0] ? 1 : 0;
            if (matched.bytes == MARK.length) {
                matched.bytes = 0;
                events++;
            }
        }
        return events;
    }
}
