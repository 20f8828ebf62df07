package dev.ratiofixer.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ratiofixer.settings.SettingsCheck.SettingsProblem;
import java.util.List;

/** What became of reading a configuration. */
public sealed interface ConfigResult {
    /**
     * It is whole and can be used.
     *
     * @param document the file with every default filled in, for showing and comparing; holds no secret
     */
    record Valid(Configuration configuration, ObjectNode document) implements ConfigResult {
        /** Without the document, which holds addresses as they were written. */
        @Override
        public String toString() {
            return "Valid[" + configuration + "]";
        }
    }

    /** Nothing of it may be used. */
    record Invalid(List<SettingsProblem> problems) implements ConfigResult {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }
}
