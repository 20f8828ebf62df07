package dev.ratiofixer.store.embedded;

import dev.ratiofixer.store.DatabaseException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Keeps a second engine off a data directory. The kernel lets go of it when the process ends, however it ends. */
final class DirectoryLock implements AutoCloseable {
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private DirectoryLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
        HELD_HERE.add(file);
    }

    /** @throws DatabaseException if another engine, in this process or another, has it */
    static DirectoryLock acquire(Path directory) throws IOException {
        Path file = directory.resolve("engine.lock");
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (tryLock(channel) == null) {
                throw taken(directory, Files.readString(file).strip());
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
            return new DirectoryLock(file.toRealPath(), channel);
        } catch (IOException | RuntimeException failed) {
            channel.close();
            throw failed;
        }
    }

    /** Whether a living engine has it. */
    static boolean isHeld(Path directory) throws IOException {
        Path file = directory.resolve("engine.lock");
        if (!Files.exists(file)) {
            return false;
        }
        // To close a channel lets go of every lock that this process has on the file.
        if (HELD_HERE.contains(file.toRealPath())) {
            return true;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            return tryLock(channel) == null;
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException inThisProcess) {
            return null;
        }
    }

    private static DatabaseException taken(Path directory, String holder) {
        return new DatabaseException("another engine (process " + holder + ") uses the database in " + directory
                + "; stop it, or set database.directory to another directory");
    }

    @Override
    public void close() throws IOException {
        HELD_HERE.remove(file);
        channel.close();
    }
}
