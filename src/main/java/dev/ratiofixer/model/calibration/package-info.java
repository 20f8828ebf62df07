/**
 * What a channel's own uploads say about the model since views count at the first frame: how its answers are shifted
 * and widened for that channel. Pure arithmetic over {@link dev.ratiofixer.model.EngagementModel}. Start at
 * {@link dev.ratiofixer.model.calibration.CalibratedModel}.
 */
@NullMarked
package dev.ratiofixer.model.calibration;

import org.jspecify.annotations.NullMarked;
