package dev.ratiofixer.smm;

import dev.ratiofixer.bus.BusMessage;
import org.jspecify.annotations.Nullable;

/** Asks whether a campaign with these services and this sheet could order. Answered by {@link PrerequisitesChecked}. */
public record CheckPrerequisites(
        @Nullable String likeServer,
        @Nullable String commentServer,
        @Nullable String commentsSheetUrl,
        @Nullable String sheetTier)
        implements BusMessage {}
