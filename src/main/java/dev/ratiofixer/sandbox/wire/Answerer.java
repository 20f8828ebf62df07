package dev.ratiofixer.sandbox.wire;

/** Answers one kind of call; may throw {@link Refused}. Called on any event loop, so it never blocks. */
@FunctionalInterface
public interface Answerer {
    Reply answer(Call call);
}
