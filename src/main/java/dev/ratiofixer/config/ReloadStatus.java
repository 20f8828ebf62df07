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
public record ReloadStatus(Instant since, ReloadState standing, List<SectionName> needRestart) {
    /** What became of the newest file. */
    public sealed interface ReloadState {
        /** It runs. */
        record Current() implements ReloadState {}

        /** It is invalid and nothing of it is used. */
        record Rejected(List<SettingsProblem> problems) implements ReloadState {}

        /** It is valid, but a section could not be applied; everything was taken back. */
        record Failed(SectionName section, String reason) implements ReloadState {}
    }

    public ReloadStatus {
        needRestart = List.copyOf(needRestart);
    }
}
