package dev.ratiofixer.model.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NativeBackendTest {
    @Test
    void aFileWithoutTrainingNamesTheOneThatHasIt() {
        Throwable missing = new NoClassDefFoundError("org/nd4j/linalg/factory/Nd4j");
        missing.initCause(new ClassNotFoundException("org.nd4j.linalg.factory.Nd4j"));

        assertThat(new NativeBackend.UnavailableException(missing))
                .hasMessageContaining("does not hold (org.nd4j.linalg.factory.Nd4j)")
                .hasMessageContaining("ratio-fixer-train.jar");
    }

    @Test
    void aPlatformWithoutLibrariesIsNamed() {
        Throwable missing = new ExceptionInInitializerError(new UnsatisfiedLinkError("no jnind4jcpu"));

        assertThat(new NativeBackend.UnavailableException(missing))
                .hasMessageContaining("no jnind4jcpu")
                .hasMessageContaining(System.getProperty("os.arch"))
                .hasMessageContaining("platform's profile");
    }
}
