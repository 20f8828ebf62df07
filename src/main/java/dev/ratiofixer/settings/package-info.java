/**
 * What the sections of the configuration share: how a section's record reports what is wrong with it
 * ({@link SettingsCheck}), and the sections that several modules work by. Each other section's record is in the module
 * that works by it. Knows no module. Start at {@link SettingsCheck}.
 */
@NullMarked
package dev.ratiofixer.settings;

import org.jspecify.annotations.NullMarked;
