package dev.ratiofixer.campaign;

import dev.ratiofixer.bus.BusMessage;
import dev.ratiofixer.smm.Prerequisite;
import java.util.List;

/** The answer to {@link StartCampaign}. */
public sealed interface StartOutcome extends BusMessage {
    /** It runs. */
    record Started(CampaignView view) implements StartOutcome {}

    /** That video has a live campaign already. */
    record AlreadyRunning(String campaignId) implements StartOutcome {}

    /** Nothing was written. Names every prerequisite that is missing. */
    record Unmet(List<Prerequisite> missing) implements StartOutcome {}
}
