package dev.ratiofixer.campaign;

import dev.ratiofixer.campaign.CampaignTerms.CompleteWhen;
import dev.ratiofixer.smm.api.OrderMode;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The two decisions of every tick: on a sample, and on the expectation for it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DecideBench {
    private static final Instant NOW = CampaignFixtures.NOW;

    private final CampaignMachine machine = new CampaignMachine(
            CampaignFixtures.campaign(OrderMode.OBSERVE, CompleteWhen.NEVER), CampaignRules.DEFAULT);
    private final CampaignMessage sampleCame =
            new CampaignMessage.SampleReceived(CampaignFixtures.sampled(NOW.plusSeconds(36), 10_000L, 250L, 30L));
    private final CampaignMessage expected =
            new CampaignMessage.Expected(NOW.plusSeconds(36), CampaignFixtures.CHANNEL, CampaignFixtures.EXPECTED);
    private final CampaignState before = ticked(CampaignFixtures.running());
    private final CampaignState read = machine.decide(before, sampleCame, NOW).state();

    private CampaignState ticked(CampaignState fresh) {
        CampaignMessage first = new CampaignMessage.SampleReceived(CampaignFixtures.sampled(NOW, 9_990L, 249L, 30L));
        CampaignState sampled = machine.decide(fresh, first, NOW).state();
        return machine.decide(
                        sampled,
                        new CampaignMessage.Expected(NOW, CampaignFixtures.CHANNEL, CampaignFixtures.EXPECTED),
                        NOW)
                .state();
    }

    @Benchmark
    public Object sample() {
        return machine.decide(before, sampleCame, NOW);
    }

    @Benchmark
    public Object expectation() {
        return machine.decide(read, expected, NOW);
    }
}
