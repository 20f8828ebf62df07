package dev.ratiofixer.campaign;

import dev.ratiofixer.campaign.CampaignSnapshot.Asked;
import dev.ratiofixer.campaign.CampaignState.Ended;
import dev.ratiofixer.campaign.CampaignState.Paused;
import dev.ratiofixer.campaign.CampaignState.Running;
import dev.ratiofixer.video.Sample;
import dev.ratiofixer.youtube.WatchError;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Converts between a state and what of it is stored and shown. Pure. */
final class SnapshotMapper {
    private static final String RECOVERED = "recovered";
    private static final List<String> PAUSE_CODES = Arrays.stream(WatchError.values())
            .filter(WatchError::isOfVideo)
            .map(CampaignMachine::pauseCode)
            .toList();

    private SnapshotMapper() {}

    static CampaignSnapshot of(CampaignState state, CampaignRules rules) {
        CampaignProgress progress = state.progress();
        Sample sample = progress.reading().sample();
        Instant lastCheck = sample == null ? null : sample.at();
        return new CampaignSnapshot(
                state.status(),
                sample,
                progress.reading().expectation(),
                progress.shortfall(),
                progress.ordering().totals(),
                progress.ordering().spend(),
                state instanceof Ended ended ? ended.at() : null,
                lastCheck,
                state.status().isLive() && lastCheck != null ? lastCheck.plus(interval(progress, rules)) : null,
                progress.problems(),
                progress.reading().channel(),
                progress.healthySince(),
                new Asked(progress.ordering().lastAsked(), progress.ordering().askAgainAt()));
    }

    private static Duration interval(CampaignProgress progress, CampaignRules rules) {
        Duration told = progress.reading().interval();
        return told == null ? rules.interval() : told;
    }

    /** The state of a live campaign as it was stored; what it was waiting for is asked anew. */
    static CampaignState restore(CampaignSnapshot snapshot) {
        CampaignProgress progress = restored(snapshot);
        return switch (snapshot.status()) {
            case RUNNING -> new Running(progress);
            case PAUSED -> new Paused(progress, pauseCode(snapshot.problems()));
            case STOPPED, COMPLETED, FAILED, IDLE ->
                throw new IllegalArgumentException("a campaign that is " + snapshot.status() + " is not to be run");
        };
    }

    /** The same campaign as one that could not be run. */
    static CampaignSnapshot failed(CampaignSnapshot snapshot, Throwable cause, Instant at) {
        return new CampaignSnapshot(
                CampaignStatus.FAILED,
                snapshot.lastSample(),
                snapshot.expectation(),
                snapshot.shortfall(),
                snapshot.orders(),
                snapshot.spend(),
                at,
                snapshot.lastCheck(),
                null,
                List.of(new Problem("deploy_failed", String.valueOf(cause.getMessage()), at)),
                snapshot.channel(),
                snapshot.healthySince(),
                snapshot.asked());
    }

    /** The same campaign, with why the dashboard's own table does not show it. */
    static CampaignSnapshot displayed(CampaignSnapshot snapshot, @Nullable String trouble, Instant at) {
        if (trouble == null) {
            return snapshot;
        }
        List<Problem> problems = new ArrayList<>(snapshot.problems());
        problems.add(new Problem(Problem.NOT_SHOWN, trouble, at));
        return new CampaignSnapshot(
                snapshot.status(),
                snapshot.lastSample(),
                snapshot.expectation(),
                snapshot.shortfall(),
                snapshot.orders(),
                snapshot.spend(),
                snapshot.stoppedAt(),
                snapshot.lastCheck(),
                snapshot.nextCheck(),
                List.copyOf(problems),
                snapshot.channel(),
                snapshot.healthySince(),
                snapshot.asked());
    }

    private static CampaignProgress restored(CampaignSnapshot snapshot) {
        @Nullable Sample sample = snapshot.lastSample();
        CampaignProgress fresh = CampaignProgress.fresh(snapshot.orders(), snapshot.spend());
        return new CampaignProgress(
                new CampaignProgress.Observation(sample, snapshot.channel(), snapshot.expectation(), ViewVelocity.UNKNOWN, null),
                snapshot.shortfall(),
                fresh.ordering().asked(snapshot.asked()),
                fresh.priority(),
                snapshot.healthySince(),
                snapshot.problems());
    }

    /** What it was paused for: problems that came while it was paused stand behind that. */
    private static String pauseCode(List<Problem> problems) {
        return problems.stream()
                .map(Problem::code)
                .filter(PAUSE_CODES::contains)
                .findFirst()
                .orElse(RECOVERED);
    }
}
