package dev.ratiofixer.sandbox;

/** Describes a replayed video as somebody would promote it: what to watch, and what to spend through. */
public record SandboxVideo(String videoId, String title, String channelId, String customerId, String adsCampaignId) {}
