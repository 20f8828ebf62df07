package dev.ratiofixer.youtube;

import dev.ratiofixer.time.Timers;
import dev.ratiofixer.youtube.WatchEvent.WatchError;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells every watcher of a trouble that all videos share: once, and in portions, as there may be very many. */
final class OutageNotifier {
    private static final int PORTION = 500;
    private static final Duration BREATH = Duration.ofMillis(1);

    private final WatchRegistry watches;
    private final SamplePublisher publisher;
    private final Timers timers;
    private @Nullable Outage current;

    OutageNotifier(WatchRegistry watches, SamplePublisher publisher, Timers timers) {
        this.watches = watches;
        this.publisher = publisher;
        this.timers = timers;
    }

    Optional<Outage> current() {
        return Optional.ofNullable(current);
    }

    void update(Optional<Outage> now) {
        boolean same = current == null
                ? now.isEmpty()
                : now.map(Outage::kind).filter(current.kind()::equals).isPresent();
        if (same) {
            return;
        }
        current = now.orElse(null);
        now.ifPresent(trouble -> tell(trouble, watches.all()));
    }

    private void tell(Outage trouble, List<WatchedVideo> videos) {
        if (!trouble.equals(current)) {
            return;
        }
        int portion = Math.min(PORTION, videos.size());
        videos.subList(0, portion).forEach(video -> publisher.troubled(video, trouble));
        if (portion < videos.size()) {
            timers.after(BREATH, () -> tell(trouble, videos.subList(portion, videos.size())));
        }
    }

    /** A trouble and when it began. */
    record Outage(WatchError kind, String detail, Instant since) {}
}
