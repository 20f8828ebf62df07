package dev.ratiofixer.app.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What the libraries say when the other end of a connection is killed. */
class PeerLossIT {
    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final Logger library = context.getLogger("io.vertx");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Vertx vertx = Vertx.vertx();

    @BeforeEach
    void listen() {
        lines.start();
        library.addAppender(lines);
    }

    @AfterEach
    void close() throws Exception {
        library.detachAppender(lines);
        vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    @Test
    void aKilledPeerIsNoErrorOfOurs() throws Exception {
        assertThat(context.getTurboFilterList()).anyMatch(PeerLossFilter.class::isInstance);
        losePeer();
        assertThat(lines.list).isEmpty();
    }

    @Test
    void itIsWithoutTheFilter() throws Exception {
        List<TurboFilter> filters = List.copyOf(context.getTurboFilterList());
        context.getTurboFilterList().clear();
        try {
            losePeer();
            assertThat(lines.list)
                    .singleElement()
                    .satisfies(line -> assertThat(line.getLevel()).isEqualTo(Level.ERROR));
        } finally {
            context.getTurboFilterList().addAll(filters);
        }
    }

    @Test
    void othersMaySaySo() {
        Logger engine = context.getLogger("dev.ratiofixer.app.logging");
        engine.addAppender(lines);
        try {
            engine.warn("the database is away: Connection reset");
            library.error("another failure");
            assertThat(lines.list).hasSize(2);
        } finally {
            engine.detachAppender(lines);
        }
    }

    /** Done when Vert.x has closed its end. */
    private void losePeer() throws Exception {
        Promise<Void> lost = Promise.promise();
        Promise<Void> heard = Promise.promise();
        NetServer server = vertx.createNetServer().connectHandler(socket -> {
            socket.handler(some -> heard.tryComplete());
            socket.closeHandler(closed -> lost.tryComplete());
        });
        int port = await(server.listen(0, "127.0.0.1").map(NetServer::actualPort));
        try (Socket peer = new Socket(InetAddress.getLoopbackAddress(), port)) {
            peer.getOutputStream().write(1);
            await(heard.future());
            // A reset and no orderly end, as the system sends for a process that was killed.
            peer.setSoLinger(true, 0);
        }
        await(lost.future());
    }

    private static <T> T await(io.vertx.core.Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
}
