package dev.ratiofixer.model.training;

import dev.ratiofixer.model.ModelException;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;

/** From what a command's work throws to its exit code: 1 with one line on the error stream for everything foreseen. */
final class CommandOutcome {
    /** A command's work. */
    @FunctionalInterface
    interface Work {
        void run() throws IOException;
    }

    private CommandOutcome() {}

    static int of(CommandSpec spec, Work work) {
        try {
            work.run();
            return 0;
        } catch (ModelException | DataException foreseen) {
            return failed(spec, String.valueOf(foreseen.getMessage()));
        } catch (IOException broken) {
            return failed(spec, "cannot write (" + broken + "): name a file in a directory that can be written");
        }
    }

    private static int failed(CommandSpec spec, String why) {
        spec.commandLine().getErr().println(spec.qualifiedName() + ": " + why);
        return 1;
    }
}
