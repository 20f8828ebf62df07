package dev.ratiofixer.youtube;

import dev.ratiofixer.bus.Addresses;
import dev.ratiofixer.bus.BusMessage;
import dev.ratiofixer.bus.LocalBus;
import dev.ratiofixer.google.youtube.VideoBatch.VideoCounters;
import dev.ratiofixer.video.Counters;
import dev.ratiofixer.video.CountingRegime;
import dev.ratiofixer.video.Sample;
import dev.ratiofixer.video.VideoFacts;
import dev.ratiofixer.youtube.OutageNotifier.Outage;
import dev.ratiofixer.youtube.WatchEvent.Sampled;
import dev.ratiofixer.youtube.WatchEvent.SamplingInterrupted;
import dev.ratiofixer.youtube.WatchedVideo.Subscription;
import dev.ratiofixer.youtube.schedule.PollQueue.PollSlot;
import dev.ratiofixer.youtube.schedule.PollingSchedule;
import io.vertx.core.eventbus.EventBus;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Turns readings into samples and tells the watchers. News stays on this node: a campaign watches where it runs. */
final class SamplePublisher {
    private final LocalBus bus;
    private final PollingSchedule<WatchedVideo> schedule;
    private final Supplier<Instant> firstFrameSince;
    private long samples;
    private long corrections;
    private long unreadable;

    /** @param firstFrameSince since when views of ordinary videos count at the first frame */
    SamplePublisher(EventBus bus, PollingSchedule<WatchedVideo> schedule, Supplier<Instant> firstFrameSince) {
        this.firstFrameSince = firstFrameSince;
        this.bus = new LocalBus(bus);
        this.schedule = schedule;
    }

    long samples() {
        return samples;
    }

    long corrections() {
        return corrections;
    }

    long unreadable() {
        return unreadable;
    }

    /** The sample that a reading is, after {@code before}. */
    Sample sample(VideoCounters reading, VideoFacts facts, @Nullable Sample before, Instant now) {
        Counters counters = reading.counters();
        boolean corrected = before != null && counters.fellSince(before.counters());
        return new Sample(now, counters, CountingRegime.of(facts.form(), now, firstFrameSince.get()), corrected);
    }

    /** Tells a new reading of a video whose facts are known; it ends the video's trouble. */
    void sampled(WatchedVideo video, VideoFacts facts, VideoCounters reading, Instant now) {
        Sample sample = sample(reading, facts, video.last, now);
        video.last = sample;
        video.trouble = null;
        samples++;
        corrections += sample.corrected() ? 1 : 0;
        tell(video, sampled(video, facts, sample));
    }

    /** Tells every watcher the last sample again: more is known of its channel now. */
    void again(WatchedVideo video) {
        if (video.trouble == null && video.last != null && video.facts != null) {
            tell(video, sampled(video, video.facts, video.last));
        }
    }

    /** Tells a trouble, unless it is the one told last. */
    void troubled(WatchedVideo video, Outage trouble) {
        if (video.trouble != null && video.trouble.kind() == trouble.kind()) {
            return;
        }
        video.trouble = trouble;
        tell(video, news(video, trouble));
    }

    /** Counts a reading that made no sense, and tells it unless it was the last that was told. */
    void unreadable(WatchedVideo video, Outage trouble) {
        unreadable++;
        troubled(video, trouble);
    }

    /** Tells one watcher, who has just come, what is known. */
    void greet(WatchedVideo video, String watcher) {
        if (video.trouble != null) {
            send(watcher, news(video, video.trouble));
        } else if (video.last != null && video.facts != null) {
            send(watcher, sampled(video, video.facts, video.last));
        }
    }

    private Sampled sampled(WatchedVideo video, VideoFacts facts, Sample sample) {
        @Nullable PollSlot<WatchedVideo> slot = video.slot;
        return new Sampled(facts, sample, video.channel, slot == null ? null : schedule.interval(slot));
    }

    private void tell(WatchedVideo video, WatchEvent news) {
        for (Subscription watcher : video.watchers()) {
            send(watcher.name(), news);
        }
    }

    private void send(String watcher, BusMessage news) {
        bus.sendTo(Addresses.CAMPAIGNS, watcher, news);
    }

    private static SamplingInterrupted news(WatchedVideo video, Outage trouble) {
        String age = video.last == null ? "there are no numbers yet" : "the last numbers are of " + video.last.at();
        return new SamplingInterrupted(video.id, trouble.kind(), trouble.detail() + "; " + age, trouble.since());
    }
}
