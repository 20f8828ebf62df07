package dev.ratiofixer.campaign;

import dev.ratiofixer.campaign.CampaignSnapshot.CampaignStatus;
import dev.ratiofixer.campaign.CampaignSnapshot.Problem;
import java.time.Instant;

/**
 * The state of a started campaign. Transitions are methods of the states that they are legal from; {@code idle} is a
 * campaign of the dashboard that was never started and has no state here.
 */
sealed interface CampaignState {
    CampaignProgress progress();

    CampaignStatus status();

    /** Its video is watched. */
    record Running(CampaignProgress progress) implements CampaignState {
        @Override
        public CampaignStatus status() {
            return CampaignStatus.RUNNING;
        }

        Running with(CampaignProgress changed) {
            return new Running(changed);
        }

        Paused pause(Problem reason) {
            return new Paused(progress.with(reason), reason.code());
        }

        Ended stop(Instant at) {
            return new Ended(CampaignStatus.STOPPED, progress, at);
        }

        Ended complete(Instant at) {
            return new Ended(CampaignStatus.COMPLETED, progress, at);
        }
    }

    /** Its video cannot be watched now; goes on when it can. */
    record Paused(CampaignProgress progress, String reasonCode) implements CampaignState {
        @Override
        public CampaignStatus status() {
            return CampaignStatus.PAUSED;
        }

        Running resume() {
            return new Running(progress.without(reasonCode));
        }

        Paused with(CampaignProgress changed) {
            return new Paused(changed, reasonCode);
        }

        Paused pause(Problem reason) {
            return new Paused(progress.without(reasonCode).with(reason), reason.code());
        }

        Ended stop(Instant at) {
            return new Ended(CampaignStatus.STOPPED, progress, at);
        }

        Ended complete(Instant at) {
            return new Ended(CampaignStatus.COMPLETED, progress, at);
        }
    }

    /** Over, and why. Nothing leads out of it. */
    record Ended(CampaignStatus status, CampaignProgress progress, Instant at) implements CampaignState {
        public Ended {
            if (status.isLive()) {
                throw new IllegalArgumentException(status + " is no end");
            }
        }
    }

    static Running resumed(CampaignState state) {
        return switch (state) {
            case Running running -> running;
            case Paused paused -> paused.resume();
            case Ended ended -> throw new IllegalStateException("an ended campaign does not go on");
        };
    }

    static CampaignState pause(CampaignState state, Problem reason) {
        return switch (state) {
            case Running running -> running.pause(reason);
            case Paused paused -> paused.pause(reason);
            case Ended ended -> ended;
        };
    }

    static Ended stop(CampaignState state, Instant now) {
        return switch (state) {
            case Running running -> running.stop(now);
            case Paused paused -> paused.stop(now);
            case Ended ended -> ended;
        };
    }

    static Ended complete(CampaignState state, Instant now) {
        return switch (state) {
            case Running running -> running.complete(now);
            case Paused paused -> paused.complete(now);
            case Ended ended -> ended;
        };
    }

    static CampaignState with(CampaignState state, CampaignProgress progress) {
        return switch (state) {
            case Running running -> running.with(progress);
            case Paused paused -> paused.with(progress);
            case Ended ended -> ended;
        };
    }
}
