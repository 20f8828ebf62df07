package dev.ratiofixer.model.training;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

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
}
