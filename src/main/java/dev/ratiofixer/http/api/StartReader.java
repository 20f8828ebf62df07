package dev.ratiofixer.http.api;

import dev.ratiofixer.campaign.CampaignTerms;
import dev.ratiofixer.campaign.CompleteWhen;
import dev.ratiofixer.campaign.FormChoice;
import dev.ratiofixer.campaign.StartCampaign;
import dev.ratiofixer.http.problem.ValidationErrors;
import dev.ratiofixer.smm.Consent;
import dev.ratiofixer.smm.OrderMode;
import dev.ratiofixer.smm.SpendLimits;
import dev.ratiofixer.video.VideoId;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of a start that has the contract's shape, and finds everything that a shape cannot say. All faults
 * come in one {@link dev.ratiofixer.http.problem.ProblemException}.
 */
final class StartReader {
    private static final String WANTED_VIDEO =
            "not a YouTube video: give an address such as https://www.youtube.com/watch?v=dQw4w9WgXcQ, or its 11 characters";
    /** An address, or a bare id; whether it is Google's, the module that reads it says. */
    private static final Pattern SHEET =
            Pattern.compile("(?:(?i:https?:)?//)?[^\\s/]+\\.[^\\s/]+/\\S*|[A-Za-z0-9_-]{25,100}");

    private static final String WANTED_SHEET = "give the sheet's address, https://docs.google.com/spreadsheets/d/…";

    private final InstantSource clock;
    private final LimitsReader limits;

    /** @param currency of limits that name none */
    StartReader(InstantSource clock, Supplier<String> currency) {
        this.clock = clock;
        this.limits = new LimitsReader(currency);
    }

    StartCampaign read(JsonObject body, String actor, @Nullable String idempotencyKey) {
        ValidationErrors faults = new ValidationErrors();
        Optional<VideoId> video = video(body, faults);
        OrderMode mode = OrderMode.valueOf(choice(body, "mode", "propose"));
        Consent consent = consent(body.getJsonObject("consent"), mode, faults);
        SpendLimits spend = limits.read(body, mode, faults);
        CompleteWhen complete = completeWhen(body.getJsonObject("complete_when"), faults);
        CampaignTerms terms = new CampaignTerms(
                name(body, faults),
                sheet(body, faults),
                text(body, "sheet_tier"),
                text(body, "like_server"),
                text(body, "comment_server"),
                mode,
                spend,
                complete,
                consent);
        faults.throwIfAny();
        return new StartCampaign(
                video.orElseThrow(), FormChoice.valueOf(choice(body, "form", "auto")), terms, actor, idempotencyKey);
    }

    /** The field in which a body names its video. */
    static String videoField(JsonObject body) {
        return body.getString("video_url") != null ? "video_url" : "video_id";
    }

    private static Optional<VideoId> video(JsonObject body, ValidationErrors faults) {
        Optional<VideoId> byUrl = video(body, "video_url", faults);
        Optional<VideoId> byId = video(body, "video_id", faults);
        if (body.getString("video_url") == null && body.getString("video_id") == null) {
            faults.add("video_url", "is missing: give video_url or video_id");
        }
        if (byUrl.isPresent() && byId.isPresent() && !byUrl.equals(byId)) {
            faults.add("video_id", "names another video than video_url: give one of them");
        }
        return byUrl.or(() -> byId);
    }

    private static Optional<VideoId> video(JsonObject body, String field, ValidationErrors faults) {
        return faults.read(
                field,
                body.getString(field),
                WANTED_VIDEO,
                given -> VideoId.parse(given).orElseThrow());
    }

    private static String name(JsonObject body, ValidationErrors faults) {
        String name = body.getString("campaign_name").strip();
        if (name.isEmpty()) {
            faults.add("campaign_name", "must not be blank");
        }
        return name;
    }

    private static @Nullable String sheet(JsonObject body, ValidationErrors faults) {
        String sheet = text(body, "comments_sheet_url");
        if (sheet != null && !SHEET.matcher(sheet).matches()) {
            faults.add("comments_sheet_url", WANTED_SHEET);
        }
        return sheet;
    }

    private @Nullable Consent consent(@Nullable JsonObject given, OrderMode mode, ValidationErrors faults) {
        if (given == null) {
            if (mode == OrderMode.AUTO) {
                faults.add(
                        "consent", "mode auto needs the owner's recorded consent: granted_by, granted_at, expires_at");
            }
            return null;
        }
        Instant from = instant(given, "consent", "granted_at", faults);
        Instant to = instant(given, "consent", "expires_at", faults);
        if (from == null || to == null) {
            return null;
        }
        Consent consent = new Consent(given.getString("granted_by").strip(), from, to);
        if (consent.grantedBy().isEmpty()) {
            faults.add("consent.granted_by", "must not be blank");
        }
        if (mode == OrderMode.AUTO && !consent.covers(clock.instant())) {
            faults.add("consent", "does not cover the present: it is " + clock.instant());
        }
        return consent;
    }

    private CompleteWhen completeWhen(@Nullable JsonObject given, ValidationErrors faults) {
        if (given == null) {
            return CompleteWhen.NEVER;
        }
        Duration healthy = faults.read(
                        "complete_when.healthy_for",
                        given.getString("healthy_for"),
                        "give an ISO 8601 duration over zero, such as P3D",
                        StartReader::positive)
                .orElse(null);
        Instant until = instant(given, "complete_when", "until", faults);
        if (until != null && !until.isAfter(clock.instant())) {
            faults.add("complete_when.until", "lies in the past: it is " + clock.instant());
        }
        return new CompleteWhen(given.getLong("views"), healthy, until);
    }

    private static Duration positive(String text) {
        Duration duration = Duration.parse(text);
        if (duration.isNegative() || duration.isZero() || duration.toDays() > 3660) {
            throw new IllegalArgumentException("not over zero");
        }
        return duration;
    }

    private static @Nullable Instant instant(JsonObject given, String group, String field, ValidationErrors faults) {
        return faults.read(
                        group + "." + field,
                        given.getString(field),
                        "give an ISO 8601 instant, such as 2026-11-01T00:00:00Z",
                        Instants::parse)
                .orElse(null);
    }

    private static @Nullable String text(JsonObject body, String field) {
        Object value = body.getValue(field);
        String text = value == null ? "" : Objects.toString(value).strip();
        return text.isEmpty() ? null : text;
    }

    private static String choice(JsonObject body, String field, String otherwise) {
        return Optional.ofNullable(body.getString(field)).orElse(otherwise).toUpperCase(Locale.ROOT);
    }
}
