package dev.ratiofixer.smm;

import dev.ratiofixer.bus.BusMessage;
import java.util.List;

/** The answer to {@link CheckPrerequisites}: each line of the check list. */
public record PrerequisitesChecked(List<Prerequisite> prerequisites) implements BusMessage {}
