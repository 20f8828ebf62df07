package dev.ratiofixer.model.training;

import dev.ratiofixer.model.ModelException;
import org.nd4j.linalg.factory.Nd4j;

/** Loads ND4J's native libraries, once in a process. Training needs them, and nothing else does. */
final class NativeBackend {
    private NativeBackend() {}

    /**
     * Blocks for up to a few seconds the first time. From then on the arithmetic runs on the caller's thread alone: for
     * networks as small as these, handing parts to other threads costs more than it saves.
     *
     * @throws UnavailableException if the libraries are not in this build, or do not load here
     */
    static void load() {
        try {
            Nd4j.getEnvironment().setMaxThreads(1);
            Nd4j.getEnvironment().setMaxMasterThreads(1);
            Nd4j.factory().blas().setMaxThreads(1);
            // Reads its memory another way than the libraries do, and Java may deny that.
            Nd4j.createFromArray(1f, 1f).close();
        } catch (LinkageError | RuntimeException missing) {
            throw new UnavailableException(missing);
        }
    }

    /** The libraries that training needs are not here. */
    static final class UnavailableException extends ModelException {
        private static final long serialVersionUID = 1L;

        UnavailableException(Throwable cause) {
            super(why(cause), cause);
        }

        /** The first cause says what; those above it say only that a class could not be loaded. */
        private static String why(Throwable failure) {
            Throwable first = failure;
            while (first.getCause() != null) {
                first = first.getCause();
            }
            if (first instanceof NoClassDefFoundError || first instanceof ClassNotFoundException) {
                return "training needs DL4J, which this file does not hold (" + first.getMessage()
                        + "): start ratio-fixer-train.jar instead of ratio-fixer.jar";
            }
            return "training needs the native libraries of ND4J, which do not load on " + System.getProperty("os.name")
                    + " " + System.getProperty("os.arch") + " (" + first
                    + "): build with this platform's profile, and start Java with"
                    + " --sun-misc-unsafe-memory-access=allow if it denies access to memory";
        }
    }
}
