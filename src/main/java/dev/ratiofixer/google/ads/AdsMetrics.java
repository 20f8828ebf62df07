package dev.ratiofixer.google.ads;

import java.time.LocalDate;

/**
 * What an ads campaign did in an hour of a day, both of its account's time zone, on one kind of placement.
 *
 * @param hour 0 to 23; on the day on which clocks go back, one of them stands for two hours
 */
public record AdsMetrics(LocalDate date, int hour, AdNetwork network, long costMicros, long impressions, long views) {
    /**
     * Where an ad was shown. Source: Google Ads API, {@code segments.ad_network_type} and
     * {@code segments.ad_sub_network_type}.
     */
    public enum AdNetwork {
        /** Before or in a video of YouTube. */
        IN_STREAM,
        /** Among the videos that YouTube suggests: who watches has chosen to. */
        IN_FEED,
        /** Between Shorts. */
        SHORTS,
        /** Outside YouTube, or nowhere that Google names. */
        OTHER;

        static AdNetwork of(String subNetwork) {
            return switch (subNetwork) {
                case "YOUTUBE_INSTREAM" -> IN_STREAM;
                case "YOUTUBE_INFEED" -> IN_FEED;
                case "YOUTUBE_SHORTS" -> SHORTS;
                default -> OTHER;
            };
        }
    }
}
