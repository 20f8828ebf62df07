package dev.ratiofixer.http;

import dev.ratiofixer.access.ApiKey;
import dev.ratiofixer.http.FuzzSchema.Operation;
import dev.ratiofixer.http.FuzzWire.Answer;
import dev.ratiofixer.smm.api.OrderType;
import dev.ratiofixer.smm.api.OrderView.OrderStatus;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Random requests of every operation of the contract to the whole HTTP verticle. Every request is made from the seed,
 * the operation and its number, so that one that found something can be sent again.
 *
 * <p>docs/api.md has the command of a long run
 */
public final class FuzzRun implements AutoCloseable {
    private static final int MOST = 12;

    private final Site site = Site.open();
    private final FuzzSchema schema = new FuzzSchema(site.contract.file().toString());
    private final FuzzJudge judge = new FuzzJudge(site.vertx, site.contract);
    private final FuzzWire wire = new FuzzWire(site.verticle.port());
    private final FuzzWrites writes = new FuzzWrites(site);
    private final Map<Integer, Integer> statuses = new TreeMap<>();

    FuzzRun() {
        String campaign = DashboardPreview.fill(site.engine);
        for (int i = 0; i < 50; i++) {
            site.engine.put(HttpFixtures.order(
                    "waiting-" + i, campaign, OrderType.AD_BUDGET, OrderStatus.PROPOSED, site.engine.now()));
        }
    }

    List<Operation> operations() {
        return schema.operations();
    }

    /** How often each status was answered. */
    Map<Integer, Integer> statuses() {
        return statuses;
    }

    /** Sends requests of an operation, and throws at the first answer that is wrong. */
    void fuzz(Operation operation, long seed, int requests) throws IOException {
        FuzzMaker maker = new FuzzMaker(operation, schema, Site.ADMIN, this::id);
        for (int number = 0; number < requests; number++) {
            Random random = new Random(seed * 1_000_003 + operation.id().hashCode() * 31L + number);
            FuzzRequest request = maker.make(random);
            FuzzWrites.State before = writes.state();
            Answer answer = wire.send(request);
            statuses.merge(answer.status(), 1, Integer::sum);
            FuzzWrites.State after = writes.state();
            judge.fault(request, answer)
                    .or(() -> writes.fault(request, answer, before, after))
                    .ifPresent(fault -> {
                        throw new AssertionError(fault + "\nseed " + seed + ", " + request + "\n\nanswered "
                                + answer.status() + " " + answer.headers() + "\n" + answer.body());
                    });
            // Long lists would only make the rest slow.
            site.engine
                    .campaigns
                    .keySet()
                    .removeIf(id -> site.engine.campaigns.size() > MOST && !id.startsWith("campaign-"));
        }
    }

    private String id(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> "nobody";
            case 1 -> any(site.engine.campaigns.keySet().stream(), random);
            case 2 -> "waiting-" + random.nextInt(50);
            case 3 -> "order-" + random.nextInt(5);
            default -> any(site.stored.keys.stream().map(ApiKey::id), random);
        };
    }

    private static String any(Stream<String> ids, Random random) {
        List<String> known = ids.toList();
        return known.isEmpty() ? "x" : known.get(random.nextInt(known.size()));
    }

    @Override
    public void close() {
        site.close();
    }

    /** Arguments: requests an operation, seeds, first seed; 200, 5 and 1 without any. */
    public static void main(String[] arguments) throws IOException {
        int requests = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 200;
        long seeds = arguments.length > 1 ? Long.parseLong(arguments[1]) : 5;
        long first = arguments.length > 2 ? Long.parseLong(arguments[2]) : 1;
        for (long seed = first; seed < first + seeds; seed++) {
            try (FuzzRun run = new FuzzRun()) {
                long began = System.nanoTime();
                for (Operation operation : run.operations()) {
                    run.fuzz(operation, seed, requests);
                }
                System.out.printf(
                        Locale.ROOT,
                        "{\"figure\":\"fuzz\",\"seed\":%d,\"requests\":%d,\"seconds\":%.1f,\"statuses\":\"%s\"}%n",
                        seed,
                        requests * run.operations().size(),
                        (System.nanoTime() - began) / 1e9,
                        run.statuses());
            }
        }
    }
}
