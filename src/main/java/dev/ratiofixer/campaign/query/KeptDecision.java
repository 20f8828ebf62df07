package dev.ratiofixer.campaign.query;

import dev.ratiofixer.smm.api.PolicyDecision;
import java.time.Instant;

/**
 * What the policy answered, as often as it answered the same.
 *
 * @param id names it among its campaign's; larger is newer
 * @param answer the first answer, with the last one's figures and next look
 * @param lastAt when it was last answered
 * @param times how often
 */
public record KeptDecision(long id, PolicyDecision answer, Instant lastAt, int times) {}
