package dev.ratiofixer.analytics;

import dev.ratiofixer.bus.BusMessage;
import dev.ratiofixer.bus.BusMessage.BusRequest;
import dev.ratiofixer.video.VideoId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the analytics verticle is asked at {@code Addresses.ANALYTICS}, with the answers.
 *
 * @param <R> the answer
 */
public sealed interface AnalyticsRequest<R extends BusMessage> extends BusRequest<R> {
    /**
     * Asks what is stored of a video; asks YouTube nothing. Answered by {@link VideoAnalytics}, which is empty where
     * compliance does not let it be used.
     */
    record ReadVideoAnalytics(VideoId video) implements AnalyticsRequest<VideoAnalytics> {}

    /**
     * Asks how many engaged views the ads of orders' days brought, and what they cost. Answered by
     * {@link MeasurePaidViews.PaidViews}, which is empty where compliance does not let it be used.
     */
    record MeasurePaidViews(List<PaidWindow> windows) implements AnalyticsRequest<MeasurePaidViews.PaidViews> {
        public MeasurePaidViews {
            windows = List.copyOf(windows);
        }

        /** When an order was at work. */
        public record PaidWindow(String orderId, Instant from, Instant to) {}

        /**
         * A Pacific day of an order's window, of which YouTube has told the views by source.
         *
         * @param engagedViews of source {@code ADVERTISING}; 0 where only other sources have a row
         * @param costMicros all that the ads of the campaign cost on that day
         * @param provisional whether YouTube still restates it
         */
        public record PaidDay(String orderId, LocalDate day, long engagedViews, long costMicros, boolean provisional) {}

        /**
         * Holds the days of all orders.
         *
         * @param connected the orders of whose video the owner's analytics are read
         */
        public record PaidViews(List<PaidDay> days, List<String> connected) implements BusMessage {
            public static final PaidViews NONE = new PaidViews(List.of(), List.of());

            public PaidViews {
                days = List.copyOf(days);
                connected = List.copyOf(connected);
            }

            /** Both together. */
            public PaidViews with(PaidViews more) {
                return new PaidViews(
                        Stream.concat(days.stream(), more.days.stream()).toList(),
                        Stream.concat(connected.stream(), more.connected.stream())
                                .toList());
            }
        }
    }

    /** Asks how reading the analytics is doing. Answered by an {@link AnalyticsHealth}. */
    record GetAnalyticsHealth() implements AnalyticsRequest<AnalyticsHealth> {}

    /**
     * How reading the analytics is doing.
     *
     * @param off why nothing is asked at all, {@code null} if it is
     * @param owners the consents that are configured
     * @param channels the channels that are read, or were
     */
    record AnalyticsHealth(@Nullable String off, List<OwnerHealth> owners, List<ChannelHealth> channels)
            implements BusMessage {
        public AnalyticsHealth {
            owners = List.copyOf(owners);
            channels = List.copyOf(channels);
        }

        /** The first thing that a person can mend; empty if there is none. */
        public Optional<String> trouble() {
            return owners.stream()
                    .map(owner -> owner.trouble() == null ? null : owner.whose() + ": " + owner.trouble())
                    .filter(text -> text != null)
                    .findFirst()
                    .or(() -> channels.stream()
                            .filter(channel -> channel.trouble() != null)
                            .map(channel -> "channel " + channel.channelId() + ": " + channel.trouble())
                            .findFirst());
        }
    }

    /**
     * One consent.
     *
     * @param whose for people
     * @param channels that YouTube says it is of, as far as known
     * @param expiresAt when the consent ends by itself, {@code null} if it does not or that is not known
     * @param trouble why it cannot be used, {@code null} if it can or was not tried
     */
    record OwnerHealth(
            String whose,
            List<String> channels,
            @Nullable Instant expiresAt,
            @Nullable String trouble) {
        public OwnerHealth {
            channels = List.copyOf(channels);
        }
    }

    /**
     * One channel.
     *
     * @param readAt when it was last read to the end, {@code null} if never
     * @param requests used of the Pacific day
     */
    record ChannelHealth(
            String channelId,
            @Nullable Instant readAt,
            int requests,
            @Nullable String trouble) {}
}
