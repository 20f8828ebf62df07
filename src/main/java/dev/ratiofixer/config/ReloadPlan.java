package dev.ratiofixer.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * What to do about the difference between the running configuration and the wanted one. Reads no file but those that
 * the configuration names.
 *
 * @param apply to apply now, in this order
 * @param restart changed in the file, but effective only at the next start
 * @param next the running configuration once {@code apply} is done; invalid where only a restart would allow it
 */
record ReloadPlan(List<SectionName> apply, List<SectionName> restart, ConfigResult next) {
    ReloadPlan {
        apply = List.copyOf(apply);
        restart = List.copyOf(restart);
    }

    /** Compares section by section. */
    static ReloadPlan between(ConfigResult.Valid running, ConfigResult.Valid wanted) {
        Predicate<SectionName> changed = section -> section.differs(running.configuration(), wanted.configuration());
        return new ReloadPlan(
                select(changed.and(SectionName::reloadable)),
                select(changed.and(Predicate.not(SectionName::reloadable))),
                merge(running, wanted));
    }

    private static List<SectionName> select(Predicate<SectionName> chosen) {
        return Arrays.stream(SectionName.values()).filter(chosen).toList();
    }

    /** The wanted configuration with those sections of the running one that only a restart changes. */
    private static ConfigResult merge(ConfigResult.Valid running, ConfigResult.Valid wanted) {
        ObjectNode document = wanted.document().deepCopy();
        for (SectionName section : select(Predicate.not(SectionName::reloadable))) {
            JsonNode kept = running.document().path(section.key());
            document.set(section.key(), kept.deepCopy());
        }
        // Connections are made with the address of the start.
        Secrets atStart = running.configuration().secrets();
        Secrets secrets = wanted.configuration()
                .secrets()
                .keeping(Secret.DATABASE_URL, atStart)
                .keeping(Secret.DATABASE_DIRECT_URL, atStart);
        return ConfigReader.bind(document, secrets);
    }
}
