package dev.ratiofixer.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratiofixer.bus.BusMessage;
import dev.ratiofixer.bus.Json;
import dev.ratiofixer.bus.MessageCodec;
import dev.ratiofixer.campaign.SupervisorRequest.NodeRequest.ClaimCampaigns;
import dev.ratiofixer.fixtures.AnyRecord;
import dev.ratiofixer.smm.api.PromotionRequest.ResumeOrders;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What travels between nodes arrives as it was sent; what is of no known type or version is refused. */
class ClusterMessagesTest {
    private static final int EXAMPLES = 200;
    private static final int OFFSET = 7;

    private final MessageCodec codec = new MessageCodec(Json.mapper(), ClusterMessages.all());

    static List<Class<? extends BusMessage>> travelling() {
        return ClusterMessages.all();
    }

    @ParameterizedTest
    @MethodSource("travelling")
    void everyMessageThatTravelsArrivesAsItWasSent(Class<? extends BusMessage> type) throws Exception {
        AnyRecord any = new AnyRecord(type.getName().hashCode());
        for (int i = 0; i < EXAMPLES; i++) {
            BusMessage message = type.cast(any.of(type));
            Buffer wire = Buffer.buffer(new byte[OFFSET]);
            codec.encodeToWire(wire, message);
            assertThat(codec.decodeFromWire(OFFSET, wire)).isEqualTo(message);
        }
    }

    @ParameterizedTest
    @MethodSource("travelling")
    void theWireNamesTypeAndVersion(Class<? extends BusMessage> type) throws Exception {
        Buffer wire = Buffer.buffer();
        codec.encodeToWire(wire, type.cast(new AnyRecord(1).of(type)));
        assertThat(wire.getString(Integer.BYTES, wire.length()))
                .startsWith("{\"type\":\"" + type.getSimpleName() + "\",\"version\":1,\"body\":");
    }

    @org.junit.jupiter.api.Test
    void whatStaysOnItsNodeOrIsOfAnotherReleaseIsRefused() {
        Buffer local = Buffer.buffer();
        codec.encodeToWire(local, new ResumeOrders());
        assertThatThrownBy(() -> codec.decodeFromWire(0, local)).hasMessageContaining("ResumeOrders");

        Buffer next = Buffer.buffer();
        codec.encodeToWire(next, new ClaimCampaigns());
        String text = next.getString(Integer.BYTES, next.length()).replace("\"version\":1", "\"version\":2");
        Buffer changed = Buffer.buffer().appendInt(text.length()).appendString(text);
        assertThatThrownBy(() -> codec.decodeFromWire(0, changed)).hasMessageContaining("different releases");
    }
}
