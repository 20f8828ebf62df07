package dev.ratiofixer.access;

import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Makes, checks and ends links to a report for people without a key. A link carries its id, its end and a signature of
 * both by a key that all nodes share; so one that was not made here costs no look at the database. Whose report it
 * opens and whether it was ended is in the database alone. Any thread may call.
 */
public final class ReportLinks {
    /** The longest that a link is good for. */
    public static final Duration LONGEST = Duration.ofDays(90);

    private static final String PURPOSE = "report-links";
    private static final String SIGNATURE = "HmacSHA256";
    private static final Pattern TOKEN = Pattern.compile("([A-Za-z0-9_-]{1,64})\\.(\\d{1,12})\\.([A-Za-z0-9_-]{43})");

    private final ReportLinkStore store;
    private final InstantSource clock;
    private volatile @Nullable Future<String> key;

    /** @param clock real time, also where the engine's runs faster */
    public ReportLinks(ReportLinkStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * What a link opens.
     *
     * @param from where the report begins, {@code null} for the campaign's start
     * @param to where it ends, {@code null} for the time of reading
     */
    public record ReportScope(
            ReportSubject of,
            @Nullable Instant from,
            @Nullable Instant to) {}

    /** Whose report it is. */
    public sealed interface ReportSubject {
        /** One campaign's. */
        record OfCampaign(String campaignId) implements ReportSubject {}

        /** That of all campaigns that a client has when it is read. */
        record OfClient(String clientId) implements ReportSubject {}
    }

    /** A link that was made; {@code revokedAt} is {@code null} while nobody ended it. */
    public record ReportLink(
            String id,
            ReportScope scope,
            String madeBy,
            Instant madeAt,
            Instant expiresAt,
            @Nullable Instant revokedAt) {}

    /** A link and the text that goes into its address. */
    public record SharedLink(ReportLink link, String token) {
        /** Never shows the token. */
        @Override
        public String toString() {
            return "SharedLink[" + link.id() + "]";
        }
    }

    /** What came of looking at a token. */
    public sealed interface Opened {
        /** It opens this. */
        record Valid(ReportLink link) implements Opened {}

        /** It was good once. */
        record Ended() implements Opened {}

        /** It was not made here. */
        record Unknown() implements Opened {}
    }

    /** Stores links and the signing key, shared by all nodes. */
    public interface ReportLinkStore {
        Future<Void> insert(ReportLink link);

        Future<Optional<ReportLink>> find(String id);

        /** The newest 200 of a campaign, or of a client's own report, newest first. */
        Future<List<ReportLink>> of(ReportSubject subject);

        /** Ends a link; one that was ended keeps its first instant. Empty if there is none. */
        Future<Optional<ReportLink>> revoke(String id, Instant at, String by);

        /** The key of a purpose: {@code fresh} if there is none yet. */
        Future<String> signingKey(String purpose, String fresh);
    }

    /** Makes one. */
    public Future<SharedLink> share(ReportScope scope, String madeBy, Duration life) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Instant end = now.plus(life).truncatedTo(ChronoUnit.SECONDS);
        ReportLink link = new ReportLink(AccessTokens.fresh("r_").substring(0, 24), scope, madeBy, now, end, null);
        return key().compose(known -> store.insert(link).map(kept -> new SharedLink(link, token(link, known))));
    }

    /** The newest 200 that were made for a campaign, or for a client's own report. */
    public Future<List<SharedLink>> of(ReportSubject subject) {
        return key().compose(known -> store.of(subject)
                .map(links -> links.stream()
                        .map(link -> new SharedLink(link, token(link, known)))
                        .toList()));
    }

    /** What a link that was made here opens, also where it has ended; empty if there is none. */
    public Future<Optional<ReportSubject>> subject(String id) {
        return store.find(id).map(found -> found.map(link -> link.scope().of()));
    }

    /** Ends one, empty if there is none. */
    public Future<Optional<SharedLink>> revoke(String id, String by) {
        return key().compose(known -> store.revoke(id, clock.instant(), by)
                .map(found -> found.map(link -> new SharedLink(link, token(link, known)))));
    }

    /** Looks what a token opens; changes nothing. */
    public Future<Opened> open(String token) {
        Matcher parts = TOKEN.matcher(token);
        if (!parts.matches()) {
            return Future.succeededFuture(new Opened.Unknown());
        }
        return key().compose(known -> {
            if (!AccessTokens.same(parts.group(3), signature(parts.group(1), parts.group(2), known))) {
                return Future.succeededFuture(new Opened.Unknown());
            }
            return store.find(parts.group(1))
                    .map(found -> found.<Opened>map(this::opened).orElseGet(Opened.Unknown::new));
        });
    }

    private Opened opened(ReportLink link) {
        boolean good = link.revokedAt() == null && clock.instant().isBefore(link.expiresAt());
        return good ? new Opened.Valid(link) : new Opened.Ended();
    }

    /** Read once; again after it could not be read. */
    private Future<String> key() {
        Future<String> known = key;
        if (known == null || known.failed()) {
            known = store.signingKey(PURPOSE, AccessTokens.fresh(""));
            key = known;
        }
        return known;
    }

    private static String token(ReportLink link, String key) {
        String end = Long.toString(link.expiresAt().getEpochSecond());
        return link.id() + "." + end + "." + signature(link.id(), end, key);
    }

    private static String signature(String id, String end, String key) {
        try {
            Mac mac = Mac.getInstance(SIGNATURE);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), SIGNATURE));
            byte[] signed = mac.doFinal((PURPOSE + "\n" + id + "\n" + end).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(signed);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has " + SIGNATURE, impossible);
        }
    }
}
