package dev.ratiofixer.app;

import dev.ratiofixer.config.ConfigResult;
import dev.ratiofixer.demo.DemoConfiguration;
import dev.ratiofixer.fixtures.FreePort;
import dev.ratiofixer.sandbox.Sandbox;
import dev.ratiofixer.sandbox.SandboxOptions;
import dev.ratiofixer.time.ScaledClock;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Nodes in this JVM on one database and one sandbox, on one fast clock. Leases are short. */
final class TestCluster {
    static final double SPEED = 3600;
    private static final int LEVERS = 8;

    private final String name = "test-" + UUID.randomUUID();
    private final String databaseUrl;
    private final Vertx vertx = Vertx.vertx();
    private final InstantSource clock = new ScaledClock(Instant.now(), SPEED);
    private final Sandbox sandbox;
    private final List<String> members = new ArrayList<>();
    private final List<TestNode> nodes = new ArrayList<>();

    private TestCluster(String databaseUrl) throws Exception {
        this.databaseUrl = databaseUrl;
        this.sandbox = TestNode.await(
                new Sandbox(vertx, clock, SandboxOptions.defaults().withSpeed(SPEED)).start());
    }

    /** @param databaseUrl the address of a migrated database, password included */
    static TestCluster on(String databaseUrl) throws Exception {
        return new TestCluster(databaseUrl);
    }

    Sandbox sandbox() {
        return sandbox;
    }

    TestNode start(String node) throws Exception {
        int port = FreePort.find();
        TestNode started = TestNode.start(node, configuration(port), clock, SPEED);
        members.add("127.0.0.1:" + port);
        nodes.add(started);
        return started;
    }

    private ConfigResult.Valid configuration(int port) {
        JsonObject cluster = new JsonObject()
                .put("manager", "hazelcast")
                .put("name", name)
                .put("host", "127.0.0.1")
                .put("port", port)
                .put("members", new JsonArray(List.copyOf(members)))
                .put("lease", "PT8S")
                .put("heartbeat", "PT1S");
        Map<String, String> secrets =
                new HashMap<>(DemoConfiguration.secrets(sandbox, Map.of("RATIO_FIXER_PORT", "0")));
        secrets.put("DATABASE_URL", databaseUrl);
        return DemoConfiguration.valid(
                DemoConfiguration.json(sandbox, 0, LEVERS)
                        .put("policy", new JsonObject().put("warm_up", "PT2H"))
                        .put("cluster", cluster),
                secrets);
    }

    /** The body of a start of the sandbox's nth video. */
    JsonObject request(int video, String mode) {
        return ApiClient.request(sandbox, video, mode, clock.instant());
    }

    /** Ends what still runs. */
    void close() throws Exception {
        for (TestNode node : nodes) {
            node.die();
        }
        TestNode.await(vertx.close());
    }
}
