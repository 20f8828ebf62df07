package dev.ratiofixer.http.api;

import dev.ratiofixer.http.problem.ApiProblem;
import dev.ratiofixer.http.problem.FieldError;
import dev.ratiofixer.http.problem.ProblemException;
import dev.ratiofixer.http.problem.ProblemType;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads campaigns from CSV (RFC 4180): a header line with the fields of a start, then a line each. An object's field is
 * named {@code complete_when.views}; tags are separated by {@code ;}. A semicolon between cells is taken, too, as some
 * spreadsheets write it.
 */
final class StartTable {
    private static final int MOST_LINES = 1_000;
    private static final Set<String> COLUMNS = Set.of(
            "campaign_name",
            "video_url",
            "video_id",
            "comments_sheet_url",
            "sheet_tier",
            "like_server",
            "comment_server",
            "form",
            "mode",
            "max_spend",
            "daily_spend",
            "currency",
            "client",
            "artist",
            "tags",
            "start_at",
            "complete_when.views",
            "complete_when.healthy_for",
            "complete_when.until",
            "consent.granted_by",
            "consent.granted_at",
            "consent.expires_at",
            "consent.trials");

    private StartTable() {}

    /**
     * One campaign of a batch.
     *
     * @param line of the file on which it begins, from 1; {@code null} where there is no file
     * @param faults what is wrong with the line itself
     */
    record StartLine(@Nullable Integer line, JsonObject body, List<FieldError> faults) {
        StartLine {
            faults = List.copyOf(faults);
        }

        StartLine with(FieldError fault) {
            List<FieldError> more = new ArrayList<>(faults);
            more.add(fault);
            return new StartLine(line, body, more);
        }
    }

    /** Reads a file. Throws a problem that names everything that is wrong with its header. */
    static List<StartLine> read(List<String> lines) {
        List<CsvRecord> records = CsvReader.records(lines);
        if (records.isEmpty()) {
            throw refused(
                    List.of(error(1, "the file is empty: its first line names the fields, such as campaign_name")));
        }
        List<String> header = records.getFirst().cells().stream()
                .map(cell -> cell.strip().toLowerCase(Locale.ROOT))
                .toList();
        checkHeader(header, records.getFirst().line());
        List<CsvRecord> rows = records.subList(1, records.size());
        if (rows.isEmpty() || rows.size() > MOST_LINES) {
            throw refused(List.of(error(
                    records.getLast().line(),
                    rows.isEmpty() ? "there is no campaign below the header" : "give at most 1,000 campaigns")));
        }
        return rows.stream().map(row -> line(header, row)).toList();
    }

    private static void checkHeader(List<String> header, int line) {
        List<FieldError> faults = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String name : header) {
            if (!COLUMNS.contains(name)) {
                faults.add(error(
                        line,
                        "there is no field \"" + name + "\": known are "
                                + String.join(", ", COLUMNS.stream().sorted().toList())));
            } else if (!seen.add(name)) {
                faults.add(error(line, "the field " + name + " stands there twice"));
            }
        }
        if (!faults.isEmpty()) {
            throw refused(faults);
        }
    }

    private static StartLine line(List<String> header, CsvRecord row) {
        JsonObject body = new JsonObject();
        List<FieldError> faults = new ArrayList<>();
        if (row.cells().size() > header.size()) {
            faults.add(FieldError.inBody("", "has " + row.cells().size() + " cells, and the header " + header.size()));
        }
        if (row.fault() != null) {
            faults.add(FieldError.inBody("", row.fault()));
        }
        for (int i = 0; i < Math.min(header.size(), row.cells().size()); i++) {
            String cell = row.cells().get(i).strip();
            if (!cell.isEmpty()) {
                put(body, header.get(i), cell, faults);
            }
        }
        return new StartLine(row.line(), body, faults);
    }

    private static void put(JsonObject body, String column, String cell, List<FieldError> faults) {
        int dot = column.indexOf('.');
        if (dot > 0) {
            String group = column.substring(0, dot);
            JsonObject part = body.getJsonObject(group, new JsonObject());
            body.put(group, part.put(column.substring(dot + 1), value(column, cell, faults)));
        } else if (column.equals("tags")) {
            JsonArray tags = new JsonArray();
            for (String tag : cell.split(";", -1)) {
                if (!tag.isBlank()) {
                    tags.add(tag.strip());
                }
            }
            body.put(column, tags);
        } else {
            body.put(column, cell);
        }
    }

    private static @Nullable Object value(String column, String cell, List<FieldError> faults) {
        if (column.equals("consent.trials")) {
            if (cell.matches("(?i)true|false")) {
                return Boolean.valueOf(cell);
            }
            faults.add(FieldError.inBody(column, "give true or false"));
            return null;
        }
        if (!column.equals("complete_when.views")) {
            return cell;
        }
        if (cell.matches("\\d{1,15}")) {
            return Long.valueOf(cell);
        }
        faults.add(FieldError.inBody(column, "give a whole number"));
        return null;
    }

    private static FieldError error(int line, String detail) {
        return FieldError.inBody("csv", "line " + line + ": " + detail);
    }

    private static ProblemException refused(List<FieldError> faults) {
        return ApiProblem.ofFields(ProblemType.INVALID_REQUEST, faults).toException();
    }

    /**
     * A record of the file.
     *
     * @param fault what is wrong with its quotes, {@code null} for nothing
     */
    record CsvRecord(int line, List<String> cells, @Nullable String fault) {}

    /** Splits a line into cells. No field of a start may have a line break, so no cell goes over a line's end. */
    static final class CsvReader {
        private final String text;
        private final char separator;
        private int at;
        private boolean broken;

        private CsvReader(String text, char separator) {
            this.text = text;
            this.separator = separator;
        }

        /** Every line that is not blank. */
        static List<CsvRecord> records(List<String> lines) {
            List<CsvRecord> records = new ArrayList<>();
            String first = lines.isEmpty() ? "" : lines.getFirst();
            char separator = first.indexOf(',') < 0 && first.indexOf(';') >= 0 ? ';' : ',';
            for (int i = 0; i < lines.size(); i++) {
                CsvRecord next = new CsvReader(lines.get(i), separator).record(i + 1);
                if (next.fault() != null || next.cells().stream().anyMatch(cell -> !cell.isBlank())) {
                    records.add(next);
                }
            }
            return records;
        }

        private CsvRecord record(int line) {
            List<String> cells = new ArrayList<>();
            cells.add(cell());
            while (at < text.length()) {
                at++;
                cells.add(cell());
            }
            return new CsvRecord(
                    line, cells, broken ? "a quotation mark is not closed, or something follows it" : null);
        }

        private String cell() {
            StringBuilder cell = new StringBuilder();
            if (at < text.length() && text.charAt(at) == '"') {
                broken |= !quoted(cell);
            } else {
                plain(cell);
            }
            return cell.toString();
        }

        private void plain(StringBuilder cell) {
            while (at < text.length() && text.charAt(at) != separator) {
                cell.append(text.charAt(at++));
            }
        }

        /** Whether it is well formed; what follows its closing mark up to the next separator is skipped. */
        private boolean quoted(StringBuilder cell) {
            at++;
            while (at < text.length()) {
                char next = text.charAt(at++);
                if (next == '"' && at < text.length() && text.charAt(at) == '"') {
                    at++;
                    cell.append('"');
                } else if (next == '"') {
                    StringBuilder rest = new StringBuilder();
                    plain(rest);
                    return rest.toString().isBlank();
                } else {
                    cell.append(next);
                }
            }
            return false;
        }
    }
}
