package dev.ratiofixer.smm.api;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why the policy did or did not order something, with one plain sentence for people who do not know the policy. */
public enum ReasonCode {
    ORDERED("An order was made; it stands with the campaign's orders."),
    OBSERVES("This campaign only watches and orders nothing: edit its mode if it is to propose orders."),
    DECLINED(
            "This installation may only watch, as YouTube has not allowed it to compare videos yet: whoever runs it can ask YouTube for that."),
    NO_LEVER("No service is chosen for this campaign, so nothing can be ordered: edit it and choose one."),
    WARMING_UP("The campaign is too young to judge: it is looked at again when it is old enough."),
    STALE_SAMPLE("The newest numbers from YouTube are too old to act on: it is looked at again with the next ones."),
    NO_EXPECTATION(
            "We cannot say yet what a video like this should have: it is looked at again with the next numbers."),
    ON_TARGET("Nothing is missing, so nothing is done; it is looked at again."),
    RESTING("We changed something lately and wait to see what it does; then it is looked at again."),
    UNPLACED("An order waits for its approval, or is just being placed: decide it, and the next one can come."),
    PROVIDER_AWAY(
            "The ads account or the sheet of comments cannot be read right now: it is tried again, and whoever runs Ratio Fixer sees why on the Health page."),
    UNCHANGEABLE("This ads budget cannot be changed from here: the detail says what to mend in Google Ads."),
    PAID_VIEWERS_UNKNOWN(
            "We cannot tell yet whether your ads reach the right people: it is looked at again when they have been seen more."),
    TRIAL_RUNNING(
            "A trial of the ads budget is running to find out whether your ads help: nothing else is changed until it has ended."),
    ADS_PAUSED(
            "The ads are paused, and a paused campaign is not raised: enable it in Google Ads if it is to be raised."),
    CHANGED_BY_OTHERS("Somebody else changed the budget; nothing is ordered until a person lets this campaign go on."),
    LIMITS("The spending limits leave no room: raise them, or wait until the day or a running order has ended."),
    SPENDING_OFF(
            "Spending is switched off, so nothing that costs is ordered: an admin can switch it on, on the page Spending."),
    GOING_BACK("The raised budget goes back to your own at the end of its term; then it is looked at again."),
    AT_LOWEST("The budget is at its lowest already: look at whom the ads reach, or lower the service's lowest budget."),
    COMMENTS_OFF("Comments are off on the video: switch them on in YouTube Studio if comments are wanted."),
    OTHER_CHANNEL("The video is on a channel that we may not comment for: choose the service of its channel, or none."),
    UNUSUAL_NUMBERS(
            "The numbers jumped in a way nobody can explain; nothing is spent until a person has looked and completed the task."),
    PEOPLE_ASKED("People were asked to help, and we wait for them: complete the task when it is done."),
    NO_TEAM(
            "Nothing that we can do ourselves helps, and no team is set up to ask: whoever runs Ratio Fixer can add a service for tasks."),
    NOT_ALLOWED(
            "An order would be right, but the limits, the consent or another order do not allow it now: the detail says which, and it is looked at again."),
    NOT_STARTED("This campaign was never started: start it if it is to run."),
    SCHEDULED("This campaign has not begun yet; it begins at the time that it was given."),
    ENDED("This campaign is over and nothing is ordered any more: start a new one to go on."),
    PAUSED(
            "This campaign is paused and nothing is ordered meanwhile: resume it if a person paused it; else it goes on by itself."),
    VIDEO_AWAY("The video cannot be seen on YouTube, so nothing is ordered until it is back."),
    YOUTUBE_AWAY(
            "YouTube does not tell us the video's numbers right now, and we do not act on old ones: it is asked again by itself."),
    FIRST_READING("The video's first numbers are not here yet: it is looked at again when they come."),
    VIEWS_HIDDEN(
            "YouTube shows no view count for this video, so we cannot say what it should have until there is one."),
    NOT_OUT(
            "The video has not come out yet, or is still streaming; nothing is ordered until it can be watched in full."),
    NOT_AUTHORIZED("The channel's owner has not allowed us to judge its videos yet: ask the owner to give access."),
    WAITING_FOR_HISTORY(
            "We are still reading the channel's earlier videos to learn what is normal for it; then it is looked at again."),
    HISTORY_AWAY(
            "The channel's earlier videos cannot be read, and nothing is ordered on a guess: it is tried again by itself."),
    MODEL_AWAY("What a video like this should have cannot be worked out right now: it is tried again by itself."),
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
