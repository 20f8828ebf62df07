package dev.ratiofixer.smm.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A few of the campaigns of docs/control.md: what must hold of any of them, and the goals loosely. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ControlTest {
    private static final long SEED = 1;

    private List<Run> runs;

    @BeforeAll
    void run() throws Exception {
        runs = Run.ofPolicy(24, SEED);
    }

    @Test
    void movesBudgetsTheRightWayAndKeepsTheLimits() {
        List<SimulationOutcome.Move> moves =
                runs.stream().flatMap(run -> run.policy().moves().stream()).toList();

        assertThat(moves)
                .hasSizeGreaterThan(20)
                .anyMatch(SimulationOutcome.Move::raise)
                .anyMatch(move -> !move.raise());
        assertThat(moves.stream().filter(SimulationOutcome.Move::right).count())
                .isGreaterThan((long) (0.9 * moves.size()));
        assertThat(runs).allSatisfy(run -> {
            assertThat(run.policy().spentShare()).isBetween(0.0, 1.0);
            assertThat(run.policy().refused()).isZero();
            assertThat(run.policy().budget()).allMatch(budget -> budget <= 10.0001);
        });
        assertThat(runs.stream().filter(run -> !run.scenario().leverHelps()))
                .allSatisfy(run -> assertThat(run.policy().spentShare()).isLessThan(0.1));
        assertThat(Run.mended(
                        runs.stream()
                                .filter(run -> run.scenario().multiple() > 1.3)
                                .toList(),
                        Run::policy))
                .isGreaterThan(0.2);
    }

    @Test
    void theSameSeedGivesTheSameCampaigns() throws Exception {
        Run one = runs.get(2);
        Run other = Run.ofPolicy(3, SEED).get(2);

        assertThat(one.policy().missing()).isEqualTo(other.policy().missing());
        assertThat(one.policy().moves()).isEqualTo(other.policy().moves());
    }
}
