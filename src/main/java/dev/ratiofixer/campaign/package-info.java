/**
 * Runs campaigns: a pure machine decides what one campaign does ({@code CampaignMachine}), a thin verticle carries it
 * out. May know the messages of {@code youtube}, {@code model}, {@code smm} and {@code analytics}. Start at
 * {@code CampaignMachine}.
 */
@NullMarked
package dev.ratiofixer.campaign;

import org.jspecify.annotations.NullMarked;
