package dev.ratiofixer.campaign;

import java.util.List;

/** What the machine decided: the new state, and what to do about it. */
record Decision(CampaignState state, List<CampaignEffect> effects) {
    Decision {
        effects = List.copyOf(effects);
    }

    static Decision of(CampaignState state, CampaignEffect... effects) {
        return new Decision(state, List.of(effects));
    }
}
