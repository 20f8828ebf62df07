package dev.ratiofixer;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.Array;
import java.util.List;
import java.util.Optional;

/**
 * Lets another program go on in this process, as a shell's {@code exec} does: {@code execv} of POSIX by Java's own way
 * to native functions. By reflection, as this is compiled for Java 8 and {@code java.lang.foreign} is of Java 22.
 */
final class Exec {
    private Exec() {}

    /**
     * Comes back only if the program cannot be started.
     *
     * @param command path of the program, then its arguments
     */
    static void replaceProcess(List<String> command) throws ReflectiveOperationException {
        Class<?> segment = foreign("MemorySegment");
        Class<?> arena = foreign("Arena");
        Class<?> addressLayout = foreign("AddressLayout");
        Object memory = arena.getMethod("global").invoke(null);
        Object address = foreign("ValueLayout").getField("ADDRESS").get(null);
        long pointer = (Long) foreign("MemoryLayout").getMethod("byteSize").invoke(address);
        // The null pointer that ends it is there: what is allocated is zero.
        Object arguments = arena.getMethod("allocate", long.class, long.class)
                .invoke(memory, pointer * (command.size() + 1), pointer);
        for (int i = 0; i < command.size(); i++) {
            segment.getMethod("set", addressLayout, long.class, segment)
                    .invoke(arguments, address, pointer * i, text(memory, command.get(i)));
        }
        try {
            Object failed = execv(address).invoke(text(memory, command.get(0)), arguments);
            throw new ReflectiveOperationException("execv answered " + failed);
        } catch (ReflectiveOperationException | Error thrown) {
            throw thrown;
        } catch (Throwable impossible) {
            throw new ReflectiveOperationException(impossible);
        }
    }

    private static MethodHandle execv(Object address) throws ReflectiveOperationException {
        Class<?> linker = foreign("Linker");
        Class<?> layout = foreign("MemoryLayout");
        Class<?> descriptor = foreign("FunctionDescriptor");
        Class<?> options = Class.forName("[Ljava.lang.foreign.Linker$Option;");
        Object ofThisMachine = linker.getMethod("nativeLinker").invoke(null);
        Object library = linker.getMethod("defaultLookup").invoke(ofThisMachine);
        Optional<?> function = (Optional<?>)
                foreign("SymbolLookup").getMethod("find", String.class).invoke(library, "execv");
        Object parameters = Array.newInstance(layout, 2);
        Array.set(parameters, 0, address);
        Array.set(parameters, 1, address);
        Object type = descriptor
                .getMethod("of", layout, parameters.getClass())
                .invoke(null, foreign("ValueLayout").getField("JAVA_INT").get(null), parameters);
        return (MethodHandle) linker.getMethod("downcallHandle", foreign("MemorySegment"), descriptor, options)
                .invoke(
                        ofThisMachine,
                        function.orElseThrow(() -> new IllegalStateException("no execv")),
                        type,
                        Array.newInstance(options.getComponentType(), 0));
    }

    private static Object text(Object memory, String text) throws ReflectiveOperationException {
        return foreign("SegmentAllocator")
                .getMethod("allocateFrom", String.class)
                .invoke(memory, text);
    }

    private static Class<?> foreign(String name) throws ReflectiveOperationException {
        return Class.forName("java.lang.foreign." + name);
    }
}
