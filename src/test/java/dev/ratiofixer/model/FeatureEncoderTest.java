package dev.ratiofixer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ratiofixer.video.ChannelHistory;
import dev.ratiofixer.video.CountingRegime;
import dev.ratiofixer.video.UsualUpload;
import dev.ratiofixer.video.VideoForm;
import java.time.Instant;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class FeatureEncoderTest {
    private static float column(Features row, String name) {
        float[] inputs = new float[FeatureEncoder.WIDTH];
        new FeatureEncoder().encode(row, inputs, 0);
        return inputs[FeatureEncoder.NAMES.indexOf(name)];
    }

    @Provide
    Arbitrary<Features> videos() {
        return FeatureFixtures.any();
    }

    @Property(tries = 200)
    void every_input_is_finite_and_moderate(@ForAll("videos") Features video) {
        float[] inputs = new float[FeatureEncoder.WIDTH];
        new FeatureEncoder().encode(video, inputs, 0);

        for (float input : inputs) {
            assertThat(input).isBetween(-20f, 20f);
        }
    }

    @Property(tries = 50)
    void the_views_are_not_among_them(@ForAll("videos") Features video) {
        float[] one = new float[FeatureEncoder.WIDTH];
        float[] other = new float[FeatureEncoder.WIDTH];
        new FeatureEncoder().encode(video.withViews(1), one, 0);
        new FeatureEncoder().encode(video.withViews(1_000_000), other, 0);

        assertThat(one).isEqualTo(other);
    }

    @Test
    void missing_is_a_state_and_not_a_number() {
        Features unknown = FeatureFixtures.usual().withChannel(ChannelHistory.UNKNOWN);
        Features hidden = FeatureFixtures.usual().withChannel(new ChannelHistory(20, null, 0.001));
        Features none = FeatureFixtures.usual().withChannel(new ChannelHistory(20, 0.0, 0.0));

        assertThat(column(unknown, "channel_unknown")).isEqualTo(1);
        assertThat(column(hidden, "channel_unknown")).isZero();
        assertThat(column(hidden, "channel_hides_likes")).isEqualTo(1);
        assertThat(column(none, "channel_hides_likes")).isZero();
        assertThat(column(none, "channel_no_likes")).isEqualTo(1);
    }

    @Test
    void what_a_channel_usually_is_can_be_withheld_from_a_row() {
        ChannelHistory known = new ChannelHistory(20, 0.1, 0.01, new UsualUpload(20, 6_500, 74, 196));
        float[] inputs = new float[2 * FeatureEncoder.WIDTH];
        float[] unknown = new float[2 * FeatureEncoder.WIDTH];
        for (int row = 0; row < 2; row++) {
            int at = row * FeatureEncoder.WIDTH;
            new FeatureEncoder().encode(FeatureFixtures.usual().withChannel(known), inputs, at);
            new FeatureEncoder().encode(FeatureFixtures.usual().withChannel(known.withUsual(null)), unknown, at);
        }
        assertThat(inputs).isNotEqualTo(unknown);

        FeatureEncoder.withholdUsual(inputs, 0);
        FeatureEncoder.withholdUsual(inputs, FeatureEncoder.WIDTH);

        assertThat(inputs).isEqualTo(unknown);
    }

    @Test
    void a_short_history_is_drawn_to_the_typical_channel() {
        Features full = FeatureFixtures.usual().withChannel(new ChannelHistory(20, 0.1, 0.01));
        Features one = FeatureFixtures.usual().withChannel(new ChannelHistory(1, 0.1, 0.01));
        Features none = FeatureFixtures.usual().withChannel(ChannelHistory.UNKNOWN);

        assertThat(FeatureEncoder.logLikeRate(one))
                .isBetween(FeatureEncoder.logLikeRate(none), FeatureEncoder.logLikeRate(full));
    }

    @Test
    void a_short_released_before_the_change_has_views_of_both_kinds() {
        Features before = new Features(
                1_000,
                60,
                30,
                VideoForm.SHORT,
                CountingRegime.FIRST_FRAME,
                FeatureFixtures.usual().category(),
                ChannelHistory.UNKNOWN,
                Instant.parse("2025-03-01T00:00:00Z"));

        assertThat(column(before, "short_first_frame_share")).isCloseTo(0.5f, within(1e-6f));
        assertThat(column(before.withForm(VideoForm.VIDEO, CountingRegime.ORIGINAL), "short_first_frame_share"))
                .isZero();
    }
}
