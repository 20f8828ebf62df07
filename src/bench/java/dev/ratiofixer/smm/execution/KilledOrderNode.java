package dev.ratiofixer.smm.execution;

import dev.ratiofixer.bus.Json;
import dev.ratiofixer.bus.MessageCodec;
import dev.ratiofixer.fixtures.OrderCampaigns;
import dev.ratiofixer.fixtures.SharedClock;
import dev.ratiofixer.fixtures.TestDatabase;
import dev.ratiofixer.google.GoogleSettings;
import dev.ratiofixer.google.youtube.OwnerCommentClient.QuotaGate;
import dev.ratiofixer.settings.SecuritySettings;
import dev.ratiofixer.smm.api.OrderType;
import dev.ratiofixer.smm.execution.HaltingLedger.Point;
import dev.ratiofixer.smm.execution.HaltingLedger.Write;
import dev.ratiofixer.smm.execution.ProviderClients.ProviderEndpoints;
import dev.ratiofixer.smm.order.OrderLedger;
import dev.ratiofixer.store.Database;
import dev.ratiofixer.store.access.PgOwnerTokenLedger;
import dev.ratiofixer.store.order.PgOrderLedger;
import dev.ratiofixer.time.VertxTimers;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * The process that {@link OrderKillFigures} kills: the SMM verticle on PostgreSQL with the real clients, and somebody
 * who asks for orders. It gets ready, then waits for a line on its input: {@code go} to tell each write, or {@code go
 * TYPE WRITE AFTER} to stop at a point, or {@code drain} to ask for no new orders. It ends when its input does.
 *
 * <p>Arguments: the sandbox's origin, database, node, when the clock's start was in real milliseconds, speed.
 */
public final class KilledOrderNode {
    /** What is under way on the loopback lands at once; a claim outlasts every request of this run. */
    private static final PgOrderLedger.Patience PATIENCE =
            new PgOrderLedger.Patience(Duration.ofSeconds(20), Duration.ofSeconds(1));

    private KilledOrderNode() {}

    public static void main(String[] args) throws Exception {
        Vertx vertx = Vertx.vertx();
        new MessageCodec(Json.mapper(), List.of()).install(vertx.eventBus());
        Database database = TestDatabase.connect(vertx, args[1]);
        KillWorld.await(database.reads().query("SELECT 1").execute());
        System.out.println("ready");
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String line = input.readLine();
        if (line == null) {
            System.exit(0);
        }
        run(vertx, database, args, line.split(" ", -1));
        System.out.println("up");
        wait(input);
        System.exit(0);
    }

    private static void run(Vertx vertx, Database database, String[] args, String[] command) throws Exception {
        double speed = Double.parseDouble(args[4]);
        InstantSource clock = SharedClock.of(Long.parseLong(args[3]), KillWorld.START, speed);
        OrderLedger real = new PgOrderLedger(database, args[2], PATIENCE);
        boolean stops = command.length == 4;
        OrderLedger ledger = stops ? stopping(real, command) : TellingLedger.of(real);
        URI origin = URI.create(args[0]);
        SmmVerticle verticle = new SmmVerticle(
                KillWorld.settings(origin),
                new ProviderEndpoints(
                        new GoogleSettings.Ads(origin, "v26"),
                        new GoogleSettings.OAuth(origin.resolve("/token")),
                        new GoogleSettings.Sheets(origin),
                        origin,
                        new SecuritySettings(true)),
                SmmWorld.secrets(),
                QuotaGate.OPEN,
                ledger,
                new MemoryPreflights(),
                new PgOwnerTokenLedger(database),
                clock,
                new VertxTimers(vertx, speed));
        KillWorld.await(vertx.deployVerticle(verticle));
        OrderAsker asker = new OrderAsker(
                vertx,
                // What it asks for is no step of the engine's.
                stops ? ledger : real,
                KillWorld.settings(origin),
                clock,
                KillWorld.await(OrderCampaigns.of(database, args[2])));
        asker.start(command[0].equals("go"));
    }

    /** Stops at the point that a command names. */
    private static OrderLedger stopping(OrderLedger ledger, String[] command) {
        Point point =
                new Point(OrderType.valueOf(command[1]), Write.valueOf(command[2]), Boolean.parseBoolean(command[3]));
        return new HaltingLedger(ledger, point, () -> {
            System.out.println("reached");
            return Promise.<Void>promise().future();
        });
    }

    private static void wait(BufferedReader input) throws IOException {
        while (input.readLine() != null) {
            // Nothing else is told; the end of the input is.
        }
    }
}
