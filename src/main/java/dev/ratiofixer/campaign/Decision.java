package dev.ratiofixer.campaign;

import java.util.List;

/** Holds what the machine decided: the new state and the effects. */
record Decision(CampaignState state, List<CampaignEffect> effects) {
    Decision {
        effects = List.copyOf(effects);
    }

    static Decision of(CampaignState state, CampaignEffect... effects) {
        return new Decision(state, List.of(effects));
    }
}
