package dev.ratiofixer.chaos;

/** Waiting for threads to end. */
final class Threads {
    private Threads() {}

    /** Waits for it; if somebody interrupts that, it is left to end by itself. */
    static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
