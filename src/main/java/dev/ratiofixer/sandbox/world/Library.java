package dev.ratiofixer.sandbox.world;

import dev.ratiofixer.sandbox.world.World.Subscribers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds videos and channels by id. Immutable but for what the videos hold. */
public final class Library {
    private final Map<String, Video> videos = new LinkedHashMap<>();
    private final Map<String, Channel> channels = new LinkedHashMap<>();

    Library(Collection<? extends Video> all, long subscribersSeed) {
        Map<String, List<Video>> byChannel = new LinkedHashMap<>();
        for (Video video : all) {
            videos.put(video.metadata().id(), video);
            byChannel
                    .computeIfAbsent(video.metadata().channelId(), id -> new ArrayList<>())
                    .add(video);
        }
        byChannel.forEach((id, uploads) -> channels.put(id, channel(id, uploads, subscribersSeed)));
    }

    private static Channel channel(String id, List<Video> uploads, long seed) {
        uploads.sort(Comparator.comparingLong((Video video) -> video.metadata().publishedMillis())
                .reversed());
        VideoMetadata oldest = uploads.getLast().metadata();
        long subscribers = Subscribers.of(seed, id);
        return new Channel(id, oldest.channelTitle(), oldest.published(), subscribers, List.copyOf(uploads));
    }

    public @Nullable Video video(String id) {
        return videos.get(id);
    }

    public @Nullable Channel channel(String id) {
        return channels.get(id);
    }

    public Collection<Channel> channels() {
        return channels.values();
    }
}
