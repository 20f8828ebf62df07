package dev.ratiofixer.model;

import org.nd4j.linalg.factory.Nd4j;

/** Loads ND4J's native libraries, once in a process. */
public final class NativeBackend {
    private NativeBackend() {}

    /**
     * Blocks for up to a few seconds the first time. From then on the arithmetic runs on the caller's thread alone: for
     * networks as small as these, handing parts to other threads costs more than it saves.
     *
     * @throws UnavailableException if the libraries do not load here
     */
    public static void load() {
        try {
            Nd4j.getEnvironment().setMaxThreads(1);
            Nd4j.getEnvironment().setMaxMasterThreads(1);
            Nd4j.factory().blas().setMaxThreads(1);
        } catch (LinkageError | RuntimeException missing) {
            throw new UnavailableException(missing);
        }
    }

    /** The native libraries do not load on this platform. */
    public static final class UnavailableException extends ModelException {
        private static final long serialVersionUID = 1L;

        UnavailableException(Throwable cause) {
            super(
                    "the native libraries of ND4J do not load on " + System.getProperty("os.name") + " "
                            + System.getProperty("os.arch") + " (" + cause + "): build with this platform's profile",
                    cause);
        }
    }
}
