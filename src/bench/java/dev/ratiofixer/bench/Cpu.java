package dev.ratiofixer.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** CPU time of this process and of its PostgreSQL, and its live heap. */
final class Cpu {
    private static final int DEPTH = 4;

    private Cpu() {}

    /** CPU seconds of this process so far. */
    static double ofEngine() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                        .getProcessCpuTime()
                / 1e9;
    }

    /** CPU seconds so far of the PostgreSQL that keeps its data under a directory, of its processes that still run. */
    static double ofPostgres(Path directory) throws IOException {
        try (Stream<Path> files = Files.find(directory, DEPTH, (path, attributes) -> path.endsWith("postmaster.pid"))) {
            List<Path> found = files.toList();
            return found.isEmpty()
                    ? 0
                    : ofTree(Long.parseLong(Files.readAllLines(found.getFirst()).getFirst()));
        }
    }

    private static double ofTree(long pid) {
        return ProcessHandle.of(pid).stream()
                        .flatMap(server -> Stream.concat(Stream.of(server), server.descendants()))
                        .flatMap(process -> process.info().totalCpuDuration().stream())
                        .mapToLong(Duration::toMillis)
                        .sum()
                / 1e3;
    }

    /** Megabytes that stay after a collection. */
    static double liveHeapMegabytes() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed() / (double) (1 << 20);
    }
}
