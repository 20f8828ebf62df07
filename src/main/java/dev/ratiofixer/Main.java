package dev.ratiofixer;

import dev.ratiofixer.app.Version;
import dev.ratiofixer.app.logging.LogOutput;
import dev.ratiofixer.cli.AuthorizeCommand;
import dev.ratiofixer.cli.BacktestCommand;
import dev.ratiofixer.cli.BackupCommand;
import dev.ratiofixer.cli.ConfigCommand;
import dev.ratiofixer.cli.ConfigOption;
import dev.ratiofixer.cli.DatabaseOwnerSamples;
import dev.ratiofixer.cli.EffectsCommand;
import dev.ratiofixer.cli.ErrorMessages;
import dev.ratiofixer.cli.HelpTexts;
import dev.ratiofixer.cli.KeysCommand;
import dev.ratiofixer.cli.MigrateCommand;
import dev.ratiofixer.cli.SandboxCommand;
import dev.ratiofixer.cli.ServeCommand;
import dev.ratiofixer.demo.DemoCommand;
import dev.ratiofixer.demo.WarmUpCommand;
import dev.ratiofixer.model.training.EvaluateCommand;
import dev.ratiofixer.model.training.PredictCommand;
import dev.ratiofixer.model.training.TrainCommand;
import dev.ratiofixer.text.PlainText;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Command line of Ratio Fixer. Exit code 2 for wrong usage, 1 for failure, each with one line that says how to mend it.
 */
@Command(
        name = "ratio-fixer",
        description = "Keeps the engagement of promoted YouTube videos healthy.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
public final class Main implements Runnable {
    private static final List<Class<?>> COMMANDS = List.of(
            DemoCommand.class,
            ServeCommand.class,
            MigrateCommand.class,
            KeysCommand.class,
            BackupCommand.class,
            BackupCommand.RestoreCommand.class,
            AuthorizeCommand.class,
            ConfigCommand.class,
            SandboxCommand.class,
            TrainCommand.class,
            EvaluateCommand.class,
            PredictCommand.class,
            EffectsCommand.class,
            BacktestCommand.class,
            WarmUpCommand.class,
            CommandLine.HelpCommand.class);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Runs one command and exits with its code. */
    public static void main(String[] args) {
        LogOutput.takeOver();
        System.exit(run(args));
    }

    /** Runs one command and returns its exit code. */
    static int run(String... args) {
        CommandLine line = commandLine(named(args));
        for (int at = 0; at < args.length; at++) {
            Optional<String> fault = PlainText.fault(args[at]);
            if (fault.isPresent()) {
                line.getErr().println("ratio-fixer: argument " + (at + 1) + " " + fault.get());
                return CommandLine.ExitCode.USAGE;
            }
        }
        return line.execute(Arrays.stream(args).map(PlainText::normalized).toArray(String[]::new));
    }

    /** The parser of the whole command line. */
    public static CommandLine commandLine() {
        return commandLine(COMMANDS);
    }

    /** The one that is named first, as each costs a start its time to be described; all where others may be told of. */
    private static List<Class<?>> named(String[] args) {
        List<Class<?>> named = COMMANDS.stream()
                .filter(type -> type != CommandLine.HelpCommand.class)
                .filter(type -> args.length > 0 && args[0].equals(name(type)))
                .toList();
        return named.isEmpty() ? COMMANDS : named;
    }

    private static String name(Class<?> command) {
        return Objects.requireNonNull(command.getAnnotation(Command.class)).name();
    }

    private static CommandLine commandLine(List<Class<?>> commands) {
        CommandLine line = new CommandLine(new Main(), Main::create);
        commands.forEach(type -> line.addSubcommand(name(type), new CommandLine(type, Main::create)));
        line.setParameterExceptionHandler(Main::usage).setExecutionExceptionHandler((failure, command, parsed) -> {
            command.getErr().println("ratio-fixer: " + ErrorMessages.oneLine(failure));
            return 1;
        });
        version(line);
        HelpTexts.add(line);
        return line;
    }

    /** The commands that need something of the root get it here. */
    private static <K> K create(Class<K> type) throws Exception {
        return type == TrainCommand.class
                ? type.cast(new TrainCommand(
                        new DatabaseOwnerSamples(() -> new ConfigOption().read().configuration())))
                : CommandLine.defaultFactory().create(type);
    }

    /** Gives every command below the version, also those below it. */
    private static void version(CommandLine line) {
        line.getSubcommands().values().forEach(command -> {
            command.getCommandSpec().versionProvider(new Version());
            version(command);
        });
    }

    private static int usage(ParameterException wrong, String[] args) {
        wrong.getCommandLine().getErr().println(HelpTexts.usage(wrong));
        return 2;
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "name a command: " + String.join(", ", spec.subcommands().keySet()));
    }
}
