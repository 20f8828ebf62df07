package dev.ratiofixer.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The readers of {@link StreamFigures}: a process of its own, that prints one JSON line a minute and one at the end.
 */
final class StreamCrowd {
    private static final Pattern AT = Pattern.compile("\"what\":\"at (\\d+)\"");
    private static final String SNAPSHOT = "event: snapshot";
    private static final int WINDOW = 50;
    private static final int NARROW = 16 * 1024;
    private static final int LONGEST_TAIL = 8 * 1024;

    private final Vertx vertx = Vertx.vertx();
    private final NetClient wide = vertx.createNetClient();
    private final NetClient narrow = vertx.createNetClient(new NetClientOptions().setReceiveBufferSize(NARROW));
    private final List<NetSocket> stalled = new ArrayList<>();
    private final int port;
    private long[] delays = new long[1 << 20];
    private int count;
    private int dropped;
    private int lost;

    private StreamCrowd(int port) {
        this.port = port;
    }

    public static void main(String[] arguments) throws InterruptedException {
        int readers = Integer.parseInt(arguments[1]);
        int sleepers = Integer.parseInt(arguments[2]);
        int minutes = Integer.parseInt(arguments[3]);
        StreamCrowd crowd = new StreamCrowd(Integer.parseInt(arguments[0]));
        for (int from = 0; from < readers; from += WINDOW) {
            List<Future<?>> window = new ArrayList<>();
            for (int i = from; i < Math.min(readers, from + WINDOW); i++) {
                window.add(crowd.open(i < sleepers));
            }
            Site.await(Future.all(window));
        }
        System.out.println("connected");
        for (int minute = 1; minute <= minutes; minute++) {
            TimeUnit.MINUTES.sleep(1);
            crowd.report(minute);
        }
        crowd.wake();
        System.exit(0);
    }

    private Future<NetSocket> open(boolean sleeps) {
        return (sleeps ? narrow : wide).connect(port, "127.0.0.1").onSuccess(socket -> {
            Reader reader = new Reader(sleeps);
            socket.handler(reader::read);
            socket.closeHandler(gone -> gone());
            socket.write("GET /api/ratio-fixer/stream HTTP/1.1\r\nHost: localhost\r\nX-API-Key: " + Site.OPERATOR
                    + "\r\n\r\n");
            if (sleeps) {
                socket.pause();
                hold(socket);
            }
        });
    }

    private synchronized void hold(NetSocket socket) {
        stalled.add(socket);
    }

    private synchronized void gone() {
        lost++;
    }

    private synchronized void heard(long micros) {
        if (count < delays.length) {
            delays[count++] = micros;
        } else {
            delays = Arrays.copyOf(delays, delays.length * 2);
            delays[count++] = micros;
        }
    }

    private synchronized void caughtUp() {
        dropped++;
    }

    private synchronized void report(int minute) {
        long[] sorted = Arrays.copyOf(delays, count);
        Arrays.sort(sorted);
        System.out.println(new JsonObject()
                .put("minute", minute)
                .put("heard", count)
                .put("p50_ms", at(sorted, 0.5))
                .put("p99_ms", at(sorted, 0.99))
                .put("max_ms", at(sorted, 1))
                .put("connections_lost", lost)
                .encode());
        count = 0;
    }

    private static double at(long[] sorted, double share) {
        return sorted.length == 0 ? -1 : sorted[(int) Math.min(sorted.length - 1, share * sorted.length)] / 1000.0;
    }

    /** Lets the stalled ones read again, and tells how many of them were given a snapshot then. */
    private void wake() throws InterruptedException {
        stalled.forEach(socket -> socket.resume());
        new CountDownLatch(1).await(15, TimeUnit.SECONDS);
        synchronized (this) {
            System.out.println(new JsonObject()
                    .put("woken", stalled.size())
                    .put("given_a_snapshot", dropped)
                    .put("connections_lost", lost)
                    .encode());
        }
    }

    /** Looks for events in what comes, also where one is cut in two. */
    private final class Reader {
        private final boolean sleeps;
        private int snapshots;
        private String tail = "";

        Reader(boolean sleeps) {
            this.sleeps = sleeps;
        }

        void read(Buffer bytes) {
            String text = tail + bytes.toString(StandardCharsets.ISO_8859_1);
            long now = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
            int end = text.lastIndexOf("\n\n");
            String whole = end < 0 ? "" : text.substring(0, end);
            String rest = end < 0 ? text : text.substring(end);
            tail = rest.length() > LONGEST_TAIL ? "" : rest;
            if (sleeps) {
                count(whole);
                return;
            }
            for (Matcher event = AT.matcher(whole); event.find(); ) {
                heard(now - Long.parseLong(event.group(1)));
            }
        }

        /** The first snapshot is the one that every reader begins with. */
        private void count(String whole) {
            for (int at = whole.indexOf(SNAPSHOT); at >= 0; at = whole.indexOf(SNAPSHOT, at + 1)) {
                snapshots++;
                if (snapshots == 2) {
                    caughtUp();
                }
            }
        }
    }
}
