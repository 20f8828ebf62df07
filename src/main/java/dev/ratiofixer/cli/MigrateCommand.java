package dev.ratiofixer.cli;

import dev.ratiofixer.config.Configuration;
import dev.ratiofixer.store.Database;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code migrate}: brings the database up to this version and ends. */
@Command(name = "migrate", mixinStandardHelpOptions = true, description = "Brings the database's tables up to date.")
public final class MigrateCommand implements Callable<Integer> {
    @Mixin
    private ConfigOption config = new ConfigOption();

    @Override
    public Integer call() throws Exception {
        Configuration configuration = config.read().configuration();
        Vertx vertx = Vertx.vertx();
        try {
            Database database = Database.open(vertx, configuration.databaseInUse());
            database.close(vertx).toCompletionStage().toCompletableFuture().get();
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get();
        }
        System.out.println("the database is up to date");
        return 0;
    }
}
