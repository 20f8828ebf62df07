package dev.ratiofixer.config;

import dev.ratiofixer.settings.SettingsProblem;
import java.time.Instant;
import java.util.List;

/**
 * How the running configuration stands to the file, for health.
 *
 * @param since when it became so
 * @param needRestart sections whose change in the file waits for the next start
 */
public record ReloadStatus(Instant since, Standing standing, List<SectionName> needRestart) {
    /** What became of the newest file. */
    public sealed interface Standing {
        /** It runs. */
        record Current() implements Standing {}

        /** It is invalid and nothing of it is used. */
        record Rejected(List<SettingsProblem> problems) implements Standing {}

        /** It is valid, but a section could not be applied; everything was taken back. */
        record Failed(SectionName section, String reason) implements Standing {}
    }

    public ReloadStatus {
        needRestart = List.copyOf(needRestart);
    }
}
