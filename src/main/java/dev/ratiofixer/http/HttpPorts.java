package dev.ratiofixer.http;

import dev.ratiofixer.access.Access;
import dev.ratiofixer.campaign.query.CampaignQueries;
import dev.ratiofixer.time.Timers;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * Holds what the composition root passes in.
 *
 * @param live the campaigns of this node
 * @param currency of a start's limits where it names none; may change while running
 * @param videosChanged since when ordinary videos' views count at the first frame; may change while running
 * @param clock the engine's time, which the demo runs fast
 * @param timers real time: the stream's pulse, the keys' refresh
 */
public record HttpPorts(
        LiveViews live,
        CampaignQueries queries,
        HealthReport health,
        Access access,
        Management management,
        Supplier<String> currency,
        Supplier<Instant> videosChanged,
        InstantSource clock,
        Timers timers) {}
