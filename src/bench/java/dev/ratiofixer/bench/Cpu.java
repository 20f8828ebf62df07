package dev.ratiofixer.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** CPU time of this process and of its PostgreSQL, and its live heap. */
final class Cpu {
    private static final int DEPTH = 4;
    /** In /proc/PID/stat, counted from the field after the name: utime, stime, cutime, cstime (proc(5)). */
    private static final int FIRST_TIME = 11;

    private static final int TIMES = 4;
    /** USER_HZ of every Linux that Java runs on. */
    private static final double TICKS_A_SECOND = 100;

    private Cpu() {}

    /** CPU seconds of this process so far. */
    static double ofEngine() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                        .getProcessCpuTime()
                / 1e9;
    }

    /** CPU seconds so far of the PostgreSQL that keeps its data under a directory, of its processes that still run. */
    static double ofPostgres(Path directory) throws IOException {
        long pid = postgres(directory);
        return pid == 0 ? 0 : ofTree(pid);
    }

    private static double ofTree(long pid) {
        return ProcessHandle.of(pid).stream()
                        .flatMap(server -> Stream.concat(Stream.of(server), server.descendants()))
                        .flatMap(process -> process.info().totalCpuDuration().stream())
                        .mapToLong(Duration::toMillis)
                        .sum()
                / 1e3;
    }

    /** CPU seconds so far of a process and those below it, ended ones that were waited for included. Linux only. */
    static double withEnded(long pid) {
        double sum = 0;
        for (ProcessHandle each : ProcessHandle.of(pid).stream()
                .flatMap(top -> Stream.concat(Stream.of(top), top.descendants()))
                .toList()) {
            try {
                sum += seconds(Path.of("/proc", String.valueOf(each.pid()), "stat"));
            } catch (IOException ended) {
                // Its parent has its time now, or will have it at the next look.
            }
        }
        return sum;
    }

    private static double seconds(Path stat) throws IOException {
        String line = Files.readString(stat);
        String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
        double sum = 0;
        for (int at = FIRST_TIME; at < FIRST_TIME + TIMES; at++) {
            sum += Long.parseLong(fields[at]) / TICKS_A_SECOND;
        }
        return sum;
    }

    /** The same of the PostgreSQL that keeps its data under a directory: it is nobody's child. */
    static double ofPostgresWithEnded(Path directory) throws IOException {
        long pid = postgres(directory);
        return pid == 0 ? 0 : withEnded(pid);
    }

    /** Its process, or 0. A server's files come and go while they are looked through. */
    private static long postgres(Path directory) throws IOException {
        AtomicLong pid = new AtomicLong();
        Files.walkFileTree(directory, Set.of(), DEPTH, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!file.endsWith("postmaster.pid")) {
                    return FileVisitResult.CONTINUE;
                }
                pid.set(Long.parseLong(Files.readAllLines(file).getFirst()));
                return FileVisitResult.TERMINATE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path gone, IOException why) {
                return FileVisitResult.CONTINUE;
            }
        });
        return pid.get();
    }

    /** Megabytes that stay after a collection. */
    static double liveHeapMegabytes() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed() / (double) (1 << 20);
    }
}
