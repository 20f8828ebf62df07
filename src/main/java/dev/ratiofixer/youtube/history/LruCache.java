package dev.ratiofixer.youtube.history;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What was read lately, at most so many entries; the least recently used one is forgotten first. Not thread-safe. */
public final class LruCache<K, V> {
    private final int most;
    private final Map<K, V> entries = new LinkedHashMap<>(16, 0.75f, true);

    public LruCache(int most) {
        this.most = most;
    }

    public Optional<V> find(K key) {
        return Optional.ofNullable(entries.get(key));
    }

    public void keep(K key, V value) {
        entries.put(key, value);
        if (entries.size() > most) {
            entries.remove(entries.keySet().iterator().next());
        }
    }
}
