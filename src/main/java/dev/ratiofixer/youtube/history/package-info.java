/** How a channel's earlier uploads did, read at a few units a channel a day. Start at {@link ChannelHistories}. */
@NullMarked
package dev.ratiofixer.youtube.history;

import org.jspecify.annotations.NullMarked;
