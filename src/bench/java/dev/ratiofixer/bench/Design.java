package dev.ratiofixer.bench;

import dev.ratiofixer.campaign.SteppedCampaign;
import java.time.Duration;
import java.util.Map;

/** A way of running many campaigns that a user might take instead of an engine. */
interface Design extends AutoCloseable {
    /** Ticks each of them once an interval, from now on, until it is closed. */
    void start(Map<String, SteppedCampaign> campaigns, Duration interval, BlockingTick tick);

    @Override
    void close();
}
