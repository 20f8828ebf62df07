package dev.ratiofixer.smm;

/**
 * One line of the check list before a start.
 *
 * @param name stable name, such as {@code comments_sheet_readable}
 * @param field the field of the start request that it is about, empty for none
 * @param met whether it holds
 * @param required whether a start is refused without it
 * @param detail one sentence for people: what was found, and what to do if it is not met
 */
public record Prerequisite(String name, String field, boolean met, boolean required, String detail) {}
