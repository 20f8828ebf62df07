package dev.ratiofixer.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.campaign.CampaignSnapshot.OrderTotals;
import dev.ratiofixer.campaign.CampaignSnapshot.Shortfall;
import dev.ratiofixer.model.Expectation;
import dev.ratiofixer.smm.api.Evidence;
import dev.ratiofixer.smm.api.SmmSettings.PolicySettings;
import dev.ratiofixer.smm.policy.PolicyInput.CounterAssessment;
import dev.ratiofixer.smm.policy.PolicyInput.CounterAssessment.AssessedCounter;
import dev.ratiofixer.stats.Quantiles;
import dev.ratiofixer.video.ChannelHistory;
import dev.ratiofixer.video.Counters;
import dev.ratiofixer.video.CountingRegime;
import dev.ratiofixer.video.Sample;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the status calls short is what the policy calls short, and by as much, at whatever levels are configured. */
class CampaignAndPolicyAgreeTest {
    private static final Quantiles LIKES = new Quantiles(99, 199, 399, 599, 999);

    @ParameterizedTest
    @CsvSource({"0.15, 0.6", "0.25, 0.5", "0.1, 0.9", "0.4, 0.45", "0.3, 0.75"})
    void onEveryCount(double trigger, double target) {
        CampaignRules rules = new CampaignRules(Duration.ofSeconds(36), trigger, target, Duration.ofDays(1), true);
        PolicySettings policy = new PolicySettings(
                trigger,
                target,
                Duration.ofDays(1),
                0.2,
                new PolicySettings.Cooldown(Duration.ofDays(1), Duration.ofDays(1), Duration.ofDays(1)));
        for (long likes = 0; likes <= 1_100; likes++) {
            CounterAssessment standing = standing(likes, policy);
            Shortfall shortfall = assessment(likes, rules).shortfall();

            boolean isShort = standing.health() == CounterAssessment.CounterHealth.SHORT;
            assertThat(shortfall.likes()).as("likes %d", likes).isEqualTo(isShort ? standing.missing() : 0);
            assertThat(assessment(likes, rules).healthy()).as("likes %d", likes).isEqualTo(!isShort);
        }
    }

    private static Sample sample(long likes) {
        return new Sample(CampaignFixtures.NOW, new Counters(10_000L, likes, null), CountingRegime.FIRST_FRAME, false);
    }

    private static Assessment assessment(long likes, CampaignRules rules) {
        return Assessment.of(
                sample(likes).counters(),
                new Expectation(LIKES, LIKES, true, List.of(), "test"),
                OrderTotals.NONE,
                rules);
    }

    private static CounterAssessment standing(long likes, PolicySettings policy) {
        Evidence evidence = new Evidence(sample(likes), ChannelHistory.UNKNOWN, LIKES, null, true, "test", 0, 0);
        return CounterAssessment.of(AssessedCounter.LIKES, evidence, policy);
    }
}
