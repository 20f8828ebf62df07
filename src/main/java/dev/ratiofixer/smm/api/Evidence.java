package dev.ratiofixer.smm.api;

import dev.ratiofixer.stats.Quantiles;
import dev.ratiofixer.video.ChannelHistory;
import dev.ratiofixer.video.Sample;
import org.jspecify.annotations.Nullable;

/**
 * Why a campaign asks: the sample, what the model expected of it, and what is missing. Kept with every order.
 *
 * @param likes expectation of likes, {@code null} when likes are hidden
 * @param comments expectation of comments, {@code null} when comments are off
 * @param inDomain whether the model's data covers such a video
 * @param shortfallLikes likes missing to the target quantile, less what pending orders bring; 0 for none
 * @param shortfallComments likewise of comments
 */
public record Evidence(
        Sample sample,
        ChannelHistory channel,
        @Nullable Quantiles likes,
        @Nullable Quantiles comments,
        boolean inDomain,
        String modelVersion,
        long shortfallLikes,
        long shortfallComments) {}
