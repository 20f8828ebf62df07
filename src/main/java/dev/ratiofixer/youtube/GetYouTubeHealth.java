package dev.ratiofixer.youtube;

import dev.ratiofixer.bus.BusMessage;

/** Asks how polling is doing. Answered by a {@link YouTubeHealth}. */
public record GetYouTubeHealth() implements BusMessage {}
