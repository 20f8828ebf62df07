package dev.ratiofixer;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * The JVM's cache of what a start loads and links, in a file beside the runnable one: {@code ratio-fixer-….aot}. It is
 * of one runnable file and one JVM, which its name says. One of no bytes says that it could not be made; to try again,
 * delete it.
 */
final class AheadOfTimeCache {
    private static final String ENDING = ".aot";
    private static final String UNFINISHED = ".making";
    private static final String NOTES = ".notes";
    private static final int LONGEST_SECONDS = 180;
    /** Exit codes of a process that got INT or TERM: whoever sent it ends us too, and may start again. */
    private static final List<Integer> STOPPED = Arrays.asList(128 + 2, 128 + 15);

    /**
     * For the engine of a team: little memory, and little work at the start. A large one wants the optimizing compiler
     * and another collector, and gets them with any option on the command line.
     */
    private static final List<String> OPTIONS = Arrays.asList(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xms24m",
            "-XX:NewSize=6m",
            "-XX:+UseCompactObjectHeaders",
            "-Dio.netty.jfr.enabled=false",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    /** Profiles are for the optimizing compiler, which is not used; they would only be in memory. */
    private static final List<String> WITHOUT_PROFILES =
            Arrays.asList("-XX:+UnlockDiagnosticVMOptions", "-XX:-AOTRecordTraining");

    private final File runnable;
    private final File file;

    private AheadOfTimeCache(File runnable, File file) {
        this.runnable = runnable;
        this.file = file;
    }

    /** @param jvm its version */
    static AheadOfTimeCache of(File runnable, String jvm) {
        // The path too: a JVM refuses a cache of a file that lay elsewhere.
        String build = Long.toHexString(runnable.lastModified()) + "-"
                + Long.toHexString(31 * runnable.length() + absolute(runnable).hashCode());
        String name = prefix(runnable) + jvm.replaceAll("[^A-Za-z0-9.+]", "_") + "-" + build + ENDING;
        return new AheadOfTimeCache(absolute(runnable), new File(folder(runnable), name));
    }

    private static File absolute(File file) {
        return file.toPath().toAbsolutePath().normalize().toFile();
    }

    private static File folder(File runnable) {
        return absolute(runnable).getParentFile();
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
        File made = File.createTempFile(prefix(runnable), UNFINISHED, folder(runnable));
        forgetOthers(made.lastModified());
        File notes = new File(made.getPath() + NOTES);
        made.deleteOnExit();
        notes.deleteOnExit();
        try {
            int exit = run(recording(notes));
            exit = exit == 0 ? run(assembly(notes, made)) : exit;
            if (STOPPED.contains(exit)) {
                return;
            }
            if (exit != 0) {
                // What is there of it may look whole.
                new FileOutputStream(made).close();
            }
            if (!made.renameTo(file)) {
                throw new IOException("cannot rename " + made + " to " + file);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            notes.delete();
            made.delete();
        }
    }

    private List<String> recording(File notes) {
        return command(
                Arrays.asList(
                        "-XX:AOTMode=record", "-XX:AOTConfiguration=" + notes, "-Dratiofixer.stopWithParent=true"),
                "warm-up");
    }

    private List<String> assembly(File notes, File made) {
        return command(
                Arrays.asList("-XX:AOTMode=create", "-XX:AOTConfiguration=" + notes, "-XX:AOTCache=" + made), "");
    }

    private List<String> command(List<String> mode, String argument) {
        List<String> command = new ArrayList<>();
        command.add(java());
        command.addAll(OPTIONS);
        command.addAll(WITHOUT_PROFILES);
        command.addAll(mode);
        command.addAll(Arrays.asList("-jar", runnable.getPath()));
        if (!argument.isEmpty()) {
            command.add(argument);
        }
        return command;
    }

    /**
     * Two steps, each a process of our own: the one that a JVM begins by itself for the second could not be ended.
     *
     * @return the exit code
     */
    private static int run(List<String> command) throws IOException, InterruptedException {
        Process run = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(new File("/dev/null"))
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(run::destroy));
        if (!run.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
            run.destroyForcibly();
        }
        return run.waitFor();
    }

    /** Those of earlier files and JVMs, and what of one was left by a process that was killed while it made it. */
    void forgetOthers(long nowMillis) {
        // A version, a time and a number: no name of another file that goes on where this one's ends.
        String prefix = Pattern.quote(prefix(runnable));
        Pattern own = Pattern.compile(prefix + "[0-9][A-Za-z0-9.+_]*-[0-9a-f]+-[0-9a-f]+" + ENDING);
        Pattern unfinished = Pattern.compile(prefix + "-?[0-9]+" + UNFINISHED + "(" + NOTES + ")?");
        long old = nowMillis - TimeUnit.SECONDS.toMillis(4L * LONGEST_SECONDS);
        File[] others = folder(runnable)
                .listFiles((folder, name) -> own.matcher(name).matches()
                        || (unfinished.matcher(name).matches() && new File(folder, name).lastModified() < old));
        if (others != null) {
            for (File other : others) {
                other.delete();
            }
        }
    }
}
