package dev.ratiofixer.model.training;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.ratiofixer.model.Features;
import dev.ratiofixer.model.training.Samples.EarlierUploads;
import dev.ratiofixer.video.Category;
import dev.ratiofixer.video.ChannelHistory;
import dev.ratiofixer.video.CountingRegime;
import dev.ratiofixer.video.VideoForm;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads engagement data, plain or gzipped, wholly or not at all. The columns may be in any order; {@code video,
 * channel, likes, comments} may be absent. An empty cell is missing, which only {@code views} and {@code age_days} must
 * not be. What a channel's uploads usually are is told by its other rows in the file.
 */
public final class EngagementData {
    private static final String SHIPPED = "/model/engagement.csv.gz";
    private static final byte[] GZIP = {0x1f, (byte) 0x8b};
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private EngagementData() {}

    /**
     * All rows in the file's order.
     *
     * @throws DataException naming the first bad line
     */
    public static List<EngagementRow> read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in, file.toString());
        } catch (IOException | UncheckedIOException broken) {
            throw new DataException(
                    file + " cannot be read (" + broken.getMessage() + "): name a .csv or .csv.gz", broken);
        }
    }

    /** The data that the shipped model learned from. */
    public static List<EngagementRow> shipped() {
        try (InputStream in = EngagementData.class.getResourceAsStream(SHIPPED)) {
            if (in == null) {
                throw new DataException("the shipped engagement data is missing from this build: build it anew");
            }
            return read(in, "the shipped data");
        } catch (IOException broken) {
            throw new DataException("the shipped engagement data cannot be read: build it anew", broken);
        }
    }

    private static List<EngagementRow> read(InputStream in, String where) throws IOException {
        List<EngagementRow> readings = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder()
                .skipEmptyLines(true)
                .ofNamedCsvRecord(new InputStreamReader(text(in), StandardCharsets.UTF_8))) {
            for (NamedCsvRecord row : csv) {
                readings.add(new EngagementRowParser(row, where).parse());
            }
        }
        if (readings.isEmpty()) {
            throw new DataException(where + " has no rows: give it a header line and at least one row");
        }
        return EarlierUploads.of(readings).complete(readings);
    }

    /** Unpacked if it is packed, whatever the file is called, and without the mark that spreadsheets put in front. */
    private static InputStream text(InputStream in) throws IOException {
        InputStream file = new BufferedInputStream(in);
        InputStream text = startsWith(file, GZIP) ? new BufferedInputStream(new GZIPInputStream(file)) : file;
        if (startsWith(text, BYTE_ORDER_MARK)) {
            text.skipNBytes(BYTE_ORDER_MARK.length);
        }
        return text;
    }

    private static boolean startsWith(InputStream in, byte[] mark) throws IOException {
        in.mark(mark.length);
        byte[] first = in.readNBytes(mark.length);
        in.reset();
        return Arrays.equals(first, mark);
    }

    /** One row of the engagement data, cell by cell. */
    static final class EngagementRowParser {
        private static final double SECONDS_A_DAY = Duration.ofDays(1).toSeconds();

        private final NamedCsvRecord row;
        private final String where;

        EngagementRowParser(NamedCsvRecord row, String where) {
            this.row = row;
            this.where = where;
        }

        EngagementRow parse() {
            Long channel = whole("channel", optional("channel"));
            Long video = whole("video", optional("video"));
            return new EngagementRow(
                    video == null ? -1 : video,
                    channel == null ? -1 : channel,
                    features(),
                    whole("likes", optional("likes")),
                    whole("comments", optional("comments")));
        }

        private Features features() {
            VideoForm form = form();
            double age = required("age_days", number("age_days", cell("age_days")));
            Instant released = instant();
            Long duration = whole("duration_s", cell("duration_s"));
            return new Features(
                    required("views", whole("views", cell("views"))),
                    age,
                    duration == null ? 0 : duration,
                    form,
                    regime(form, released, age),
                    category(),
                    channel(),
                    released,
                    duration != null && duration == 0);
        }

        private static CountingRegime regime(VideoForm form, @Nullable Instant released, double age) {
            return released == null
                    ? CountingRegime.ORIGINAL
                    : CountingRegime.of(form, released.plusSeconds(Math.round(Math.min(age, 1e6) * SECONDS_A_DAY)));
        }

        private ChannelHistory channel() {
            Long videos = whole("channel_videos", cell("channel_videos"));
            return new ChannelHistory(
                    videos == null ? 0 : (int) Math.min(videos, Integer.MAX_VALUE),
                    number("channel_like_rate", cell("channel_like_rate")),
                    number("channel_comment_rate", cell("channel_comment_rate")));
        }

        private VideoForm form() {
            String cell = cell("is_short").toLowerCase(Locale.ROOT);
            return switch (cell) {
                case "1", "1.0", "true" -> VideoForm.SHORT;
                case "0", "0.0", "false", "" -> VideoForm.VIDEO;
                default -> throw bad("is_short", cell, "0 or 1");
            };
        }

        private Category category() {
            return switch (cell("category").toLowerCase(Locale.ROOT)) {
                case "music" -> Category.MUSIC;
                case "gaming" -> Category.GAMING;
                case "entertainment" -> Category.ENTERTAINMENT;
                case "education" -> Category.EDUCATION;
                default -> Category.OTHER;
            };
        }

        private @Nullable Instant instant() {
            String cell = cell("released_at");
            try {
                return cell.isEmpty() ? null : Instant.parse(cell);
            } catch (DateTimeParseException bad) {
                throw bad("released_at", cell, "an instant like 2025-02-15T14:01:05Z");
            }
        }

        private @Nullable Long whole(String column, String cell) {
            try {
                long value = cell.isEmpty() ? 0 : Long.parseLong(cell.replaceFirst("\\.0+$", ""));
                if (value < 0) {
                    throw bad(column, cell, "a whole number that is not negative");
                }
                return cell.isEmpty() ? null : value;
            } catch (NumberFormatException notWhole) {
                throw bad(column, cell, "a whole number that is not negative");
            }
        }

        private @Nullable Double number(String column, String cell) {
            try {
                double value = cell.isEmpty() ? 0 : Double.parseDouble(cell);
                if (!Double.isFinite(value) || value < 0) {
                    throw bad(column, cell, "a number that is not negative");
                }
                return cell.isEmpty() ? null : value;
            } catch (NumberFormatException notANumber) {
                throw bad(column, cell, "a number that is not negative");
            }
        }

        private <T> T required(String column, @Nullable T value) {
            if (value == null) {
                throw bad(column, "", "given");
            }
            return value;
        }

        private String cell(String column) {
            return row.findField(column)
                    .map(String::strip)
                    .orElseThrow(() -> new DataException(where + " has no column " + column + " in line "
                            + row.getStartingLineNumber() + ": give every line the header's columns"));
        }

        private String optional(String column) {
            return row.findField(column).map(String::strip).orElse("");
        }

        private DataException bad(String column, String cell, String wanted) {
            return new DataException(where + " line " + row.getStartingLineNumber() + ": " + column + " is '" + cell
                    + "', must be " + wanted);
        }
    }

    /**
     * One row of the engagement data: a video at an age.
     *
     * @param video serial number of its video, -1 when the file does not say
     * @param channel serial number of its channel, -1 when the file does not say
     * @param likes {@code null} when hidden or not in the file
     * @param comments {@code null} when off or not in the file
     */
    public record EngagementRow(
            long video,
            long channel,
            Features features,
            @Nullable Long likes,
            @Nullable Long comments) {

        /** The same reading with other features. */
        EngagementRow with(Features other) {
            return new EngagementRow(video, channel, other, likes, comments);
        }

        /** Likes (0) or comments (1). */
        @Nullable
        Long count(int target) {
            return target == 0 ? likes : comments;
        }

        /** What the loss compares: {@code log10(count + 1)}, NaN when missing. */
        double logCount(int target) {
            Long count = count(target);
            return count == null ? Double.NaN : Math.log10(count + 1.0);
        }
    }
}
