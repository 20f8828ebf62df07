package dev.ratiofixer.chaos;

import dev.ratiofixer.chaos.Incident.Kind;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** What can be done to a node. Each returns when the node serves again. */
final class NodeDeeds {
    private static final Duration LONGEST_REST = Duration.ofSeconds(14);

    /** In hundredths. */
    private static final int MOST_STEP = 20;

    private final ChaosWorld world;
    private final OwnerWatch watch;
    private final RandomGenerator random;
    private int reloads;

    NodeDeeds(ChaosWorld world, OwnerWatch watch, RandomGenerator random) {
        this.world = world;
        this.watch = watch;
        this.random = random;
    }

    private String any() {
        return ChaosNodes.names().get(random.nextInt(ChaosSettings.NODES));
    }

    /** Kills one and starts it again, at once or after others have taken what it ran. */
    void kill() throws Exception {
        String node = any();
        Duration rest = Duration.ofMillis(random.nextLong(LONGEST_REST.toMillis()));
        world.troubles().during(Kind.NODE_KILLED, node, "rests " + rest, () -> {
            watch.ended(node);
            world.nodes().kill(node);
            Thread.sleep(rest);
            world.nodes().start(node);
        });
    }

    void freeze(Duration time) throws Exception {
        String node = any();
        world.troubles().during(Kind.NODE_FROZEN, node, time.toString(), () -> {
            world.nodes().freeze(node);
            Thread.sleep(time);
            world.nodes().thaw(node);
        });
    }

    /** @param by of the engine's clock */
    void putClockWrong(Duration by, Duration time) throws Exception {
        String node = any();
        world.troubles().during(Kind.CLOCK_WRONG, node, by.toString(), () -> {
            world.nodes().of(node).shift(by);
            Thread.sleep(time);
            world.nodes().of(node).shift(Duration.ZERO);
        });
    }

    /** Stops and starts all, one after another. */
    void restartAll() throws Exception {
        for (String node : ChaosNodes.names()) {
            world.troubles().during(Kind.ROLLING_RESTART, node, "", () -> {
                world.nodes().terminate(node);
                world.nodes().start(node);
            });
        }
    }

    /** Changes the configuration of all, as a person with an editor does; it takes effect within seconds. */
    void reload() throws Exception {
        double step = (MOST_STEP - random.nextInt(MOST_STEP / 2)) / 100.0;
        for (String node : ChaosNodes.names()) {
            Path file = world.nodes().configuration(node);
            JsonObject json = new JsonObject(Files.readString(file));
            json.getJsonObject("policy").put("max_step", step);
            Path fresh = Files.writeString(file.resolveSibling(node + ".json.new"), json.encodePrettily());
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        }
        reloads++;
    }

    int reloads() {
        return reloads;
    }
}
