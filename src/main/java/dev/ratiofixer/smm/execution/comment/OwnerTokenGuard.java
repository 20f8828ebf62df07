package dev.ratiofixer.smm.execution.comment;

import dev.ratiofixer.google.OAuthCredentials;
import dev.ratiofixer.google.OAuthTokens.OAuthAccount;
import dev.ratiofixer.google.youtube.OwnerChannels;
import dev.ratiofixer.google.youtube.OwnerCommentClient.QuotaGate;
import dev.ratiofixer.provider.FencingCheck;
import dev.ratiofixer.provider.ProviderFailure;
import dev.ratiofixer.provider.ProviderFailure.Aborted;
import dev.ratiofixer.provider.ProviderFailure.ProviderException;
import dev.ratiofixer.smm.api.OwnerTokenLedger;
import dev.ratiofixer.smm.api.OwnerTokenLedger.Misattribution;
import dev.ratiofixer.text.Sha256;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows whose the owner's token is before anything is posted with it: an account can have several channels, and a
 * consent is given as one of them. It asks once for each token. A token that posted as another channel than the one
 * that it was asked for posts nothing any more until it is renewed, on no node and over restarts.
 *
 * <p>Belongs to one context.
 */
public final class OwnerTokenGuard {
    /** Whether a channel's comments may be posted. */
    public sealed interface Clearance {
        /** They may, with the token of this digest and no other. */
        record Cleared(String digest) implements Clearance {}

        /**
         * They may not.
         *
         * @param reason one sentence for people, with what to do
         */
        record Barred(String reason) implements Clearance {}
    }

    private static final Logger LOG = LoggerFactory.getLogger(OwnerTokenGuard.class);
    private static final int LIST_UNITS = 1;

    private final OwnerChannels channels;
    private final QuotaGate quota;
    private final OwnerTokenLedger ledger;
    private final OAuthAccount account;
    private final String renew;
    private final Supplier<Optional<OAuthCredentials>> credentials;
    private @Nullable Known known;
    private @Nullable Asking asking;
    private @Nullable ProviderFailure failure;
    private @Nullable Blocked blocked;

    /** Whose a token is. */
    private record Known(String digest, Set<String> channels) {}

    /** The question that is under way. */
    private record Asking(String digest, Future<Known> answer) {}

    private record Blocked(String digest, Misattribution why) {}

    /**
     * @param account whose token it is
     * @param credentials those of the owner's account, as its access tokens are got with them
     */
    public OwnerTokenGuard(
            OwnerChannels channels,
            QuotaGate quota,
            OwnerTokenLedger ledger,
            OAuthAccount account,
            Supplier<Optional<OAuthCredentials>> credentials) {
        this.channels = channels;
        this.quota = quota;
        this.ledger = ledger;
        this.account = account;
        this.renew = "give access again, choose that channel where Google asks for one, and set the new token ("
                + account.secret() + ")";
        this.credentials = credentials;
    }

    /**
     * Finds out what is to be known of a token that is new here, and whether another node has blocked it. Never fails.
     */
    public Future<Void> look() {
        return digest().map(digest ->
                        blocked(digest).compose(found -> known(digest)).<Void>mapEmpty())
                .orElseGet(Future::succeededFuture)
                .otherwiseEmpty();
    }

    /** Whether the token of now may post as a channel; fails if that cannot be found out now. */
    public Future<Clearance> clearance(String channelId) {
        Optional<String> present = digest();
        if (present.isEmpty()) {
            return Future.succeededFuture(
                    new Clearance.Barred("there is no access of the channel's owner; whoever runs Ratio Fixer gives it"
                            + " (GOOGLE_OAUTH_CLIENT_ID, GOOGLE_OAUTH_CLIENT_SECRET and " + account.secret() + ")"));
        }
        String digest = present.get();
        return blocked(digest)
                .compose(found -> found.isPresent()
                        ? Future.succeededFuture(new Clearance.Barred(inWords(found.get())))
                        : known(digest).map(whose -> clearance(whose, channelId)));
    }

    private Clearance clearance(Known whose, String channelId) {
        return whose.channels().contains(channelId)
                ? new Clearance.Cleared(whose.digest())
                : new Clearance.Barred("the owner's access is of " + inWords(whose.channels()) + ", not of " + channelId
                        + "; " + renew);
    }

    /** Lets a post leave only with the token that was cleared: another may have been configured meanwhile. */
    public FencingCheck only(Clearance.Cleared cleared, FencingCheck gate) {
        return () -> gate.open()
                .compose(
                        open -> digest().filter(cleared.digest()::equals).isPresent()
                                ? Future.succeededFuture()
                                : ProviderException.failed(
                                        new Aborted(
                                                "not sent: another access of the channel's owner was set meanwhile; it is tried again")));
    }

    /**
     * A comment stands there as another channel's. The token is blocked at once on this node, and when the future
     * succeeds on all.
     */
    public Future<String> misattributed(String digest, Misattribution why) {
        blocked = new Blocked(digest, why);
        LOG.error(
                "owner_token=blocked author={} expected={} comment={} detail=\"YouTube posted as another channel\"",
                why.author(),
                why.expected(),
                why.commentId());
        return ledger.block(digest, why).map(done -> inWords(why));
    }

    /** The digest of the token of now; empty without one. */
    public Optional<String> digest() {
        return credentials.get().map(OAuthCredentials::refreshToken).map(Sha256::hex);
    }

    /**
     * What is wrong with the token of now as far as it is known; empty if nothing is. Asks nobody.
     *
     * @param wanted the channels that are to be commented for
     */
    public Optional<String> problem(Set<String> wanted) {
        Optional<String> present = digest();
        Known whose = known;
        Blocked no = blocked;
        if (present.isEmpty()) {
            return Optional.empty();
        }
        if (no != null && no.digest().equals(present.get())) {
            return Optional.of(inWords(no.why()));
        }
        if (whose == null || !whose.digest().equals(present.get())) {
            return Optional.ofNullable(failure)
                    .map(why -> "it is not known which channel's the access is: " + why.detail());
        }
        Set<String> others = new TreeSet<>(wanted);
        others.removeAll(whose.channels());
        return others.isEmpty()
                ? Optional.empty()
                : Optional.of("the owner's access is of " + inWords(whose.channels()) + ", not of "
                        + String.join(", ", others) + "; " + renew);
    }

    /** Ends its connections. */
    public void close() {
        channels.close();
    }

    private Future<Optional<Misattribution>> blocked(String digest) {
        Blocked already = blocked;
        if (already != null && already.digest().equals(digest)) {
            return Future.succeededFuture(Optional.of(already.why()));
        }
        return ledger.find(digest)
                .onSuccess(found -> found.ifPresent(why -> blocked = new Blocked(digest, why)))
                .recover(
                        away -> ProviderException.failed(
                                new Aborted(
                                        "not sent: the database does not answer whether we may post for the owner; try again in a moment")));
    }

    private Future<Known> known(String digest) {
        Known whose = known;
        // An account without a channel may get one, and the token stays.
        if (whose != null && whose.digest().equals(digest) && !whose.channels().isEmpty()) {
            return Future.succeededFuture(whose);
        }
        Asking running = asking;
        if (running != null && running.digest().equals(digest)) {
            return running.answer();
        }
        Asking now = new Asking(digest, ask(digest));
        asking = now;
        now.answer().onComplete(done -> {
            if (now.equals(asking)) {
                asking = null;
            }
        });
        return now.answer();
    }

    private Future<Known> ask(String digest) {
        return quota.take(LIST_UNITS)
                .compose(taken -> channels.mine())
                .compose(mine -> digest().filter(digest::equals).isPresent()
                        ? Future.succeededFuture(new Known(digest, Set.copyOf(mine)))
                        : ProviderException.<Known>failed(
                                new Aborted("not sent: the owner's access was renewed meanwhile; it is tried again")))
                .onSuccess(this::note)
                .onFailure(cause -> failure = ProviderException.of(cause));
    }

    private void note(Known now) {
        if (known == null || !known.channels().equals(now.channels())) {
            LOG.info("owner_token=known channels={}", inWords(now.channels()));
        }
        known = now;
        failure = null;
    }

    private static String inWords(Set<String> channels) {
        return channels.isEmpty() ? "an account without a channel" : String.join(", ", new TreeSet<>(channels));
    }

    private String inWords(Misattribution why) {
        return "YouTube posted comment " + why.commentId() + " as " + why.author() + ", not as " + why.expected()
                + ": delete it there. Nothing more is posted with this access: " + renew;
    }
}
