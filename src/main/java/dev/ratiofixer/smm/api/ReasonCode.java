package dev.ratiofixer.smm.api;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why the policy did or did not order something, with one plain sentence for people who do not know the policy. */
public enum ReasonCode {
    ORDERED("An order was made."),
    OBSERVES("This campaign only watches; it orders nothing."),
    DECLINED("This installation may only watch, as derived metrics are not allowed yet."),
    NO_LEVER("No service is chosen for this campaign, so nothing can be ordered."),
    WARMING_UP("The campaign is too young to judge."),
    STALE_SAMPLE("The newest numbers from YouTube are too old to act on."),
    NO_EXPECTATION("We cannot say yet what a video like this should have."),
    ON_TARGET("Nothing is missing."),
    RESTING("We changed something lately and wait to see what it does."),
    UNPLACED("An order waits for its approval, or is just being placed; the next one comes after it."),
    PROVIDER_AWAY("The ads account or the sheet of comments cannot be read right now."),
    UNCHANGEABLE("This ads budget cannot be changed from here."),
    PAID_VIEWERS_UNKNOWN("We cannot tell yet whether your ads reach the right people."),
    ADS_PAUSED("The ads are paused, and a paused campaign is not raised."),
    CHANGED_BY_OTHERS("Somebody else changed the budget; nothing is ordered until a person lets this campaign go on."),
    LIMITS("The spending limits leave no room."),
    SPENDING_OFF("Spending is switched off, so nothing that costs is ordered."),
    GOING_BACK("The raised budget goes back to your own at the end of its term."),
    AT_LOWEST("The budget is at its lowest already."),
    COMMENTS_OFF("Comments are off on the video."),
    OTHER_CHANNEL("The video is on a channel that we may not comment for."),
    UNUSUAL_NUMBERS("The numbers jumped in a way nobody can explain; nothing is spent until a person has looked."),
    PEOPLE_ASKED("People were asked to help; we wait for them."),
    NO_TEAM("Nothing that we can do ourselves helps, and no team is set up to ask."),
    NOT_ALLOWED("An order would be right, but the limits, the consent or another order do not allow it now."),
    NOT_STARTED("This campaign was never started."),
    SCHEDULED("This campaign has not begun yet; it begins at the time that it was given."),
    ENDED("This campaign is over; nothing is ordered any more."),
    PAUSED("This campaign is paused; nothing is ordered meanwhile."),
    VIDEO_AWAY("The video cannot be seen on YouTube, so nothing is ordered until it is back."),
    YOUTUBE_AWAY("YouTube does not tell us the video's numbers right now, and we do not act on old ones."),
    FIRST_READING("The video's first numbers are not here yet."),
    VIEWS_HIDDEN("YouTube shows no view count for this video, so we cannot say what it should have."),
    NOT_OUT(
            "The video has not come out yet, or is still streaming; nothing is ordered until it can be watched in full."),
    NOT_AUTHORIZED("The channel's owner has not allowed us to judge its videos yet."),
    WAITING_FOR_HISTORY("We are still reading the channel's earlier videos to learn what is normal for it."),
    HISTORY_AWAY("The channel's earlier videos cannot be read, and nothing is ordered on a guess."),
    MODEL_AWAY("What a video like this should have cannot be worked out right now."),
    ORDERS_AWAY("The part that places orders does not answer right now; it is asked again."),
    NEXT_LOOK("What to do is decided at the next look.");

    private final String sentence;

    ReasonCode(String sentence) {
        this.sentence = sentence;
    }

    /** Returns its name in JSON, such as {@code paid_viewers_unknown}. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** One sentence without figures; the next look's time is told beside it. */
    public String sentence() {
        return sentence;
    }
}
