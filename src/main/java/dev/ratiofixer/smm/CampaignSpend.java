package dev.ratiofixer.smm;

import dev.ratiofixer.money.Money;

/** Money of one campaign. {@code spent} is part of what was reserved. */
public record CampaignSpend(Money reserved, Money spent) {}
