package dev.ratiofixer;

import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * Starts {@code java -jar FILE serve} again with the options that a file cannot carry, {@link AheadOfTimeCache} first
 * among them. The process stays the same one, with its id, its streams and its signals.
 *
 * <p>Whoever gives the JVM any option has chosen how it is to run: then nothing is done here, as on anything but Linux
 * and on a Java before {@value #NEEDED}.
 */
final class FastStart {
    /** Has caches that one run makes (JEP 514), and objects with short headers (JEP 519). */
    private static final int NEEDED = 25;

    /** Options that come from there could contradict ours. */
    private static final List<String> OPTION_VARIABLES =
            Arrays.asList("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

    private static final List<String> ANSWERED_AT_ONCE =
            Arrays.asList("--help", "-h", "--version", "-V", "--check-config");
    private static final File COMMAND_LINE = new File("/proc/self/cmdline");
    private static final int BEFORE_ARGUMENTS = 3;

    private FastStart() {}

    /** Comes back only if the process goes on as it is. */
    static void of(String java, String[] args) {
        if (Launcher.feature(java) < NEEDED || !COMMAND_LINE.exists()) {
            return;
        }
        try {
            String line = new String(Files.readAllBytes(COMMAND_LINE.toPath()), Charset.defaultCharset());
            List<String> given = Arrays.asList(line.split("\0"));
            if (isPlain(given, args, System.getenv().keySet())) {
                restart(given, new File(given.get(2)));
            }
        } catch (IOException | ReflectiveOperationException unable) {
            System.err.println("ratio-fixer: starts without its cache: " + unable);
        }
    }

    private static void restart(List<String> given, File runnable) throws IOException, ReflectiveOperationException {
        AheadOfTimeCache cache = AheadOfTimeCache.of(runnable, System.getProperty("java.vm.version"));
        cache.makeIfAbsent(System.err);
        // Without one the options are untried on this Java, which might not know one of them.
        if (cache.isThere()) {
            List<String> command = new ArrayList<>();
            command.add(AheadOfTimeCache.java());
            command.addAll(cache.options());
            command.addAll(given.subList(1, given.size()));
            Exec.replaceProcess(command);
        }
    }

    /** Whether it is {@code java -jar FILE serve …}, and nothing says how the JVM is to run. */
    static boolean isPlain(List<String> commandLine, String[] args, Set<String> variables) {
        return commandLine.size() == args.length + BEFORE_ARGUMENTS
                && commandLine.get(1).equals("-jar")
                && commandLine.subList(BEFORE_ARGUMENTS, commandLine.size()).equals(Arrays.asList(args))
                && args.length > 0
                && args[0].equals("serve")
                && Collections.disjoint(Arrays.asList(args), ANSWERED_AT_ONCE)
                && Collections.disjoint(variables, OPTION_VARIABLES);
    }
}
