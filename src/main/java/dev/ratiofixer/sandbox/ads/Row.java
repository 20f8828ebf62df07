package dev.ratiofixer.sandbox.ads;

import dev.ratiofixer.sandbox.world.AdBudget;
import dev.ratiofixer.sandbox.world.AdCampaign;
import dev.ratiofixer.sandbox.world.AdFigures;

/**
 * What a query's fields are read from.
 *
 * @param date the day that the figures are of, empty if they are not told apart by day
 */
record Row(AdCampaign campaign, AdBudget budget, AdFigures figures, String date) {}
