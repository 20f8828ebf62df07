package dev.ratiofixer.google;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ratiofixer.google.OAuthTokens.OAuthAccount;
import dev.ratiofixer.provider.ProviderHttpClient.ProviderJson;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The consents of the channels' owners. A channel that has one of its own is spoken for by that one alone; the one that
 * names no channel speaks for the channels that YouTube says it is of.
 *
 * @param byChannel by channel id, from {@code YOUTUBE_OWNER_REFRESH_TOKENS_FILE}
 * @param any from {@code YOUTUBE_OWNER_REFRESH_TOKEN}
 */
public record OwnerCredentials(Map<String, OAuthCredentials> byChannel, Optional<OAuthCredentials> any) {
    /** Nobody has consented. */
    public static final OwnerCredentials NONE = new OwnerCredentials(Map.of(), Optional.empty());

    /** What stands for the consent that names no channel. */
    public static final String ANY = "";

    private static final Pattern CHANNEL = Pattern.compile("UC[A-Za-z0-9_-]{22}");
    private static final ObjectMapper ONCE = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final Pattern TOKEN = Pattern.compile("[^\\s\\p{Z}\\p{C}]{1,2048}");

    public OwnerCredentials {
        byChannel = Map.copyOf(byChannel);
    }

    /** One that names no channel. */
    public static OwnerCredentials of(Optional<OAuthCredentials> any) {
        return new OwnerCredentials(Map.of(), any);
    }

    /** The consents that there are: channel ids, and {@link #ANY}; that one too where there is none at all. */
    public Set<String> keys() {
        Set<String> keys = new TreeSet<>(byChannel.keySet());
        if (any.isPresent() || keys.isEmpty()) {
            keys.add(ANY);
        }
        return keys;
    }

    /** Which consent speaks for a channel. */
    public String keyOf(String channelId) {
        return byChannel.containsKey(channelId) ? channelId : ANY;
    }

    /** A consent by its key. */
    public Optional<OAuthCredentials> get(String key) {
        return key.equals(ANY) ? any : Optional.ofNullable(byChannel.get(key));
    }

    /** Whose it is, for people. */
    public static OAuthAccount account(String key) {
        OAuthAccount owner = OAuthAccount.CHANNEL_OWNER;
        return key.equals(ANY)
                ? owner
                : new OAuthAccount(
                        "the owner of channel " + key,
                        "entry \"" + key + "\" in the file that YOUTUBE_OWNER_REFRESH_TOKENS_FILE names",
                        owner.scope());
    }

    /**
     * Reads several owners' tokens: a JSON object of channel id and refresh token.
     *
     * @throws IllegalArgumentException with what it has to be, never with a token
     */
    public static Map<String, String> parse(String text) {
        JsonNode body = ProviderJson.read(text);
        if (!body.isObject() || body.isEmpty()) {
            throw new IllegalArgumentException(
                    "must be a JSON object of refresh tokens by channel id, such as {\"UC…\": \"1//…\"}");
        }
        if (namesTwice(text)) {
            throw new IllegalArgumentException("has two tokens for one channel: keep the one that was made last");
        }
        Map<String, String> tokens = new LinkedHashMap<>();
        body.properties().forEach(entry -> {
            if (!CHANNEL.matcher(entry.getKey()).matches()) {
                throw new IllegalArgumentException(
                        "must name channels by their ids, UC and 22 more characters: one of them is none");
            }
            if (!entry.getValue().isTextual()
                    || !TOKEN.matcher(entry.getValue().asText()).matches()) {
                throw new IllegalArgumentException(
                        "must have a refresh token for channel " + entry.getKey() + ": one word without blanks");
            }
            tokens.put(entry.getKey(), entry.getValue().asText());
        });
        if (Set.copyOf(tokens.values()).size() < tokens.size()) {
            throw new IllegalArgumentException(
                    "has one token for two channels: authorize once for each, as that channel");
        }
        return tokens;
    }

    /** Of a name that comes twice a reader of JSON takes one or the other. */
    private static boolean namesTwice(String text) {
        try {
            ONCE.readTree(text);
            return false;
        } catch (JsonProcessingException twice) {
            return true;
        }
    }

    @Override
    public String toString() {
        return "OwnerCredentials" + keys();
    }
}
