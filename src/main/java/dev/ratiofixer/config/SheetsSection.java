package dev.ratiofixer.config;

/**
 * Section {@code sheets}.
 *
 * @param origin Google Sheets API
 */
public record SheetsSection(String origin) {}
