package dev.ratiofixer.store.backup;

import dev.ratiofixer.store.Database.DatabaseException;
import dev.ratiofixer.text.Sha256;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;

/**
 * The format of a backup, version {@value #VERSION}: lines of text, compressed by gzip.
 *
 * <ol>
 *   <li>the header, JSON
 *   <li>for each table a line of JSON (name, columns), its rows in PostgreSQL's text format of COPY, the line
 *       {@code \.}, and a line of JSON with the number of rows and their SHA-256
 *   <li>a last line of JSON with the numbers of tables and rows and the SHA-256 of all lines before it
 * </ol>
 */
final class BackupFile {
    static final String FORMAT = "ratio-fixer-backup";
    static final int VERSION = 1;

    private static final byte[] END_OF_ROWS = {'\\', '.'};
    /** A row of ours has kilobytes; whoever forges a file fills no memory. */
    private static final int LONGEST_LINE = 64 << 20;

    private BackupFile() {}

    /** Takes what a file holds, in its order. Methods may throw what the reading throws. */
    interface Visitor {
        /**
         * Takes the first line.
         *
         * @param header {@code format, version, engine, schema_version, created_at}
         */
        default void header(JsonObject header) throws IOException {}

        default void table(String table, List<String> columns, List<String> days) throws IOException {}

        /**
         * Takes a row.
         *
         * @param line with its line break; only valid during the call
         */
        default void row(byte[] line) throws IOException {}

        default void tableEnd(long rows) throws IOException {}
    }

    /** Writes the rows of one table. */
    interface Rows {
        /** Returns how many it wrote. */
        long writeTo(OutputStream out) throws IOException;
    }

    /** Writes a file: a header, tables, an end. Not thread-safe. */
    static final class Writer implements AutoCloseable {
        private final GZIPOutputStream zipped;
        private final HashedOutput out;
        private int tables;
        private long rows;

        Writer(OutputStream file, JsonObject header) throws IOException {
            this.zipped = new GZIPOutputStream(file, 1 << 16);
            this.out = new HashedOutput(zipped);
            line(header);
        }

        void table(String table, List<String> columns, List<String> days, Rows content) throws IOException {
            line(new JsonObject()
                    .put("table", table)
                    .put("columns", new JsonArray(columns))
                    .put("days", new JsonArray(days)));
            HashedOutput hashed = new HashedOutput(out);
            long written = content.writeTo(hashed);
            out.write(END_OF_ROWS);
            out.write('\n');
            line(new JsonObject().put("rows", written).put("sha256", hashed.sum()));
            tables++;
            rows += written;
        }

        BackupSummary end(JsonObject header) throws IOException {
            line(new JsonObject().put("tables", tables).put("rows", rows).put("sha256", out.sum()));
            zipped.finish();
            return BackupSummary.of(header, tables, rows);
        }

        private void line(JsonObject json) throws IOException {
            out.write(json.encode().getBytes(StandardCharsets.UTF_8));
            out.write('\n');
        }

        @Override
        public void close() throws IOException {
            zipped.close();
        }
    }

    /**
     * Reads a file to its end and checks it.
     *
     * @throws DatabaseException if it is no backup, is cut short or has changed
     */
    static BackupSummary read(InputStream file, Visitor visitor) throws IOException {
        try (InputStream in = new BufferedInputStream(new GZIPInputStream(file, 1 << 16), 1 << 16)) {
            return new Reader(in, visitor).read();
        } catch (EOFException | ZipException | DecodeException | ClassCastException damaged) {
            throw new DatabaseException(
                    "the file is no whole backup (" + damaged.getMessage() + "): take another copy of it", damaged);
        }
    }

    private static final class Reader {
        private final InputStream in;
        private final Visitor visitor;
        private final MessageDigest all = Sha256.digest();
        private int tables;
        private long rows;

        Reader(InputStream in, Visitor visitor) {
            this.in = in;
            this.visitor = visitor;
        }

        BackupSummary read() throws IOException {
            JsonObject header = json(line());
            if (!FORMAT.equals(header.getString("format"))) {
                throw new DatabaseException("the file is no backup of Ratio Fixer");
            }
            if (header.getInteger("version", 0) != VERSION) {
                throw new DatabaseException("the backup has the format " + header.getInteger("version")
                        + ", and this version reads " + VERSION + ": restore it with the version that made it");
            }
            visitor.header(header);
            while (true) {
                String before = sum(all);
                JsonObject next = json(line());
                if (!next.containsKey("table")) {
                    check(next.getInteger("tables", -1) == tables && next.getLong("rows", -1L) == rows, "its end");
                    check(before.equals(next.getString("sha256")), "its checksum");
                    check(in.read() < 0, "what follows its end");
                    return BackupSummary.of(header, tables, rows);
                }
                table(next);
            }
        }

        private void table(JsonObject start) throws IOException {
            String table = start.getString("table");
            visitor.table(table, strings(start, "columns"), strings(start, "days"));
            MessageDigest ofTable = Sha256.digest();
            long count = 0;
            for (byte[] line = line(); !isEnd(line); line = line()) {
                ofTable.update(line);
                visitor.row(line);
                count++;
            }
            JsonObject end = json(line());
            check(end.getLong("rows", -1L) == count, "the number of rows of " + table);
            check(sum(ofTable).equals(end.getString("sha256")), "the checksum of " + table);
            visitor.tableEnd(count);
            tables++;
            rows += count;
        }

        private static boolean isEnd(byte[] line) {
            return line.length == 3 && Arrays.equals(line, 0, 2, END_OF_ROWS, 0, 2);
        }

        /** The next line with its break, which is counted into the checksum. */
        private byte[] line() throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream(256);
            int next = in.read();
            while (next >= 0) {
                line.write(next);
                if (next == '\n') {
                    byte[] bytes = line.toByteArray();
                    all.update(bytes);
                    return bytes;
                }
                if (line.size() > LONGEST_LINE) {
                    throw new ZipException("a line is too long");
                }
                next = in.read();
            }
            throw new EOFException("it ends too early");
        }

        private static JsonObject json(byte[] line) {
            return new JsonObject(new String(line, StandardCharsets.UTF_8));
        }

        private static List<String> strings(JsonObject of, String key) {
            return of.getJsonArray(key, new JsonArray()).stream()
                    .map(String.class::cast)
                    .toList();
        }

        private static void check(boolean holds, String what) {
            if (!holds) {
                throw new DatabaseException(
                        "the backup is damaged (" + what + " does not fit): take another copy of it");
            }
        }
    }

    /** Passes on and hashes. */
    private static final class HashedOutput extends OutputStream {
        private final OutputStream to;
        private final MessageDigest digest = Sha256.digest();

        HashedOutput(OutputStream to) {
            this.to = to;
        }

        @Override
        public void write(int one) throws IOException {
            to.write(one);
            digest.update((byte) one);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            to.write(bytes, from, length);
            digest.update(bytes, from, length);
        }

        String sum() {
            return BackupFile.sum(digest);
        }
    }

    /** Of what was hashed so far; more may follow. */
    private static String sum(MessageDigest digest) {
        try {
            return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
