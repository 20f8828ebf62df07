package dev.ratiofixer.youtube;

import dev.ratiofixer.time.Timers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells every watcher of a trouble that all videos share: once, and in portions, as there may be very many. */
final class Alarm {
    private static final int PORTION = 500;
    private static final Duration BREATH = Duration.ofMillis(1);

    private final Watches watches;
    private final Newsroom newsroom;
    private final Timers timers;
    private @Nullable Trouble current;

    Alarm(Watches watches, Newsroom newsroom, Timers timers) {
        this.watches = watches;
        this.newsroom = newsroom;
        this.timers = timers;
    }

    Optional<Trouble> current() {
        return Optional.ofNullable(current);
    }

    void update(Optional<Trouble> now) {
        boolean same = current == null
                ? now.isEmpty()
                : now.map(Trouble::kind).filter(current.kind()::equals).isPresent();
        if (same) {
            return;
        }
        current = now.orElse(null);
        now.ifPresent(trouble -> tell(trouble, watches.all()));
    }

    private void tell(Trouble trouble, List<Watched> videos) {
        if (!trouble.equals(current)) {
            return;
        }
        int portion = Math.min(PORTION, videos.size());
        videos.subList(0, portion).forEach(video -> newsroom.troubled(video, trouble));
        if (portion < videos.size()) {
            timers.after(BREATH, () -> tell(trouble, videos.subList(portion, videos.size())));
        }
    }
}
