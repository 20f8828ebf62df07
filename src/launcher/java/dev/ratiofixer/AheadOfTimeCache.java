package dev.ratiofixer;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The JVM's cache of what a start loads and links, in a file beside the runnable one: {@code ratio-fixer-….aot}. It is
 * of one runnable file and one JVM, which its name says. One of no bytes says that it could not be made; to try again,
 * delete it.
 */
final class AheadOfTimeCache {
    private static final String ENDING = ".aot";
    private static final int LONGEST_SECONDS = 180;

    /**
     * For the engine of a team: little memory, and little work at the start. A large one wants the optimizing compiler
     * and another collector, and gets them with any option on the command line.
     */
    private static final List<String> OPTIONS = Arrays.asList(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xms32m",
            "-XX:+UseCompactObjectHeaders",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    private final File runnable;
    private final File file;

    private AheadOfTimeCache(File runnable, File file) {
        this.runnable = runnable;
        this.file = file;
    }

    /** @param jvm its version */
    static AheadOfTimeCache of(File runnable, String jvm) {
        String build = Long.toHexString(runnable.lastModified()) + "-" + Long.toHexString(runnable.length());
        String name = prefix(runnable) + jvm.replaceAll("[^A-Za-z0-9.+]", "_") + "-" + build + ENDING;
        return new AheadOfTimeCache(runnable, new File(folder(runnable), name));
    }

    private static File folder(File runnable) {
        return runnable.getAbsoluteFile().getParentFile();
    }

    private static String prefix(File runnable) {
        return runnable.getName().replaceFirst("[.]jar$", "") + "-";
    }

    /** The program that runs this. */
    static String java() {
        return System.getProperty("java.home") + "/bin/java";
    }

    boolean isThere() {
        return file.length() > 0 && !isOpenToAll();
    }

    /** Whoever can put a file into the folder could put code into this process: the cache's name is easily told. */
    private boolean isOpenToAll() {
        try {
            return Files.getPosixFilePermissions(folder(runnable).toPath()).contains(PosixFilePermission.OTHERS_WRITE);
        } catch (IOException | UnsupportedOperationException unknown) {
            return true;
        }
    }

    /** What the JVM is started with. */
    List<String> options() {
        List<String> options = new ArrayList<>(OPTIONS);
        options.add("-XX:AOTCache=" + file);
        return options;
    }

    /**
     * Lets the command {@code warm-up} run once with the JVM taking notes. Where nothing can be written, or anybody can
     * write, nothing is made.
     *
     * @param told hears of it, as it takes some seconds
     */
    void makeIfAbsent(PrintStream told) throws IOException {
        if (file.exists() || !folder(runnable).canWrite() || isOpenToAll()) {
            return;
        }
        told.println(
                "ratio-fixer: the first start of this file with this Java takes some seconds more: it makes " + file);
        File made = File.createTempFile(prefix(runnable), ".making", folder(runnable));
        made.deleteOnExit();
        try {
            train(made);
            forgetOthers();
            if (!made.renameTo(file)) {
                throw new IOException("cannot rename " + made + " to " + file);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            made.delete();
        }
    }

    private void train(File made) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(java());
        command.add("-XX:AOTCacheOutput=" + made);
        command.addAll(OPTIONS);
        command.addAll(Arrays.asList("-Dratiofixer.stopWithParent=true", "-jar", runnable.getPath(), "warm-up"));
        Process run = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(new File("/dev/null"))
                .start();
        if (!run.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
            run.destroyForcibly();
        }
    }

    /** Those of earlier files and JVMs. */
    private void forgetOthers() {
        File[] others = folder(runnable)
                .listFiles((folder, name) -> name.startsWith(prefix(runnable)) && name.endsWith(ENDING));
        if (others != null) {
            for (File other : others) {
                other.delete();
            }
        }
    }
}
