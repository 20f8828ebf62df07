package dev.ratiofixer.smm.order;

import java.time.Instant;

/**
 * How far placing has come.
 *
 * @param number which attempt this is, from 1
 * @param unsure how many times in a row the provider was read back after a doubtful outcome without finding the order
 * @param next when to go on
 * @param problem why there is a next attempt, empty for the first
 */
public record Attempt(int number, int unsure, Instant next, String problem) {
    static Attempt first(Instant now) {
        return new Attempt(1, 0, now, "");
    }
}
