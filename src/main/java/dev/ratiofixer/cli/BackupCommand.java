package dev.ratiofixer.cli;

import dev.ratiofixer.app.Version;
import dev.ratiofixer.config.Configuration;
import dev.ratiofixer.store.Database;
import dev.ratiofixer.store.Database.Beside;
import dev.ratiofixer.store.backup.Backup;
import dev.ratiofixer.store.backup.BackupSummary;
import dev.ratiofixer.store.backup.Restore;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code backup}: all of the engine's tables into one file, also while engines run on the database. */
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        description = "Writes the engine's tables into one file, as of this instant; engines may run meanwhile.")
public final class BackupCommand implements Callable<Integer> {
    private static final InstantSource CLOCK = InstantSource.system();

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "A file that is not there yet.")
    private Path out = Path.of("");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Configuration configuration = config.read().configuration();
        Instant now = CLOCK.instant();
        BackupSummary summary = Database.asItIs(
                configuration.databaseInUse(),
                Beside.A_RUNNING_ENGINE,
                access -> Backup.write(access, out, Version.current(), now));
        spec.commandLine().getOut().println(out + ": " + summary);
        return 0;
    }

    /** {@code restore}: a backup into an empty database. */
    @Command(
            name = "restore",
            mixinStandardHelpOptions = true,
            description = "Reads a backup into an empty database, all of it or nothing; spending is switched off then.")
    public static final class RestoreCommand implements Callable<Integer> {
        @Mixin
        private ConfigOption config = new ConfigOption();

        @Option(names = "--in", required = true, paramLabel = "FILE", description = "What backup has written.")
        private Path in = Path.of("");

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            Configuration configuration = config.read().configuration();
            BackupSummary summary = Database.asItIs(
                    configuration.databaseInUse(), Beside.NOBODY, access -> Restore.read(access, in, CLOCK.instant()));
            spec.commandLine().getOut().println("restored " + summary);
            spec.commandLine()
                    .getOut()
                    .println("spending is switched off: an admin switches it on once what was ordered since is known");
            return 0;
        }
    }
}
