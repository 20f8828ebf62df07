package dev.ratiofixer.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.model.ModelRequest.Explained;
import dev.ratiofixer.model.ModelRequest.FeatureEffect;
import dev.ratiofixer.video.ChannelHistory;
import dev.ratiofixer.video.UsualUpload;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExplanationTest {
    private static final NetworkModel MODEL = new NetworkModel(ModelFile.shipped());

    private static Explained explain(Features video) {
        Explanation explanation = new Explanation(video);
        return explanation.explain(MODEL.expect(explanation.rows()));
    }

    private static FeatureEffect effect(Explained explained, String feature) {
        return explained.effects().stream()
                .filter(effect -> effect.feature().equals(feature))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_channel_that_usually_gets_fewer_lowers_what_is_expected() {
        Features video = FeatureFixtures.usual().withChannel(new ChannelHistory(20, 0.01, 0.0004));
        FeatureEffect channel = effect(explain(video), "channel");

        assertThat(channel.likes()).isNegative();
        assertThat(channel.comments()).isNegative();
        assertThat(channel.value()).isEqualTo("1.00 % likes, 0.04 % comments of 20 uploads");
    }

    @Test
    void it_is_said_in_words() {
        Features video = FeatureFixtures.usual().withViews(250_000).withChannel(new ChannelHistory(20, 0.005, 0.00188));

        assertThat(explain(video).inWords())
                .matches(
                        "expected \\d,\\d{3} likes; this channel usually gets fewer\\. expected [\\d,]+ comments; .+\\.");
    }

    @Test
    void a_typical_feature_moves_nothing() {
        Features video = FeatureFixtures.usual().withAgeDays(28).withDurationSeconds(196);
        Explained explained = explain(video);

        assertThat(effect(explained, "age").likes()).isZero();
        assertThat(effect(explained, "duration").comments()).isZero();
        assertThat(effect(explained, "category").likes()).isZero();
    }

    @Test
    void what_moves_most_comes_first() {
        Explained explained = explain(FeatureFixtures.usual().withViews(5_000_000));

        assertThat(explained.effects()).hasSize(7);
        assertThat(explained.effects().getFirst().feature()).isEqualTo("views");
        assertThat(explained.effects().stream()
                        .map(effect -> -Math.abs(effect.likes()))
                        .toList())
                .isSorted();
    }

    @Test
    void the_expectation_is_that_of_the_video_itself() {
        List<Expectation> alone = MODEL.expect(List.of(FeatureFixtures.usual()));

        assertThat(explain(FeatureFixtures.usual()).expectation()).isEqualTo(alone.getFirst());
    }

    @Test
    void an_unknown_channel_has_no_history_to_show() {
        Features video = FeatureFixtures.usual().withChannel(ChannelHistory.UNKNOWN);

        assertThat(effect(explain(video), "channel").value()).isEqualTo("no history");
    }

    /** The same views are many for a small channel: they come from people who like less. */
    @Test
    void a_channel_that_is_usually_watched_more_is_expected_more_of() {
        Features video = FeatureFixtures.usual().withViews(25_000);
        ChannelHistory channel = video.channel();
        Explained small = explain(video.withChannel(channel.withUsual(new UsualUpload(20, 1_000, 74, 185))));
        Explained large = explain(video.withChannel(channel.withUsual(new UsualUpload(20, 200_000, 74, 185))));

        assertThat(effect(small, "usual_views").likes()).isNegative();
        assertThat(effect(large, "usual_views").likes()).isPositive();
        assertThat(effect(large, "usual_views").value()).isEqualTo("usually 200,000 views");
        assertThat(large.inWords()).contains("a channel with usually 200,000 views gets more");
        assertThat(effect(explain(video), "usual_views").value()).isEqualTo("unknown usual views");
    }
}
