package dev.ratiofixer.video;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.bus.Json;
import dev.ratiofixer.video.ChannelKnowledge.Empty;
import dev.ratiofixer.video.ChannelKnowledge.Known;
import dev.ratiofixer.video.ChannelKnowledge.Unreadable;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChannelKnowledgeTest {
    private static final Instant EARLIER = Instant.parse("2026-11-21T12:00:00Z");
    private static final Instant LATER = Instant.parse("2026-11-22T12:00:00Z");

    private static final Map<String, ChannelKnowledge> KINDS = Map.of(
            "unread", ChannelKnowledge.unread(),
            "known", new Known(new ChannelHistory(3, 0.04, null), EARLIER),
            "known later", new Known(new ChannelHistory(4, 0.05, null), LATER),
            "empty", new Empty(EARLIER),
            "empty later", new Empty(LATER),
            "unreadable", new Unreadable("the quota is used up", EARLIER),
            "unreadable later", new Unreadable("YouTube is away", LATER));

    private static ChannelKnowledge of(String kind) {
        return Objects.requireNonNull(KINDS.get(kind));
    }

    @ParameterizedTest(name = "{0}, then {1}: {2}")
    @CsvSource({
        "unread, unread, unread",
        "unread, known, known",
        "unread, empty, empty",
        "unread, unreadable, unreadable",
        "unreadable, unread, unread",
        "unreadable, unreadable later, unreadable later",
        "unreadable, known, known",
        "unreadable, empty, empty",
        "known, unread, known",
        "known, unreadable later, known",
        "known, known later, known later",
        "known later, known, known later",
        "known, empty later, empty later",
        "empty, unread, empty",
        "empty, unreadable later, empty",
        "empty, known later, known later",
        "empty later, known, empty later",
    })
    void whatWasReadOutlivesEverythingButANewerReading(String before, String news, String after) {
        assertThat(of(before).after(of(news))).isEqualTo(of(after));
    }

    @ParameterizedTest
    @CsvSource({"unread", "known", "empty", "unreadable"})
    void isKeptAsJsonThatNamesItsState(String kind) throws Exception {
        ChannelKnowledge known = of(kind);
        String json = Json.mapper().writerFor(ChannelKnowledge.class).writeValueAsString(known);
        assertThat(json).contains("\"state\":\"" + kind + "\"");
        assertThat(Json.mapper().readValue(json, ChannelKnowledge.class)).isEqualTo(known);
    }

    @Test
    void aChannelWithoutEarlierUploadsIsEmptyAndNotUnknown() {
        assertThat(ChannelKnowledge.of(ChannelHistory.UNKNOWN, LATER)).isEqualTo(new Empty(LATER));
        assertThat(ChannelKnowledge.of(new ChannelHistory(1, null, null), LATER))
                .isInstanceOf(Known.class);
    }
}
