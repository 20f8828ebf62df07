package dev.ratiofixer.smm.order;

import java.time.Instant;

/**
 * How far placing has come.
 *
 * @param number which attempt this is, from 1
 * @param unsure how many times in a row the provider was read back after a doubtful outcome without finding the order
 * @param next when to go on
 * @param problem why there is a next attempt, empty for the first
 * @param waiting whether this attempt has certainly not been made yet; else the provider may have the order
 */
public record Attempt(int number, int unsure, Instant next, String problem, boolean waiting) {
    static Attempt first(Instant now) {
        return new Attempt(1, 0, now, "", false);
    }

    /** Whether who wrote it down makes it in this very moment. */
    public boolean beingMade() {
        return !waiting && unsure == 0;
    }

    Attempt then(int looksInVain, Instant when, String why, boolean certain) {
        return new Attempt(number + 1, looksInVain, when, why, certain);
    }
}
