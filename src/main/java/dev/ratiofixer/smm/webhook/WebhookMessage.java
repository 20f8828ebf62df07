package dev.ratiofixer.smm.webhook;

/**
 * What is posted to a team. {@code text} is what Slack shows.
 *
 * @param id the same each time the same message is sent, so that the receiver can drop repeats
 */
public record WebhookMessage(
        String id, String campaignId, String videoId, String text, long missingLikes, long missingComments) {}
