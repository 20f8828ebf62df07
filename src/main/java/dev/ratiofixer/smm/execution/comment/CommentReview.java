package dev.ratiofixer.smm.execution.comment;

import dev.ratiofixer.google.youtube.OwnerComment;
import dev.ratiofixer.provider.ProviderFailure.ProviderException;
import dev.ratiofixer.smm.execution.OrderExecutor.Step;
import dev.ratiofixer.smm.order.Order.Pending;
import dev.ratiofixer.video.CommentVisibility;
import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a comment after it was posted: YouTube may hold it for review, take it for spam, and show it, or not,
 * later. Pure.
 */
final class CommentReview {
    /** After it was posted. */
    static final Duration FIRST = Duration.ofMinutes(10);

    private static final Duration WHILE_VISIBLE = Duration.ofDays(1);
    private static final Duration SOON = Duration.ofMinutes(20);
    private static final Duration IN_HOURS = Duration.ofHours(4);
    private static final Duration IN_HALF_A_DAY = Duration.ofHours(12);
    /** A comment may take a while to be listed. */
    private static final Duration LISTED_AFTER = Duration.ofHours(1);

    private static final Duration DAY = Duration.ofDays(1);

    /** YouTube's clock and ours may differ, and the order was written before it was placed. */
    private static final Duration MARGIN = Duration.ofHours(1);

    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

    private CommentReview() {}

    /** From when on to look for what was done at an instant. */
    static Instant since(Instant done) {
        return done.minus(MARGIN);
    }

    /** YouTube trims and joins white space, and may show signs otherwise than they were sent. */
    static boolean isSame(String one, String other) {
        String words = words(one);
        return words.isEmpty() ? one.strip().equals(other.strip()) : words.equals(words(other));
    }

    private static String words(String text) {
        return NO_WORD.matcher(Normalizer.normalize(text, Normalizer.Form.NFKC))
                .replaceAll(" ")
                .strip()
                .toLowerCase(Locale.ROOT);
    }

    /** What a look at all comments of the time tells. */
    static Step seen(Pending order, List<OwnerComment> all, Instant now) {
        Duration age = Duration.between(order.receipt().at(), now);
        Optional<CommentVisibility> found = all.stream()
                .filter(comment -> comment.id().equals(order.receipt().reference()))
                .findFirst()
                .map(OwnerComment::visibility);
        if (found.isEmpty() && age.compareTo(LISTED_AFTER) < 0) {
            return new Step.LookAgain(now.plus(SOON), "YouTube does not list the comment yet");
        }
        CommentVisibility visibility = found.orElse(CommentVisibility.GONE);
        boolean same = visibility == order.receipt().visibility();
        return new Step.Seen(
                visibility, now.plus(pause(visibility, age)), inWords(same ? "still there" : "looked at", visibility));
    }

    /** The look failed. */
    static Step notSeen(Throwable cause, Instant now) {
        return new Step.LookAgain(
                now.plus(IN_HOURS),
                "it could not be looked whether anybody can see the comment: "
                        + ProviderException.of(cause).reason());
    }

    private static Duration pause(CommentVisibility visibility, Duration age) {
        if (visibility == CommentVisibility.VISIBLE) {
            return WHILE_VISIBLE;
        }
        if (age.compareTo(LISTED_AFTER) < 0) {
            return SOON;
        }
        return age.compareTo(DAY) < 0 ? IN_HOURS : IN_HALF_A_DAY;
    }

    /** Whether nobody but the channel's owner sees it, as far as is known. */
    static boolean isUnseen(@Nullable CommentVisibility visibility) {
        return visibility != null && visibility != CommentVisibility.VISIBLE;
    }

    /** For an order's history. */
    static String inWords(String what, @Nullable CommentVisibility visibility) {
        if (visibility == null) {
            return what;
        }
        return what
                + switch (visibility) {
                    case VISIBLE -> ", everybody can see it";
                    case HELD_FOR_REVIEW -> ", held for review: nobody sees it";
                    case LIKELY_SPAM -> ", taken for spam: nobody sees it";
                    case GONE -> ", gone: YouTube lists it nowhere";
                };
    }
}
