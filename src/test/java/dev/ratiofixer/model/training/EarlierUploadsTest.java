package dev.ratiofixer.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ratiofixer.model.training.EngagementData.EngagementRow;
import dev.ratiofixer.video.UsualUpload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EarlierUploadsTest {
    private static final String HEADER =
            "video,channel,category,released_at,is_short,duration_s,age_days,views,channel_videos,channel_like_rate,"
                    + "channel_comment_rate,likes,comments\n";
    private static final String ROW = row(9, 1, "2025-03-01", 0, 7, 5_000);

    @TempDir
    private Path directory;

    private static String row(int video, int channel, String day, int isShort, int age, long views) {
        return video + "," + channel + ",music," + day + "T00:00:00Z," + isShort + ",164," + age + "," + views
                + ",20,0.03,0.001,10,1\n";
    }

    /** What the last row's channel usually is. */
    private @Nullable UsualUpload usual(String... rows) throws IOException {
        Path file = directory.resolve("data.csv");
        Files.writeString(file, HEADER + String.join("", rows));
        List<EngagementRow> readings = EngagementData.read(file);
        return readings.getLast().features().channel().usual();
    }

    private double views(String... rows) throws IOException {
        return Optional.ofNullable(usual(rows)).orElseThrow().views();
    }

    @Test
    void is_told_by_the_channels_earlier_uploads_of_the_same_form() throws IOException {
        assertThat(usual(
                        row(1, 1, "2025-02-01", 0, 7, 100),
                        row(2, 2, "2025-02-01", 0, 7, 900),
                        row(3, 1, "2025-02-01", 1, 7, 900),
                        row(4, 1, "2025-03-02", 0, 7, 900),
                        row(5, 1, "2025-03-01", 0, 7, 900),
                        row(9, 1, "2025-03-01", 0, 28, 9_000),
                        ROW))
                .satisfies(usual -> {
                    assertThat(usual.views()).isCloseTo(100, within(1e-6));
                    assertThat(usual.ageDays()).isCloseTo(7, within(1e-6));
                    assertThat(usual.durationSeconds()).isCloseTo(164, within(1e-6));
                });
    }

    @Test
    void each_counts_with_its_newest_reading_that_was_known_then() throws IOException {
        assertThat(views(
                        row(1, 1, "2025-02-01", 0, 7, 100),
                        row(1, 1, "2025-02-01", 0, 28, 200),
                        row(1, 1, "2025-02-01", 0, 84, 400),
                        ROW))
                .isCloseTo(200, within(1e-6));
    }

    @Test
    void its_own_views_have_no_part_in_it() throws IOException {
        String earlier = row(1, 1, "2025-02-01", 0, 7, 100);

        assertThat(usual(earlier, row(9, 1, "2025-03-01", 0, 7, 1), ROW)).isEqualTo(usual(earlier, ROW));
    }

    @Test
    void only_the_twenty_newest_count() throws IOException {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 25; i++) {
            rows.append(row(i + 10, 1, "2025-01-%02d".formatted(i + 1), 0, 7, i < 5 ? 1_000_000 : 100));
        }

        assertThat(views(rows.toString(), ROW)).isCloseTo(100, within(1e-6));
    }

    @Test
    void is_not_known_without_a_channel_or_an_earlier_upload() throws IOException {
        String earlier = row(1, 1, "2025-02-01", 0, 7, 100);

        assertThat(usual(ROW)).isNull();
        assertThat(usual(earlier, ROW.replace("9,1,", "9,,"))).isNull();
    }

    @Test
    void without_its_release_it_is_told_by_all_other_uploads_at_their_newest_reading() throws IOException {
        String undated = ROW.replace("2025-03-01T00:00:00Z", "");

        assertThat(usual(
                        row(1, 1, "2025-02-01", 0, 7, 50),
                        row(1, 1, "2025-02-01", 0, 28, 100),
                        row(2, 1, "2025-04-01", 0, 28, 400).replace("2025-04-01T00:00:00Z", ""),
                        row(3, 1, "2025-04-01", 0, 28, 200),
                        row(4, 1, "2025-04-01", 1, 28, 9_000),
                        row(5, 2, "2025-04-01", 0, 28, 9_000),
                        row(9, 1, "2025-03-01", 0, 28, 9_000).replace("2025-03-01T00:00:00Z", ""),
                        undated))
                .satisfies(usual -> {
                    assertThat(usual.uploads()).isEqualTo(3);
                    assertThat(usual.views()).isCloseTo(200, within(1e-6));
                    assertThat(usual.ageDays()).isCloseTo(28, within(1e-6));
                });
        assertThat(usual(undated)).isNull();
    }

    @Test
    void without_its_release_it_is_told_by_those_that_had_fewer_before_them() throws IOException {
        String third = ROW.replace("2025-03-01T00:00:00Z", "").replace(",20,0.03", ",2,0.03");
        String[] rows = {
            row(1, 1, "", 0, 28, 100).replace(",20,0.03", ",0,0.03"),
            row(2, 1, "", 0, 28, 400).replace(",20,0.03", ",1,0.03"),
            row(3, 1, "", 0, 28, 90_000).replace(",20,0.03", ",3,0.03"),
            row(4, 1, "", 0, 28, 90_000),
        };
        String others = String.join("", rows).replace("T00:00:00Z", "");

        assertThat(usual(others, third)).satisfies(usual -> {
            assertThat(usual.uploads()).isEqualTo(2);
            assertThat(usual.views()).isBetween(100.0, 400.0);
        });
        assertThat(usual(others, third.replace(",2,0.03", ",0,0.03"))).isNull();
    }

    /** Of many uploads the 20 before it were young as well, of few they were old. */
    @Test
    void without_its_release_the_more_uploads_a_channel_has_the_younger_they_are_taken_to_have_been()
            throws IOException {
        String undated = ROW.replace("2025-03-01T00:00:00Z", "");
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 800; i++) {
            rows.append(row(i + 10, 1, "", 0, 7, 100).replace("T00:00:00Z", ""));
            rows.append(row(i + 10, 1, "", 0, 168, 900).replace("T00:00:00Z", ""));
            if (i == 4) {
                assertThat(views(rows.toString(), undated)).isCloseTo(900, within(1e-6));
            }
        }

        assertThat(views(rows.toString(), undated)).isCloseTo(100, within(1e-6));
    }

    @Test
    void without_its_release_one_that_came_shortly_before_it_is_taken_younger_than_one_long_before()
            throws IOException {
        String[] rows = {
            row(1, 1, "", 0, 7, 100).replace(",20,0.03", ",0,0.03"),
            row(1, 1, "", 0, 168, 900).replace(",20,0.03", ",0,0.03"),
            row(2, 1, "", 0, 7, 100).replace(",20,0.03", ",4,0.03"),
            row(2, 1, "", 0, 168, 900).replace(",20,0.03", ",4,0.03"),
        };
        String filler =
                IntStream.range(10, 28).mapToObj(i -> row(i, 1, "", 0, 7, 50)).collect(Collectors.joining());
        String fifth = ROW.replace("2025-03-01T00:00:00Z", "").replace(",20,0.03", ",5,0.03");

        assertThat(usual((String.join("", rows) + filler).replace("T00:00:00Z", ""), fifth))
                .satisfies(usual -> {
                    assertThat(usual.uploads()).isEqualTo(2);
                    assertThat(usual.ageDays()).isCloseTo(Math.sqrt(7 * 168), within(1e-6));
                });
    }

    @Test
    void no_more_than_twenty_are_said_to_be_known_without_a_release_either() throws IOException {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 25; i++) {
            rows.append(row(i + 10, 1, "2025-01-%02d".formatted(i + 1), 0, 7, 100));
        }

        assertThat(usual(rows.toString(), ROW.replace("2025-03-01T00:00:00Z", "")))
                .satisfies(usual -> assertThat(usual.uploads()).isEqualTo(20));
    }
}
