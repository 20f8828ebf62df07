package dev.ratiofixer.smm.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a look at a service's ads campaign and its account found, before money is moved through it. Known to all nodes.
 *
 * @param target the campaign that was looked at, as {@code 111/2301}: a service may be pointed at another later
 * @param items what stands in the way, or will; empty if nothing does
 */
public record ServicePreflight(String serviceId, String target, Instant at, List<Item> items) {
    public ServicePreflight {
        items = List.copyOf(items);
    }

    /** What an item keeps from happening. */
    public enum Severity {
        /** Nothing is changed: what would be changed could not be changed back, or not at all. */
        @JsonProperty("blocks_change")
        BLOCKS_CHANGE,
        /** The budget is not raised: more money would not be spent. */
        @JsonProperty("blocks_raise")
        BLOCKS_RAISE,
        @JsonProperty("notice")
        NOTICE
    }

    /**
     * One thing that was found.
     *
     * @param name stable, such as {@code eu_political_declaration_missing}
     * @param detail one sentence for people: what is so
     * @param remedy what a person can do about it
     */
    public record Item(String name, Severity severity, String detail, String remedy) {
        /** The sentence, with what to do. */
        public String sentence() {
            return remedy.isEmpty() ? detail : detail + ": " + remedy;
        }
    }

    /** Whether budgets may be changed through it. */
    public boolean ready() {
        return blocking().isEmpty();
    }

    /** The first item for which nothing is changed. */
    public Optional<Item> blocking() {
        return items.stream()
                .filter(item -> item.severity() == Severity.BLOCKS_CHANGE)
                .findFirst();
    }
}
