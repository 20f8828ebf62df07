/**
 * Runs campaigns: a pure machine decides what one campaign does ({@code CampaignMachine}), a thin verticle carries it
 * out. May know the messages of {@code youtube}, {@code model} and {@code smm}. Start at {@code CampaignMachine}.
 */
@NullMarked
package dev.ratiofixer.campaign;

import org.jspecify.annotations.NullMarked;
