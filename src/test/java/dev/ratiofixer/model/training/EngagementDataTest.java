package dev.ratiofixer.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratiofixer.model.Features;
import dev.ratiofixer.model.training.EngagementData.EngagementRow;
import dev.ratiofixer.video.Category;
import dev.ratiofixer.video.ChannelHistory;
import dev.ratiofixer.video.CountingRegime;
import dev.ratiofixer.video.VideoForm;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngagementDataTest {
    private static final String HEADER =
            "video,channel,category,released_at,is_short,duration_s,age_days,views,channel_videos,channel_like_rate,"
                    + "channel_comment_rate,likes,comments\n";
    private static final String ROW = "3,207,music,2025-02-15T14:01:05Z,0,164,7,25564,20,0.032883,0.001267,1161,32\n";

    @TempDir
    private Path directory;

    @Test
    void reads_a_row_as_it_is() throws IOException {
        assertThat(read(HEADER + ROW))
                .containsExactly(new EngagementRow(
                        3,
                        207,
                        new Features(
                                25_564,
                                7,
                                164,
                                VideoForm.VIDEO,
                                CountingRegime.ORIGINAL,
                                Category.MUSIC,
                                new ChannelHistory(20, 0.032883, 0.001267),
                                Instant.parse("2025-02-15T14:01:05Z")),
                        1161L,
                        32L));
    }

    @Test
    void an_empty_cell_is_missing_and_not_zero() throws IOException {
        EngagementRow reading = read(HEADER + ",,,,,,7,100,,,,,\n").getFirst();

        assertThat(reading.likes()).isNull();
        assertThat(reading.comments()).isNull();
        assertThat(reading.features().channel()).isEqualTo(ChannelHistory.UNKNOWN);
        assertThat(reading.features().publishedAt()).isNull();
        assertThat(reading.features().durationSeconds()).isZero();
        assertThat(reading.features().category()).isEqualTo(Category.OTHER);
    }

    @Test
    void columns_may_be_in_any_order_and_counts_absent() throws IOException {
        EngagementRow reading = read("views,age_days,is_short,category,duration_s,released_at,channel_comment_rate,"
                        + "channel_like_rate,channel_videos\n5,28,1,gaming,30,2025-06-01T00:00:00Z,0.001,0.05,3\n")
                .getFirst();

        assertThat(reading.channel()).isEqualTo(-1);
        assertThat(reading.features().form()).isEqualTo(VideoForm.SHORT);
        assertThat(reading.features().regime()).isEqualTo(CountingRegime.FIRST_FRAME);
        assertThat(reading.features().channel()).isEqualTo(new ChannelHistory(3, 0.05, 0.001));
    }

    @Test
    void a_spreadsheets_way_of_writing_is_understood() throws IOException {
        List<EngagementRow> plain = read(HEADER + ROW + ROW);
        String quoted = ROW.strip().replaceAll("([^,]+)", "\"$1\"");
        String decimals = ROW.strip().replace(",164,", ",164.0,").replace(",1161,", ",1161.0,");

        assertThat(read("\ufeff" + HEADER.replace("\n", "\r\n") + quoted + "\r\n" + decimals + "\r\n"))
                .isEqualTo(plain);
    }

    @Test
    void a_packed_file_is_known_by_its_first_bytes_and_not_by_its_name() throws IOException {
        Path file = directory.resolve("packed.csv");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write((HEADER + ROW).getBytes(StandardCharsets.UTF_8));
        }

        assertThat(EngagementData.read(file)).isEqualTo(read(HEADER + ROW));
    }

    @Test
    void the_regime_is_that_of_the_reading_and_not_of_the_release() throws IOException {
        String early = ROW.replace(",0,164,7,", ",1,64,28,").replace("2025-02-15", "2025-03-15");

        assertThat(read(HEADER + early).getFirst().features().regime()).isEqualTo(CountingRegime.FIRST_FRAME);
    }

    @ParameterizedTest
    @CsvSource({
        "25564, many, views",
        "25564, -1, views",
        "25564, '', views",
        "',7,', ',-7,', age_days",
        "',7,', ',NaN,', age_days",
        "',0,164', ',2,164', is_short",
        "0.032883, -0.1, channel_like_rate",
        "2025-02-15T14:01:05Z, yesterday, released_at",
        "',32\n', ',3.5\n', comments"
    })
    void a_bad_cell_is_named_with_its_line(String good, String bad, String column) {
        String broken = HEADER + ROW + ROW.replace(good, bad);

        assertThatThrownBy(() -> read(broken))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("line 3: " + column + " is ");
    }

    @Test
    void a_short_row_a_missing_column_and_an_empty_file_are_refused() {
        assertThatThrownBy(() -> read(HEADER + "3,207,music\n"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("line 2");
        assertThatThrownBy(() -> read("views\n5\n"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("no column");
        assertThatThrownBy(() -> read(HEADER)).isInstanceOf(DataException.class).hasMessageContaining("no rows");
        assertThatThrownBy(() -> EngagementData.read(directory.resolve("absent.csv")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("absent.csv");
    }

    @Test
    void the_shipped_data_is_whole() {
        List<EngagementRow> readings = ShippedRows.all();

        assertThat(readings).hasSize(96_199);
        assertThat(readings.stream().map(EngagementRow::channel).distinct()).hasSize(198);
        assertThat(readings.stream().filter(r -> r.likes() == null)).hasSize(543);
    }

    private List<EngagementRow> read(String csv) throws IOException {
        Path file = directory.resolve("data.csv");
        Files.writeString(file, csv);
        return EngagementData.read(file);
    }
}
