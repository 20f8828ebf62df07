package dev.ratiofixer.bus;

/**
 * A message that is answered.
 *
 * @param <R> what the answer is; a failed reply ({@link ReplyFailureCode}) is for what no caller should expect
 */
public interface BusRequest<R extends BusMessage> extends BusMessage {}
