package dev.ratiofixer.sandbox.world;

import java.util.List;

/** Holds a daily budget and the campaigns that spend it, in equal parts. */
public record AdBudget(long id, List<AdCampaign> campaigns) {
    /** Whether it was made to be shared. */
    public boolean shared() {
        return campaigns.size() > 1;
    }

    /** The daily amount of all its campaigns together. */
    public long micros() {
        return campaigns.getFirst().video().conditions().spending().dailyMicros() * campaigns.size();
    }
}
