package dev.ratiofixer.cli;

import dev.ratiofixer.config.ConfigReader;
import dev.ratiofixer.config.ConfigResult;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code config}: prints a configuration to begin with, and checks one. */
@Command(
        name = "config",
        mixinStandardHelpOptions = true,
        description = "Prints a configuration to begin with, or checks one.")
public final class ConfigCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name a command: example or check");
    }

    @Command(
            name = "example",
            mixinStandardHelpOptions = true,
            description = "Prints the keys that people touch; redirect it to a file and edit that.")
    int example(@Option(names = "--all", description = "Every key, each with its default.") boolean all) {
        out().println(all ? ConfigReader.defaults() : ConfigReader.example());
        return 0;
    }

    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description = "Checks a file, with this environment: exit code 0 if it could be served.")
    int check(@Parameters(paramLabel = "FILE", description = "The file.") Path file) {
        return check(file, out(), spec.commandLine().getErr());
    }

    /** Prints a line for each problem, for scripts and editors. */
    static int check(Path file, PrintWriter out, PrintWriter err) {
        return switch (new ConfigReader().read(file, System.getenv())) {
            case ConfigResult.Valid valid -> {
                out.println(file + " is valid");
                yield 0;
            }
            case ConfigResult.Invalid invalid -> {
                invalid.problems().forEach(problem -> err.println(file + ": " + problem));
                yield 1;
            }
        };
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
