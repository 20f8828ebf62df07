/**
 * When which videos are polled, as pure code without Vert.x: queues of slots ({@link PollQueue}) and how far the
 * classes' intervals are stretched when the day's units do not reach. Start at {@link PollingSchedule}.
 */
@NullMarked
package dev.ratiofixer.youtube.schedule;

import org.jspecify.annotations.NullMarked;
