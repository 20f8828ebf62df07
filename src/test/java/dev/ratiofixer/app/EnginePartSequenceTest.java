package dev.ratiofixer.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.config.ConfigReader;
import dev.ratiofixer.config.ConfigResult;
import dev.ratiofixer.config.Configuration;
import dev.ratiofixer.config.SectionName;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EnginePartSequenceTest {
    private final List<String> seen = new ArrayList<>();
    private final ShutdownSequence stops = new ShutdownSequence();
    private final Configuration next = ((ConfigResult.Valid) new ConfigReader().parse("{}", Map.of())).configuration();

    private EnginePart part(String name, Future<Void> answer, SectionName... sections) {
        return new EnginePart() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Future<Void> start() {
                seen.add("start " + name);
                return answer;
            }

            @Override
            public Future<Void> stop() {
                seen.add("stop " + name);
                return Future.succeededFuture();
            }

            @Override
            public Set<SectionName> sections() {
                return Set.of(sections);
            }

            @Override
            public Future<Void> reload(Configuration wanted) {
                seen.add("reload " + name);
                return answer;
            }
        };
    }

    private EnginePart part(String name, SectionName... sections) {
        return part(name, Future.succeededFuture(), sections);
    }

    @Test
    void partsStartOneAfterTheOtherAndStopInReverse() {
        Promise<Void> slow = Promise.promise();
        Future<Void> started =
                new EnginePartSequence(List.of(part("one", slow.future()), part("two"), part("three"))).start(stops);
        assertThat(seen).containsExactly("start one");

        slow.complete();
        assertThat(started.succeeded()).isTrue();
        stops.run();

        assertThat(seen).containsExactly("start one", "start two", "start three", "stop three", "stop two", "stop one");
    }

    @Test
    void aStartThatFailsHalfWayStopsWhatWasBegunAndNothingElse() {
        Future<Void> started = new EnginePartSequence(
                        List.of(part("one"), part("two", Future.failedFuture("port is in use")), part("three")))
                .start(stops);
        assertThat(started.cause()).hasMessage("port is in use");
        stops.run();

        assertThat(seen).containsExactly("start one", "start two", "stop two", "stop one");
    }

    @Test
    void aChangedSectionReachesThoseThatFollowItInOrder() {
        EnginePartSequence parts = new EnginePartSequence(List.of(
                part("youtube", SectionName.YOUTUBE),
                part("model", SectionName.MODEL),
                part("campaigns", SectionName.POLICY, SectionName.YOUTUBE)));

        assertThat(parts.reload(SectionName.YOUTUBE, next).succeeded()).isTrue();
        assertThat(parts.reload(SectionName.HTTP, next).succeeded()).isTrue();

        assertThat(seen).containsExactly("reload youtube", "reload campaigns");
    }

    @Test
    void aPartThatCannotFollowKeepsTheChangeFromThoseAfterIt() {
        EnginePartSequence parts = new EnginePartSequence(List.of(
                part("youtube", Future.failedFuture("no"), SectionName.YOUTUBE),
                part("campaigns", SectionName.YOUTUBE)));

        assertThat(parts.reload(SectionName.YOUTUBE, next).cause()).hasMessage("no");
        assertThat(seen).containsExactly("reload youtube");
    }
}
