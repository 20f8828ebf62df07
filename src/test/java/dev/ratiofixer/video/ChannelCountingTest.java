package dev.ratiofixer.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.ratiofixer.bus.Json;
import dev.ratiofixer.video.ChannelKnowledge.ChannelCounting;
import dev.ratiofixer.video.ChannelKnowledge.ChannelCounting.NewUpload;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChannelCountingTest {
    private static final Instant CHANGED = Instant.parse("2026-08-27T00:00:00Z");
    private static final ChannelCounting COUNTING = new ChannelCounting(
            CHANGED,
            ViewUnit.ENGAGED,
            Math.log(2),
            0.04,
            3,
            List.of(new NewUpload(900, 30L, null, 12.5, 200, Category.MUSIC)));

    @Test
    void viewsAfterTheChangeAreDividedAndThoseBeforeAreNot() {
        assertThat(COUNTING.engaged(1_000, CHANGED, 30)).isEqualTo(500);
        assertThat(COUNTING.engaged(1_000, null, 30)).isEqualTo(500);
        assertThat(COUNTING.engaged(1_000, CHANGED.minus(Duration.ofDays(40)), 30))
                .isEqualTo(1_000);
        assertThat(COUNTING.engaged(1_000, CHANGED.minus(Duration.ofDays(20)), 30))
                .isCloseTo(1_000 / (1 + 1 - Math.pow(20 / 30.0, 0.22)), within(1e-6));
    }

    @Test
    void isStoredWithWhatIsKnownOfTheChannelInFewCharacters() throws JsonProcessingException {
        ChannelKnowledge known =
                ChannelKnowledge.of(new ChannelHistory(9, 0.04, 0.002).withCounting(COUNTING), CHANGED);

        String json = Json.mapper().writeValueAsString(known);

        assertThat(json).contains("[[900,30,null,12.5,200,\"music\"]]");
        assertThat(Json.mapper().readValue(json, ChannelKnowledge.class)).isEqualTo(known);
    }

    @Test
    void isUnknownInWhatWasStoredBefore() throws JsonProcessingException {
        String before = "{\"videos\":9,\"like_rate\":0.04,\"comment_rate\":null,\"usual\":null}";

        assertThat(Json.mapper().readValue(before, ChannelHistory.class)).isEqualTo(new ChannelHistory(9, 0.04, null));
    }
}
