package dev.ratiofixer.sandbox.audience;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Loads the 64 real music videos that the sandbox replays.
 *
 * <p>Source: {@code sandbox/replay.csv}, cut from Dyl-M/youtube_release_tracker (MIT, its notice lies beside the file).
 */
public final class ReplayData {
    private static final String FILE = "/sandbox/replay.csv";
    private static final String[] READINGS = {"w1", "w4", "w12", "w24"};
    // Likes and comments come earlier than views: their ratio to views falls with age.
    private static final double VIEWS_FIRST_WEEK = 0.45;
    private static final double LIKES_FIRST_WEEK = 0.42;
    private static final double COMMENTS_FIRST_WEEK = 0.40;

    private ReplayData() {}

    /** Reads them, in the data's order. */
    public static List<ReplayedVideo> load() {
        InputStream resource =
                Objects.requireNonNull(ReplayData.class.getResourceAsStream(FILE), "missing from the jar: " + FILE);
        try (Reader text = new InputStreamReader(resource, StandardCharsets.UTF_8);
                CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(text)) {
            List<ReplayedVideo> videos = new ArrayList<>();
            rows.forEach(row -> videos.add(video(videos.size(), row)));
            return List.copyOf(videos);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + FILE, failure);
        }
    }

    private static ReplayedVideo video(int number, NamedCsvRecord row) {
        return new ReplayedVideo(
                number,
                row.getField("video_id"),
                row.getField("title"),
                row.getField("channel_id"),
                row.getField("channel_title"),
                Integer.parseInt(row.getField("duration_s")),
                curve(row, "views_", VIEWS_FIRST_WEEK),
                curve(row, "likes_", LIKES_FIRST_WEEK),
                curve(row, "comments_", COMMENTS_FIRST_WEEK));
    }

    private static GrowthCurve curve(NamedCsvRecord row, String counter, double firstWeek) {
        long[] readings = new long[READINGS.length];
        for (int i = 0; i < readings.length; i++) {
            readings[i] = Long.parseLong(row.getField(counter + READINGS[i]));
        }
        return new GrowthCurve(readings, firstWeek);
    }
}
