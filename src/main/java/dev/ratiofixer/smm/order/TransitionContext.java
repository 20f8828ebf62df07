package dev.ratiofixer.smm.order;

/**
 * What holds while a decision on an order is taken; nobody can change it before the decision is written.
 *
 * @param spend what other orders hold, without the order in question
 */
public record TransitionContext(SpendFacts spend, CampaignPhase owner) {
    /** How the order's campaign is. */
    public enum CampaignPhase {
        RUNNING,
        /** Nothing that costs is placed for it. */
        PAUSED,
        /** Stopped, completed or failed: nothing is placed for it any more. */
        OVER
    }
}
