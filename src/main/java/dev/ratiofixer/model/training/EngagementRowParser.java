package dev.ratiofixer.model.training;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.ratiofixer.model.Features;
import dev.ratiofixer.video.Category;
import dev.ratiofixer.video.ChannelHistory;
import dev.ratiofixer.video.CountingRegime;
import dev.ratiofixer.video.VideoForm;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One row of the engagement data, cell by cell. */
final class EngagementRowParser {
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
                released);
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
