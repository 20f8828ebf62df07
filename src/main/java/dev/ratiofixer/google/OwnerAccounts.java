package dev.ratiofixer.google;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The accounts of the channels' owners, one a consent, as long as the consent is configured. Nothing that one of them
 * got is to be had from another. Belongs to one context.
 *
 * @param <A> what is kept of an account: its tokens, its clients
 */
public final class OwnerAccounts<A> {
    private final Supplier<OwnerCredentials> credentials;
    private final Function<String, A> open;
    private final Consumer<A> close;
    private final Map<String, A> accounts = new HashMap<>();

    /**
     * @param credentials asked each time, so that new ones work without a restart
     * @param open makes an account of a consent's key
     */
    public OwnerAccounts(Supplier<OwnerCredentials> credentials, Function<String, A> open, Consumer<A> close) {
        this.credentials = credentials;
        this.open = open;
        this.close = close;
    }

    /** The account that speaks for a channel; it may turn out not to be of it. */
    public A of(String channelId) {
        return account(credentials.get().keyOf(channelId));
    }

    /** All that are configured; one without credentials if there is none. */
    public List<A> all() {
        Set<String> keys = credentials.get().keys();
        accounts.entrySet().removeIf(known -> {
            boolean gone = !keys.contains(known.getKey());
            if (gone) {
                close.accept(known.getValue());
            }
            return gone;
        });
        List<A> all = new ArrayList<>();
        keys.forEach(key -> all.add(account(key)));
        return all;
    }

    /** Ends the connections of all. */
    public void close() {
        accounts.values().forEach(close);
        accounts.clear();
    }

    private A account(String key) {
        return accounts.computeIfAbsent(key, open);
    }
}
