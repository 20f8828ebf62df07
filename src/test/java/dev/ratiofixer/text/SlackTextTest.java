package dev.ratiofixer.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SlackTextTest {
    @Test
    void aTextForSlackShowsItselfAndNothingElse() {
        assertThat(SlackText.escaped("<!channel> <https://evil.example|Tom & Jerry> <@U1> &lt;"))
                .isEqualTo("&lt;!channel&gt; &lt;https://evil.example|Tom &amp; Jerry&gt; &lt;@U1&gt; &amp;lt;");
    }
}
