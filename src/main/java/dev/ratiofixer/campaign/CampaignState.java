package dev.ratiofixer.campaign;

import dev.ratiofixer.campaign.CampaignSnapshot.CampaignStatus;
import dev.ratiofixer.campaign.CampaignSnapshot.PersonPause;
import dev.ratiofixer.campaign.CampaignSnapshot.Problem;
import java.time.Instant;

/**
 * The state of a started campaign. Transitions are methods of the states that they are legal from; {@code idle} is a
 * campaign of the dashboard that was never started and has no state here.
 */
sealed interface CampaignState {
    CampaignProgress progress();

    CampaignStatus status();

    /** Whether it differs from an earlier state in nothing but what every tick changes. What is the same is shared. */
    @SuppressWarnings("ReferenceEquality")
    default boolean differsByTick(CampaignState earlier) {
        return this instanceof Running
                && earlier instanceof Running
                && progress().ordering() == earlier.progress().ordering()
                && progress().problems().equals(earlier.progress().problems())
                && progress().reading().channel()
                        == earlier.progress().reading().channel();
    }

    /** It starts at the campaign's {@code startedAt}; its video is not watched yet. */
    record Scheduled(CampaignProgress progress) implements CampaignState {
        @Override
        public CampaignStatus status() {
            return CampaignStatus.SCHEDULED;
        }

        Scheduled with(CampaignProgress changed) {
            return new Scheduled(changed);
        }

        Running start(String heldCode) {
            return new Running(progress.without(heldCode));
        }

        Ended stop(Instant at) {
            return new Ended(CampaignStatus.STOPPED, progress, at);
        }

        Ended fail(Problem reason, Instant at) {
            return new Ended(CampaignStatus.FAILED, progress.with(reason), at);
        }
    }

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

        Held hold(PersonPause pause) {
            return new Held(progress, pause);
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

        /** The reason as the end of a sentence; empty if none is told. */
        String why() {
            return progress.problems().stream()
                    .filter(problem -> problem.code().equals(reasonCode))
                    .findFirst()
                    .map(problem -> ": " + problem.detail())
                    .orElse("");
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

        Held hold(PersonPause pause) {
            return new Held(progress, pause);
        }

        Ended stop(Instant at) {
            return new Ended(CampaignStatus.STOPPED, progress, at);
        }

        Ended complete(Instant at) {
            return new Ended(CampaignStatus.COMPLETED, progress, at);
        }
    }

    /**
     * A person has paused it: its video is watched, nothing is ordered, and only a person ends it. Whether its video
     * can be watched is a problem of its progress.
     */
    record Held(CampaignProgress progress, PersonPause pause) implements CampaignState {
        @Override
        public CampaignStatus status() {
            return CampaignStatus.PAUSED;
        }

        Held with(CampaignProgress changed) {
            return new Held(changed, pause);
        }

        /** Back to what it would be without the person's pause. */
        CampaignState release(Instant now) {
            CampaignProgress asking = progress.withOrdering(progress.ordering().askingBy(now));
            return progress.awayCode()
                    .<CampaignState>map(code -> new Paused(asking, code))
                    .orElse(new Running(asking));
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

    /** Its video was seen: the engine's own pause is over, a person's is not. */
    static CampaignState seen(CampaignState state) {
        return switch (state) {
            case Running running -> running;
            case Paused paused -> paused.resume();
            case Held held -> held.with(held.progress().present());
            case Scheduled scheduled -> scheduled;
            case Ended ended -> ended;
        };
    }

    static CampaignState pause(CampaignState state, Problem reason) {
        return switch (state) {
            case Running running -> running.pause(reason);
            case Paused paused -> paused.pause(reason);
            case Held held -> held.with(held.progress().present().with(reason));
            case Scheduled scheduled -> scheduled;
            case Ended ended -> ended;
        };
    }

    /** A person pauses it; who did first is kept. */
    static CampaignState hold(CampaignState state, PersonPause pause) {
        return switch (state) {
            case Running running -> running.hold(pause);
            case Paused paused -> paused.hold(pause);
            case Held held -> held;
            case Scheduled scheduled -> scheduled;
            case Ended ended -> ended;
        };
    }

    static Ended stop(CampaignState state, Instant now) {
        return switch (state) {
            case Scheduled scheduled -> scheduled.stop(now);
            case Running running -> running.stop(now);
            case Paused paused -> paused.stop(now);
            case Held held -> held.stop(now);
            case Ended ended -> ended;
        };
    }

    /** One that has not started has nothing to complete: it stops. */
    static Ended complete(CampaignState state, Instant now) {
        return switch (state) {
            case Scheduled scheduled -> scheduled.stop(now);
            case Running running -> running.complete(now);
            case Paused paused -> paused.complete(now);
            case Held held -> held.complete(now);
            case Ended ended -> ended;
        };
    }

    static CampaignState with(CampaignState state, CampaignProgress progress) {
        return switch (state) {
            case Scheduled scheduled -> scheduled.with(progress);
            case Running running -> running.with(progress);
            case Paused paused -> paused.with(progress);
            case Held held -> held.with(progress);
            case Ended ended -> ended;
        };
    }
}
