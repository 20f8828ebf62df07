package dev.ratiofixer.http.live;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.ratiofixer.access.AccessTokens;
import dev.ratiofixer.access.Caller;
import dev.ratiofixer.bus.Addresses;
import dev.ratiofixer.campaign.CampaignChanged;
import dev.ratiofixer.campaign.CampaignView;
import dev.ratiofixer.campaign.query.ClientDirectory;
import dev.ratiofixer.http.HttpPorts;
import dev.ratiofixer.http.api.ApprovalOperations.OrderBody;
import dev.ratiofixer.http.api.CampaignBodies.StatusBody;
import dev.ratiofixer.http.api.EngineClient;
import dev.ratiofixer.http.problem.ApiProblem;
import dev.ratiofixer.http.problem.ProblemType;
import dev.ratiofixer.http.server.JsonBytes;
import dev.ratiofixer.http.server.SessionRoutes.AuthenticationHandler;
import dev.ratiofixer.smm.api.OrderChanged;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves {@code GET stream}. Events are collected in a buffer and written in batches, so that many readers of many
 * campaigns cost few writes. Lives on the context of the HTTP verticle.
 */
public final class LiveStream {
    private static final Logger LOG = LoggerFactory.getLogger(LiveStream.class);
    private static final Duration PULSE = Duration.ofMillis(100);
    private static final int PULSES_A_BEAT = 50;
    /** Readers that are written to without a pause: some milliseconds of writing. */
    private static final int SLICE = 64;

    private static final int KEPT = 8192;
    private static final int QUEUE_BYTES = 32 * 1024;
    private static final int EPOCH_CHARACTERS = 8;

    private final ReplayBuffer buffer =
            new ReplayBuffer(KEPT, AccessTokens.hash(AccessTokens.fresh("")).substring(0, EPOCH_CHARACTERS));
    private final Set<StreamSubscriber> readers = new LinkedHashSet<>();
    private final Vertx vertx;
    private final HttpPorts ports;
    private final StreamSnapshots snapshots;
    private final EventOwners owners;
    private final int most;
    private long pulses;
    private boolean stopped;

    /** @param most readers at a time */
    public LiveStream(Vertx vertx, HttpPorts ports, EngineClient engine, int most) {
        this.vertx = vertx;
        this.ports = ports;
        this.snapshots = new StreamSnapshots(ports.queries(), engine);
        this.owners = new EventOwners(ports.clients());
        this.most = most;
    }

    /** The data of {@code event: campaign}. */
    record StatusEvent(String what, StatusBody status) {}

    /** The data of {@code event: order}. */
    record OrderEventBody(OrderBody order) {}

    /** The data of {@code event: clock}: the engine's own time. */
    record Now(Instant now) {}

    /** Begins to listen to the engine. */
    public void start() {
        vertx.eventBus().localConsumer(Addresses.CAMPAIGN_EVENTS, message -> {
            if (message.body() instanceof CampaignChanged changed) {
                owners.heard(changed.view());
                add(
                        "campaign",
                        changed.view().campaign().id(),
                        new StatusEvent(changed.what(), StatusBody.of(changed.view())));
            }
        });
        vertx.eventBus().localConsumer(Addresses.ORDER_EVENTS, message -> {
            if (message.body() instanceof OrderChanged changed) {
                add("order", changed.order().campaignId(), new OrderEventBody(OrderBody.of(changed.order())));
            }
        });
        ports.timers().after(PULSE, this::pulse);
    }

    /** In the order of what happened, also where it has to be looked up whose campaign it is. */
    private void add(String type, String campaignId, Object body) {
        owners.of(campaignId, owner -> buffer.add(type, campaignId, owner, body));
    }

    /** Ends every stream. */
    public void stop() {
        stopped = true;
        List<StreamSubscriber> last = List.copyOf(readers);
        readers.clear();
        last.forEach(StreamSubscriber::close);
    }

    /** How many read now. */
    public int readers() {
        return readers.size();
    }

    /** Serves a request that passed the gate. */
    public void serve(RoutingContext ctx) {
        requireRoom();
        HttpServerResponse response = ctx.response();
        response.putHeader("Content-Type", "text/event-stream")
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Accel-Buffering", "no");
        if (ctx.request().method().equals(HttpMethod.HEAD)) {
            response.end();
            return;
        }
        response.setChunked(true).setWriteQueueMaxSize(QUEUE_BYTES);
        // Part of the first event: a block of its own would have no data, and some clients parse that of every block.
        response.write("retry: 2000\n");
        Runnable cancel = read(
                new SseSink(response),
                AuthenticationHandler.caller(ctx),
                ctx.queryParams().get("campaign"),
                ctx.request().getHeader("Last-Event-ID"));
        response.closeHandler(gone -> cancel.run());
        response.exceptionHandler(broken -> cancel.run());
    }

    /**
     * Lets somebody read; the answer ends that. Throws a problem if too many do.
     *
     * @param campaign the only one that is wanted, {@code null} for all
     * @param lastEventId the last event that it saw, {@code null} for a fresh reader
     */
    public Runnable read(EventSink sink, Caller caller, @Nullable String campaign, @Nullable String lastEventId) {
        requireRoom();
        StreamSubscriber reader = new StreamSubscriber(sink, caller, campaign);
        readers.add(reader);
        Optional<Long> last = Optional.ofNullable(lastEventId).flatMap(buffer::numberOf);
        if (last.isPresent()) {
            reader.resumeAfter(last.get());
            if (!reader.needsSnapshot(buffer)) {
                reader.clock(now());
            }
        } else {
            sendSnapshot(reader);
        }
        return () -> readers.remove(reader);
    }

    private void requireRoom() {
        if (readers.size() >= most) {
            throw ApiProblem.of(ProblemType.UNAVAILABLE, most + " streams are open: try again later")
                    .toException();
        }
    }

    private void pulse() {
        pulses++;
        Buffer clock = pulses % PULSES_A_BEAT == 0 ? now() : Buffer.buffer();
        round(List.copyOf(readers), 0, clock);
    }

    /**
     * Goes through all readers, a few at a time: other requests are served between. The next round waits for its end.
     */
    private void round(List<StreamSubscriber> all, int from, Buffer clock) {
        if (stopped) {
            return;
        }
        int to = Math.min(all.size(), from + SLICE);
        for (StreamSubscriber reader : all.subList(from, to)) {
            if (reader.isReady()) {
                advance(reader);
            }
            if (clock.length() > 0) {
                beat(reader, clock);
            }
        }
        if (to < all.size()) {
            vertx.runOnContext(next -> round(all, to, clock));
        } else {
            ports.timers().after(PULSE, this::pulse);
        }
    }

    private void advance(StreamSubscriber reader) {
        if (reader.needsSnapshot(buffer)) {
            sendSnapshot(reader);
        } else {
            reader.catchUp(buffer);
        }
    }

    private void beat(StreamSubscriber reader, Buffer clock) {
        if (ports.access().sessions().isWelcome(reader.caller())) {
            reader.clock(clock);
        } else {
            readers.remove(reader);
            reader.close();
        }
    }

    private void sendSnapshot(StreamSubscriber reader) {
        reader.awaitSnapshot();
        long number = buffer.newest();
        snapshots.of(reader.caller(), reader.campaign()).onComplete(made -> {
            if (made.succeeded()) {
                reader.snapshot(new LiveEvent(number, buffer.id(number), "snapshot", "", "", made.result()));
                reader.clock(now());
            } else {
                LOG.warn("stream snapshot failed cause={}", String.valueOf(made.cause()));
                readers.remove(reader);
                reader.close();
            }
        });
    }

    private Buffer now() {
        return JsonBytes.of(new Now(ports.clock().instant()));
    }

    /**
     * Says whose campaign an event is about. Events of campaigns say it themselves; of an order it is remembered from
     * them, or looked up, and what comes meanwhile waits in line. Confined to the stream's context.
     */
    static final class EventOwners {
        private static final int REMEMBERED = 100_000;
        private static final int MOST_WAITING = 10_000;
        /** Of no client that there can be: where it cannot be found out, who is held to one does not see it. */
        private static final String UNKNOWN = "?";

        private record WaitingEvent(String campaignId, Consumer<String> then) {}

        private final ClientDirectory clients;
        private final Cache<String, String> known = Caffeine.newBuilder()
                .maximumSize(REMEMBERED)
                .executor(Runnable::run)
                .build();
        private final Queue<WaitingEvent> waiting = new ArrayDeque<>();

        EventOwners(ClientDirectory clients) {
            this.clients = clients;
        }

        /** A campaign was seen: its client may be another than before. */
        void heard(CampaignView view) {
            known.put(
                    view.campaign().id(),
                    Optional.ofNullable(view.campaign().terms().labels().client())
                            .orElse(""));
        }

        /** Says whose it is, at once where that is known and nothing waits. */
        void of(String campaignId, Consumer<String> then) {
            String owner = known.getIfPresent(campaignId);
            if (waiting.isEmpty() && owner != null) {
                then.accept(owner);
            } else if (waiting.size() >= MOST_WAITING) {
                then.accept(owner == null ? UNKNOWN : owner);
            } else {
                waiting.add(new WaitingEvent(campaignId, then));
                if (waiting.size() == 1) {
                    next();
                }
            }
        }

        private void next() {
            WaitingEvent first = waiting.peek();
            while (first != null && known.getIfPresent(first.campaignId()) != null) {
                waiting.remove();
                first.then().accept(Objects.requireNonNull(known.getIfPresent(first.campaignId())));
                first = waiting.peek();
            }
            if (first != null) {
                String id = first.campaignId();
                lookUp(id).onComplete(done -> {
                    // What was heard meanwhile is newer than what was asked for.
                    known.asMap().putIfAbsent(id, done.succeeded() ? done.result() : UNKNOWN);
                    next();
                    if (done.failed()) {
                        known.asMap().remove(id, UNKNOWN);
                    }
                });
            }
        }

        private Future<String> lookUp(String campaignId) {
            return clients.ofCampaigns(List.of(campaignId)).map(found -> found.getOrDefault(campaignId, UNKNOWN));
        }
    }
}
