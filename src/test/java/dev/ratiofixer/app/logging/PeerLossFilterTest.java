package dev.ratiofixer.app.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.spi.FilterReply;
import io.netty.handler.codec.DecoderException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The words of every operating system for a peer that is gone; a failure of another kind is told. */
class PeerLossFilterTest {
    private final LoggerContext context = new LoggerContext();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Connection reset",
                "recvAddress(..) failed: Connection reset by peer",
                "writeAddress(..) failed with error(-32): Broken pipe",
                "An existing connection was forcibly closed by the remote host",
                "Software caused connection abort: recv failed",
                "An established connection was aborted by the software in your host machine",
                "Connection was closed",
                "recvAddress(..) failed: Connection timed out",
                "Operation timed out",
                "No route to host",
            })
    void aPeerThatIsGoneIsExpected(String words) {
        assertThat(reply("io.vertx.core.net.impl.VertxConnection", words, null)).isEqualTo(FilterReply.DENY);
        assertThat(reply(
                        "io.netty.channel.DefaultChannelPipeline",
                        "caught",
                        new DecoderException(new IOException(words))))
                .isEqualTo(FilterReply.DENY);
        assertThat(reply("dev.ratiofixer.store", words, null)).isEqualTo(FilterReply.NEUTRAL);
    }

    static Stream<Throwable> others() {
        return Stream.of(
                new IllegalStateException("Unhandled", new IOException("Connection reset")),
                new DecoderException("not an SSL record"),
                new DecoderException(),
                new IOException("No space left on device"),
                new IOException());
    }

    @ParameterizedTest
    @MethodSource("others")
    void anotherFailureIsTold(Throwable failure) {
        assertThat(reply("io.vertx.core.impl.ContextImpl", "Unhandled exception", failure))
                .isEqualTo(FilterReply.NEUTRAL);
    }

    @Test
    void aClosedChannelHasNoWords() {
        assertThat(reply("io.netty.channel.AbstractChannel", "failed", new ClosedChannelException()))
                .isEqualTo(FilterReply.DENY);
    }

    private FilterReply reply(String logger, String words, @Nullable Throwable thrown) {
        return new PeerLossFilter().decide(null, context.getLogger(logger), Level.ERROR, words, null, thrown);
    }
}
