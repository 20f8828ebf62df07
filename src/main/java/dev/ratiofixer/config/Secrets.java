package dev.ratiofixer.config;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What must never be written to a log, an error or an answer. Printing it shows only which are set. */
public final class Secrets {
    private final Map<Secret, String> values;

    /** No secret at all. */
    public static final Secrets NONE = new Secrets(Map.of());

    public Secrets(Map<Secret, String> values) {
        this.values = Map.copyOf(values);
    }

    public Optional<String> get(Secret secret) {
        return Optional.ofNullable(values.get(secret));
    }

    /** The others. */
    Secrets without(Secret secret) {
        Map<Secret, String> others = new EnumMap<>(Secret.class);
        others.putAll(values);
        others.remove(secret);
        return new Secrets(others);
    }

    /** The same but for one, which is as in {@code from}. */
    Secrets keeping(Secret secret, Secrets from) {
        Map<Secret, String> kept = new EnumMap<>(Secret.class);
        kept.putAll(without(secret).values);
        from.get(secret).ifPresent(value -> kept.put(secret, value));
        return new Secrets(kept);
    }

    /** Which are set, cleared or different in {@code other}. */
    public Set<Secret> differences(Secrets other) {
        Set<Secret> changed = EnumSet.noneOf(Secret.class);
        for (Secret secret : Secret.values()) {
            if (!get(secret).equals(other.get(secret))) {
                changed.add(secret);
            }
        }
        return changed;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secrets secrets && values.equals(secrets.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /** The names of those that are set, each as {@code ***}. */
    @Override
    public String toString() {
        Map<Secret, String> masked = new EnumMap<>(Secret.class);
        values.keySet().forEach(secret -> masked.put(secret, "***"));
        return "Secrets" + masked;
    }
}
