/**
 * The YouTube Data API v3: videos, channels and uploads read with an API key ({@link YouTubeClient}), the owner's
 * comments and channels with the owner's token ({@link OwnerCommentClient}, {@link OwnerChannels}). Neither retries nor
 * counts quota.
 */
@NullMarked
package dev.ratiofixer.google.youtube;

import org.jspecify.annotations.NullMarked;
