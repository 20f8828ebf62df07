package dev.ratiofixer.smm.channel;

/** Carries a {@link ChannelFailure} through a failed future; without a stack trace, as it is no bug. */
public final class ChannelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ChannelFailure failure;

    public ChannelException(ChannelFailure failure) {
        super(failure.reason(), null, false, false);
        this.failure = failure;
    }

    public ChannelFailure failure() {
        return failure;
    }

    /** The failure that a future failed with; an unexpected cause is doubtful. */
    public static ChannelFailure of(Throwable cause) {
        return cause instanceof ChannelException known
                ? known.failure
                : new ChannelFailure.Doubtful("unexpected: " + cause.getClass().getSimpleName());
    }
}
