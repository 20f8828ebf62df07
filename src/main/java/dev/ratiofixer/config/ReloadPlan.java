package dev.ratiofixer.config;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * What to do about the difference between the running configuration and the wanted one. Pure.
 *
 * @param apply to apply now, in this order
 * @param restart changed in the file, but effective only at the next start
 * @param next the running configuration once {@code apply} is done
 */
public record ReloadPlan(List<SectionName> apply, List<SectionName> restart, Configuration next) {
    public ReloadPlan {
        apply = List.copyOf(apply);
        restart = List.copyOf(restart);
    }

    /** Compares section by section. */
    public static ReloadPlan between(Configuration running, Configuration wanted) {
        Predicate<SectionName> changed = section -> section.differs(running, wanted);
        return new ReloadPlan(
                select(changed.and(SectionName::reloadable)),
                select(changed.and(Predicate.not(SectionName::reloadable))),
                merge(running, wanted));
    }

    private static List<SectionName> select(Predicate<SectionName> chosen) {
        return Arrays.stream(SectionName.values()).filter(chosen).toList();
    }

    private static Configuration merge(Configuration running, Configuration wanted) {
        return new Configuration(
                running.http(),
                running.database(),
                running.cluster(),
                running.security(),
                wanted.youtube(),
                running.googleAds(),
                running.oauth(),
                running.sheets(),
                wanted.model(),
                wanted.policy(),
                wanted.services(),
                wanted.limits(),
                wanted.compliance(),
                wanted.log(),
                // Connections are made with the address of the start.
                wanted.secrets().keeping(Secret.DATABASE_URL, running.secrets()));
    }
}
