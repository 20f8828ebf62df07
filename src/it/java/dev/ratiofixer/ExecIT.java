package dev.ratiofixer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.condition.OS;

/** A process that lets another program go on in it. */
@EnabledOnOs(OS.LINUX)
@EnabledForJreRange(min = JRE.JAVA_22)
class ExecIT {
    @Test
    void staysTheSameProcessWithItsInputOutputAndExitCode() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Shell.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var in = process.outputWriter(StandardCharsets.UTF_8)) {
            in.write("said\n");
        }
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isEqualTo(7);
        assertThat(printed).isEqualTo(process.pid() + " said ä\n");
    }

    /** What becomes a shell. */
    static final class Shell {
        private Shell() {}

        public static void main(String[] args) throws ReflectiveOperationException {
            Exec.replaceProcess(List.of("/bin/sh", "-c", "read word; echo \"$$ $word $1\"; exit 7", "sh", "ä"));
        }
    }
}
