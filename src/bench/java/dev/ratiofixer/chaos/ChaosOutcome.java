package dev.ratiofixer.chaos;

import dev.ratiofixer.smm.execution.OrderAgreement;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a run came to.
 *
 * @param done how often each thing was done
 * @param answers how often people got which answer
 * @param placed orders that a provider has
 * @param undecided orders of which nobody knows yet whether the provider has them
 * @param wrong what the two ledgers disagree on, each one sentence
 * @param alone how long campaigns had no owner, each time one had none
 * @param aloneAtEnd how many had none after everything had come to rest
 * @param stops how long nodes took to stop that were told to
 */
record ChaosOutcome(
        ChaosSettings settings,
        Map<String, Integer> done,
        int reloads,
        Map<String, Integer> answers,
        int orders,
        long placed,
        long failed,
        long undecided,
        OrderAgreement.Found atProviders,
        List<String> wrong,
        List<Duration> alone,
        int aloneAtEnd,
        List<Duration> stops,
        SampleAudit.Found samples,
        LogAudit.Found log) {
    Duration longestAlone() {
        return alone.stream().max(Duration::compareTo).orElse(Duration.ZERO);
    }

    Duration longestStop() {
        return stops.stream().max(Duration::compareTo).orElse(Duration.ZERO);
    }

    Duration medianAlone() {
        return alone.isEmpty()
                ? Duration.ZERO
                : alone.stream().sorted().toList().get(alone.size() / 2);
    }
}
