package dev.ratiofixer.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Asks one address over and over on many connections, each with one request under way. One thread that does next to
 * nothing a request, so that a comparison of servers is not one of clients. A process of its own: see
 * {@link LoadProcess}.
 *
 * <p>Arguments: port, path, an API key, connections, milliseconds to warm up, milliseconds to measure.
 */
public final class HttpLoad {
    private static final String LENGTH = "content-length: ";
    private static final byte[] END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    /** One connection. */
    private static final class Line {
        private final ByteBuffer in = ByteBuffer.allocate(64 * 1024);
        private final ByteBuffer out;
        private int expected = -1;
        private long asked;

        Line(byte[] request) {
            out = ByteBuffer.wrap(request).position(request.length);
        }

        void ask(SocketChannel channel) throws IOException {
            out.rewind();
            asked = System.nanoTime();
            while (out.hasRemaining()) {
                channel.write(out);
            }
        }

        /** Whether the whole answer is here. */
        boolean isAnswered(SocketChannel channel) throws IOException {
            if (channel.read(in) < 0) {
                throw new IOException("the server closed a connection");
            }
            if (expected < 0) {
                expected = length();
            }
            if (expected < 0 || in.position() < expected) {
                return false;
            }
            if (in.get(9) != '2') {
                throw new IOException(
                        "the server answered " + new String(in.array(), 0, 15, StandardCharsets.US_ASCII));
            }
            in.clear();
            expected = -1;
            return true;
        }

        /** Of head and body, or -1 while the head is not whole. Every answer of one address is of the same shape. */
        private int length() {
            int head = indexOf(END);
            if (head < 0) {
                return -1;
            }
            String text = new String(in.array(), 0, head, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT) + "\r";
            int at = text.indexOf(LENGTH) + LENGTH.length();
            return head + END.length + Integer.parseInt(text.substring(at, text.indexOf('\r', at)));
        }

        private int indexOf(byte[] wanted) {
            for (int i = 0; i + wanted.length <= in.position(); i++) {
                int j = 0;
                while (j < wanted.length && in.get(i + j) == wanted[j]) {
                    j++;
                }
                if (j == wanted.length) {
                    return i;
                }
            }
            return -1;
        }
    }

    private HttpLoad() {}

    public static void main(String[] arguments) throws IOException {
        int port = Integer.parseInt(arguments[0]);
        String request =
                "GET " + arguments[1] + " HTTP/1.1\r\nHost: 127.0.0.1\r\nX-API-Key: " + arguments[2] + "\r\n\r\n";
        int connections = Integer.parseInt(arguments[3]);
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < connections; i++) {
                SocketChannel channel =
                        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                channel.configureBlocking(false);
                Line line = new Line(request.getBytes(StandardCharsets.US_ASCII));
                channel.register(selector, SelectionKey.OP_READ, line);
                line.ask(channel);
            }
            run(selector, Long.parseLong(arguments[4]));
            Percentiles times = run(selector, Long.parseLong(arguments[5]));
            System.out.printf(Locale.ROOT, "%d %.3f %.3f%n", times.count(), times.millis(0.5), times.millis(0.99));
        }
    }

    private static Percentiles run(Selector selector, long millis) throws IOException {
        Percentiles times = new Percentiles();
        long end = System.nanoTime() + millis * 1_000_000;
        while (System.nanoTime() < end) {
            selector.select(100);
            for (SelectionKey key : selector.selectedKeys()) {
                Line line = (Line) key.attachment();
                SocketChannel channel = (SocketChannel) key.channel();
                if (line.isAnswered(channel)) {
                    times.add(System.nanoTime() - line.asked);
                    line.ask(channel);
                }
            }
            selector.selectedKeys().clear();
        }
        return times;
    }
}
