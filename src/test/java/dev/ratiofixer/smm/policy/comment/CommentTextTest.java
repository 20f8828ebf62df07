package dev.ratiofixer.smm.policy.comment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommentTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Which line stays with you?",
                "Где вы это слушаете?",
                "どの曲が好きですか。",
                "Loading the van for tour... where should we stop?",
                "We are #1! Tell us why.",
                "Tag it #goosebumps",
                "Pre-save it here: https://example.org/song",
                "Read more on example.org and tell us",
                "Still loading",
                "Two lines\nof text",
                "Use #N/As if you like",
                "AC//DC or Sabbath?",
                "Write to me@example.org",
                "Wow! 👩‍👩‍👧 Who heard it with the family?",
                "مرحبا\u200f، ما رأيك؟",
            })
    void canBePosted(String text) {
        assertThat(CommentText.problem(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'   '| is empty",
                "#REF!| error",
                "#N/A| error",
                "#NAME?| error",
                "#VALUE!| error",
                "#DIV/0!| error",
                "#NUM!| error",
                "#NULL!| error",
                "#ERROR!| error",
                "#BEZUG!| error",
                "#WERT!| error",
                "#NV| error",
                "#NOM?| error",
                "#¡REF!| error",
                "#ССЫЛКА!| error",
                "Listen to #REF! now| error",
                "Out on #N/A everywhere| error",
                "Loading...| loading",
                "Loading…| loading",
                "Wird geladen...| loading",
                "Chargement…| loading",
                "読み込んでいます...| loading",
                "12345| no letters",
                "???!!!| no letters",
                "🔥🔥🔥| no letters",
                "https://youtu.be/dQw4w9WgXcQ| only a link",
                "  www.example.org/a?b=c  | only a link",
                "youtu.be/dQw4w9WgXcQ| only a link",
                "👉 https://example.org 👈| only a link",
                "example.org| only a link",
                "(youtu.be/dQw4w9WgXcQ)| only a link",
                "[https://example.org/a]| only a link",
                "example.org/a, example.com.| only a link",
                "→example.org←| only a link",
                "//example.org/a| only a link",
                "mailto:me@example.org| only a link",
                "192.0.2.7/listen| only a link",
                "xn--e1afmkfd.xn--p1ai| only a link",
                "#GETTING_DATA| error",
                "\u3164\u3164| no letters",
                "\u115f\u1160\uffa0| no letters",
                "a \u0085 b| line break",
                "a \u009b b| control",
                "listen \u202ekcart| direction",
                "a \ufffe b| no character",
            })
    void cannotBePosted(String text, String why) {
        assertThat(CommentText.problem(text))
                .hasValueSatisfying(found -> assertThat(found).contains(why));
    }

    @Test
    void takesWhatYouTubeTakesAndNoMore() {
        assertThat(CommentText.problem("a".repeat(10_000))).isEmpty();
        assertThat(CommentText.problem("a".repeat(10_001)))
                .hasValueSatisfying(found -> assertThat(found).contains("10001"));
        assertThat(CommentText.problem("half a sign: \ud83d")).isPresent();
        assertThat(CommentText.problem("a bell \u0007")).isPresent();
    }
}
