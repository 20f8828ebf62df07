package dev.ratiofixer.store.embedded;

import dev.ratiofixer.store.Database.DatabaseException;
import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * The PostgreSQL programs of this platform, from zonky's archives on the class path.
 *
 * <p>They are unpacked beside their place and moved there in one step, so that a killed or a second engine never leaves
 * or meets a half of them.
 */
record PostgresBinaries(Path home) {
    /** @throws DatabaseException if this platform has none on the class path */
    static PostgresBinaries unpackInto(Path parent) throws IOException {
        Path home = parent.resolve("postgresql-" + fingerprint());
        if (!Files.isDirectory(home)) {
            Files.createDirectories(parent);
            Path fresh = Files.createTempDirectory(parent, "unpacking");
            unpack(fresh);
            moveOrDiscard(fresh, home);
        }
        return new PostgresBinaries(home);
    }

    String program(String name) {
        return home.resolve("bin").resolve(isWindows() ? name + ".exe" : name).toString();
    }

    private static void moveOrDiscard(Path fresh, Path home) throws IOException {
        try {
            Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException anotherWasFaster) {
            if (!Files.isDirectory(home)) {
                throw anotherWasFaster;
            }
            Directories.delete(fresh);
        }
    }

    private static String fingerprint() throws IOException {
        CRC32 sum = new CRC32();
        try (InputStream archive = new CheckedInputStream(archive(), sum)) {
            archive.transferTo(java.io.OutputStream.nullOutputStream());
        }
        return String.format(Locale.ROOT, "%08x", sum.getValue());
    }

    private static void unpack(Path target) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive())))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                unpackEntry(tar, entry, target);
            }
        }
    }

    private static void unpackEntry(TarArchiveInputStream tar, TarArchiveEntry entry, Path target) throws IOException {
        Path path = target.resolve(entry.getName()).normalize();
        if (!path.startsWith(target)) {
            throw new IOException("archive entry outside its directory: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.resolve("..").normalize());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
            Files.createLink(path, target.resolve(entry.getLinkName()).normalize());
        } else {
            Files.copy(tar, path);
            allowToRun(path, entry.getMode());
        }
    }

    private static void allowToRun(Path path, int mode) throws IOException {
        boolean executable =
                (mode & 0b001_000_000) != 0 || path.resolveSibling("").endsWith("bin");
        if (executable && !isWindows() && !path.toFile().setExecutable(true, false)) {
            throw new IOException("cannot make " + path + " executable");
        }
    }

    private static InputStream archive() throws IOException {
        String os = System.getProperty("os.name");
        String system = isWindows() ? "Windows" : os.startsWith("Mac") ? "Darwin" : "Linux";
        String machine = System.getProperty("os.arch").equals("amd64") ? "x86_64" : System.getProperty("os.arch");
        try {
            return DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, machine);
        } catch (IllegalStateException notThere) {
            throw new DatabaseException(
                    "no embedded PostgreSQL for " + os + " " + machine + "; set database.url to a PostgreSQL server",
                    notThere);
        }
    }

    private static boolean isWindows() {
        return System.getProperty("os.name").startsWith("Windows");
    }
}
