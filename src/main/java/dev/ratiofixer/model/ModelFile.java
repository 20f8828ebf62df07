package dev.ratiofixer.model;

import dev.ratiofixer.bus.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A model as it is kept: a zip of {@code manifest.json} and {@code parameters.bin}, the network's parameters in DL4J's
 * order as big-endian floats. The same training gives the same bytes. Immutable.
 */
public final class ModelFile {
    private static final String SHIPPED = "/model/engagement-model.zip";
    private static final String MANIFEST_ENTRY = "manifest.json";
    private static final String PARAMETERS_ENTRY = "parameters.bin";
    private static final int LARGEST = 64 << 20;
    /** The earliest time that a zip entry can carry. */
    private static final long FIXED_TIME = 315_532_800_000L;

    private final Manifest manifest;
    private final byte[] parameters;

    private ModelFile(Manifest manifest, byte[] parameters) {
        this.manifest = manifest;
        this.parameters = parameters;
    }

    /**
     * A new model, not yet written.
     *
     * @param manifest with any checksum: it is replaced by the parameters' own
     */
    public static ModelFile of(Manifest manifest, float[] parameters) {
        ByteBuffer bytes = ByteBuffer.allocate(parameters.length * Float.BYTES);
        bytes.asFloatBuffer().put(parameters);
        return new ModelFile(manifest.withChecksumOf(bytes.array()), bytes.array());
    }

    /**
     * The model that comes with this build.
     *
     * @throws ModelException if it is missing, damaged or made for another engine
     */
    public static ModelFile shipped() {
        try (InputStream in = ModelFile.class.getResourceAsStream(SHIPPED)) {
            if (in == null) {
                throw new ModelException("the shipped model is missing from this build: build it anew");
            }
            return read(in, "the shipped model");
        } catch (IOException broken) {
            throw new ModelException("the shipped model cannot be read: build it anew", broken);
        }
    }

    /**
     * A model that {@code train} wrote.
     *
     * @throws ModelException if it is missing, damaged or made for another engine
     */
    public static ModelFile read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in, file.toString());
        } catch (IOException broken) {
            throw new ModelException(
                    "model file " + file + " cannot be read: name a file made by 'train --out'", broken);
        }
    }

    private static ModelFile read(InputStream in, String where) throws IOException {
        byte @Nullable [] manifest = null;
        byte @Nullable [] parameters = null;
        try (ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                byte[] bytes = zip.readNBytes(LARGEST);
                switch (entry.getName()) {
                    case MANIFEST_ENTRY -> manifest = bytes;
                    case PARAMETERS_ENTRY -> parameters = bytes;
                    default -> throw new ModelException(where + ": has an unknown part " + entry.getName());
                }
            }
        }
        if (manifest == null || parameters == null) {
            throw new ModelException(where + " is no model: name a file made by 'train --out'");
        }
        ModelFile file = new ModelFile(parse(manifest, where), parameters);
        file.manifest.check(where, parameters);
        return file;
    }

    private static Manifest parse(byte[] manifest, String where) {
        try {
            return Json.mapper().readValue(manifest, Manifest.class);
        } catch (IOException broken) {
            throw new ModelException(where + ": its manifest cannot be read: train it again with this release", broken);
        }
    }

    /** Writes it beside {@code file} first and then moves it there, so that a reader sees the old or the new one. */
    public void write(Path file) throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + ".part");
        try (OutputStream out = Files.newOutputStream(beside);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            put(
                    zip,
                    MANIFEST_ENTRY,
                    Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest));
            put(zip, PARAMETERS_ENTRY, parameters);
        }
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(FIXED_TIME);
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }

    public Manifest manifest() {
        return manifest;
    }

    /** The network's parameters in DL4J's order, a copy. */
    public float[] parameters() {
        float[] values = new float[parameters.length / Float.BYTES];
        ByteBuffer.wrap(parameters).asFloatBuffer().get(values);
        return values;
    }
}
