package dev.ratiofixer.sandbox.wire;

/** Answers one kind of call; may throw {@link RefusedException}. Called on any event loop, so it never blocks. */
@FunctionalInterface
public interface Endpoint {
    Reply answer(WireRequest call);
}
