package dev.ratiofixer.story;

import static net.bytebuddy.matcher.ElementMatchers.isMethod;
import static net.bytebuddy.matcher.ElementMatchers.nameStartsWith;
import static net.bytebuddy.matcher.ElementMatchers.not;

import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import net.bytebuddy.agent.ByteBuddyAgent;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.agent.builder.ResettableClassFileTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;

/**
 * Records which source files of the engine are entered while something happens, on any thread. A file counts when a
 * method of a class in it runs. Constructors, the accessors of records and what an enum has by itself do not count:
 * data is no place where anything happens. Nor does what the sandbox, the embedded database's keeper, the writing of
 * log lines and the tests do.
 *
 * <p>The engine's classes are instrumented while this is open. One at a time in a process.
 */
public final class EnteredFiles implements AutoCloseable {
    private static final String ENGINE = "dev.ratiofixer.";
    private static final Path SOURCES = Path.of("src/main/java/dev/ratiofixer");
    private static final Set<String> ENTERED = ConcurrentHashMap.newKeySet();
    private static final Set<String> VOCABULARY =
            Set.of("bus", "money", "time", "video", "stats", "concurrent", "text");
    private static final ThreadLocal<Integer> ASIDE = ThreadLocal.withInitial(() -> 0);
    private static volatile boolean recording;
    private static volatile String opening = "";
    private final Instrumentation instrumentation = ByteBuddyAgent.install();
    private final ResettableClassFileTransformer transformer;

    private EnteredFiles(String story, List<String> aside) {
        transformer = new AgentBuilder.Default()
                .disableClassFormatChanges()
                .with(AgentBuilder.RedefinitionStrategy.RETRANSFORMATION)
                // Checking one class can load others, which then are not seen in the same round.
                .with(AgentBuilder.RedefinitionStrategy.DiscoveryStrategy.Reiterating.INSTANCE)
                .ignore(not(nameStartsWith(ENGINE))
                        .or(nameStartsWith(ENGINE + "sandbox."))
                        .or(nameStartsWith(ENGINE + "app.logging."))
                        .or(nameStartsWith(ENGINE + "store.embedded.")))
                .type(type -> Files.exists(fileOf(type.getName())))
                .transform((builder, type, loader, module, domain) -> builder.visit(
                        Advice.to(advice(type, story, aside)).on(isMethod().and(method -> counts(type, method)))))
                .installOn(instrumentation);
    }

    /**
     * Instruments the engine.
     *
     * @param story the file that the story begins in; what runs under it counts, even if that runs under {@code aside}
     * @param aside files that work beside the story: what runs under them does not count
     */
    public static EnteredFiles open(String story, String... aside) {
        return new EnteredFiles(
                typeOf(story), Arrays.stream(aside).map(EnteredFiles::typeOf).toList());
    }

    private static Path fileOf(String type) {
        return SOURCES.resolve(
                type.substring(ENGINE.length()).replaceFirst("\\$.*", "").replace('.', '/') + ".java");
    }

    private static String typeOf(String file) {
        return ENGINE + file.replace(".java", "").replace('/', '.');
    }

    private static Class<?> advice(TypeDescription type, String story, List<String> aside) {
        return type.getName().equals(story)
                ? OnStory.class
                : aside.contains(type.getName()) ? OnAside.class : OnEntry.class;
    }

    private static boolean counts(TypeDescription type, MethodDescription method) {
        boolean ofRecord = type.isRecord()
                && (Set.of("equals", "hashCode", "toString").contains(method.getName())
                        || (method.getParameters().isEmpty()
                                && type.getRecordComponents().stream()
                                        .anyMatch(component ->
                                                component.getActualName().equals(method.getName()))));
        boolean ofEnum = type.isEnum() && method.isStatic();
        return !ofRecord && !ofEnum;
    }

    /** Forgets what was entered, and records from the next time on that the story's first file is entered. */
    public void await(String story) {
        recording = false;
        ENTERED.clear();
        opening = typeOf(story);
    }

    /** The files that were entered since the story began; paths under {@code src/main/java/dev/ratiofixer}. */
    public Set<String> files() {
        recording = false;
        Set<String> files = new TreeSet<>();
        ENTERED.forEach(type -> files.add(SOURCES.relativize(fileOf(type)).toString()));
        return files;
    }

    /**
     * Those of them that are not of the vocabulary that all modules share, which is learnt once and not with a story.
     */
    public static Set<String> ofModules(Set<String> files) {
        return files.stream()
                .filter(file -> !VOCABULARY.contains(file.substring(0, file.indexOf('/'))))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public void close() {
        recording = false;
        transformer.reset(instrumentation, AgentBuilder.RedefinitionStrategy.RETRANSFORMATION);
    }

    /** Called at the beginning of every method. */
    public static void entered(String type) {
        if (!opening.isEmpty() && type.equals(opening)) {
            opening = "";
            recording = true;
        }
        if (recording && ASIDE.get() == 0) {
            ENTERED.add(type);
        }
    }

    /** Called where what runs on this thread begins, or ends, to count or not; returns how it was. */
    public static int aside(int depth) {
        int before = ASIDE.get();
        ASIDE.set(depth);
        return before;
    }

    /** Inlined into the engine's methods. */
    private static final class OnEntry {
        @Advice.OnMethodEnter
        static void enter(@Advice.Origin("#t") String type) {
            EnteredFiles.entered(type);
        }
    }

    /** Inlined into the methods of the file that a story begins in. */
    private static final class OnStory {
        @Advice.OnMethodEnter
        static int enter(@Advice.Origin("#t") String type) {
            int before = EnteredFiles.aside(0);
            EnteredFiles.entered(type);
            return before;
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(@Advice.Enter int before) {
            EnteredFiles.aside(before);
        }
    }

    /** Inlined into the methods of a file that works beside the story. */
    private static final class OnAside {
        @Advice.OnMethodEnter
        static int enter() {
            return EnteredFiles.aside(1);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(@Advice.Enter int before) {
            EnteredFiles.aside(before);
        }
    }
}
