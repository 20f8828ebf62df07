package dev.ratiofixer.http.api;

import dev.ratiofixer.campaign.CampaignTerms;
import dev.ratiofixer.campaign.CampaignTerms.CompleteWhen;
import dev.ratiofixer.campaign.CampaignTerms.Labels;
import dev.ratiofixer.campaign.SupervisorRequest.FormChoice;
import dev.ratiofixer.campaign.SupervisorRequest.StartCampaign;
import dev.ratiofixer.http.problem.FieldError;
import dev.ratiofixer.http.problem.ValidationErrors;
import dev.ratiofixer.smm.api.Consent;
import dev.ratiofixer.smm.api.OrderMode;
import dev.ratiofixer.smm.api.SpendLimits;
import dev.ratiofixer.video.VideoId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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

    private static final Duration FURTHEST_START = Duration.ofDays(366);
    private static final String WANTED_SHEET = "give the sheet's address, https://docs.google.com/spreadsheets/d/…";

    private final InstantSource clock;
    private final LimitsReader limits;

    /** @param currency of limits that name none */
    StartReader(InstantSource clock, Supplier<String> currency) {
        this.clock = clock;
        this.limits = new LimitsReader(currency);
    }

    /**
     * A start that need not be whole.
     *
     * @param faults what is wrong with what was given; what was left out is none
     */
    record Sketch(@Nullable VideoId video, CampaignTerms terms, List<FieldError> faults) {}

    /** Reads as much of a body as there is. */
    Sketch sketch(JsonObject body) {
        ValidationErrors errors = new ValidationErrors();
        JsonObject named = body.getString("campaign_name") == null ? body.copy().put("campaign_name", "") : body;
        Optional<VideoId> video = video(named, errors);
        CampaignTerms terms = terms(named, errors);
        List<FieldError> faults = errors.found().stream()
                .filter(fault -> isGiven(body, fault.field()))
                .toList();
        return new Sketch(video.orElse(null), terms, faults);
    }

    /** Reads a whole body, and names all of its faults instead of ending at them. */
    Sketch whole(JsonObject body) {
        ValidationErrors errors = new ValidationErrors();
        Optional<VideoId> video = video(body, errors);
        CampaignTerms terms = terms(body, errors);
        startAt(body, errors);
        return new Sketch(video.orElse(null), terms, errors.found());
    }

    /** A currency that is missing beside its limits is a fault of them. */
    private static boolean isGiven(JsonObject body, String field) {
        if (field.equals("currency")) {
            return true;
        }
        int dot = field.indexOf('.');
        return dot < 0
                ? body.getValue(field) != null
                : body.getValue(field.substring(0, dot)) instanceof JsonObject group
                        && group.getValue(field.substring(dot + 1)) != null;
    }

    /** Reads the whole body of a start that an edited campaign would have by now. */
    CampaignTerms readWhole(JsonObject body) {
        ValidationErrors errors = new ValidationErrors();
        CampaignTerms terms = terms(body, errors);
        errors.throwIfAny();
        return terms;
    }

    /** Reads when a campaign is to start, {@code null} for now or for what it was before. */
    @Nullable
    Instant startAt(JsonObject body, ValidationErrors errors) {
        Instant at = errors.read(
                        "start_at",
                        body.getString("start_at"),
                        "give an ISO 8601 instant, such as 2026-12-24T18:00:00Z",
                        Instants::parse)
                .orElse(null);
        if (at != null && !at.isAfter(clock.instant())) {
            errors.add("start_at", "lies in the past: it is " + clock.instant() + "; leave it out to start now");
        }
        if (at != null && at.isAfter(clock.instant().plus(FURTHEST_START))) {
            errors.add("start_at", "lies more than a year ahead");
        }
        return at;
    }

    /** Reads whose a campaign is, and how people find it. */
    static Labels labels(JsonObject body, ValidationErrors errors) {
        Set<String> tags = new LinkedHashSet<>();
        for (Object tag : Objects.requireNonNullElseGet(body.getJsonArray("tags"), JsonArray::new)) {
            String text = tag.toString().strip();
            if (text.isEmpty()) {
                errors.add("tags", "must not hold a blank one");
            } else {
                tags.add(text);
            }
        }
        return new Labels(text(body, "client"), text(body, "artist"), List.copyOf(tags));
    }

    StartCampaign read(JsonObject body, String actor, @Nullable String idempotencyKey) {
        ValidationErrors errors = new ValidationErrors();
        Optional<VideoId> video = video(body, errors);
        CampaignTerms terms = terms(body, errors);
        Instant startAt = startAt(body, errors);
        errors.throwIfAny();
        return new StartCampaign(
                video.orElseThrow(),
                FormChoice.valueOf(choice(body, "form", "auto")),
                terms,
                actor,
                idempotencyKey,
                startAt);
    }

    /** When the campaign starts, as far as that can be read: what is asked of the present is asked of then. */
    private Instant start(JsonObject body) {
        try {
            String at = body.getString("start_at");
            return at == null ? clock.instant() : Instants.parse(at);
        } catch (DateTimeException unreadable) {
            return clock.instant();
        }
    }

    private CampaignTerms terms(JsonObject body, ValidationErrors errors) {
        Instant start = start(body);
        OrderMode mode = OrderMode.valueOf(choice(body, "mode", "propose"));
        Consent consent = consent(body.getJsonObject("consent"), mode, start, errors);
        SpendLimits spend = limits.read(body, mode, errors);
        CompleteWhen complete = completeWhen(body.getJsonObject("complete_when"), start, errors);
        return new CampaignTerms(
                name(body, errors),
                sheet(body, errors),
                text(body, "sheet_tier"),
                text(body, "like_server"),
                text(body, "comment_server"),
                mode,
                spend,
                complete,
                consent,
                labels(body, errors));
    }

    /** The field in which a body names its video. */
    static String videoField(JsonObject body) {
        return body.getString("video_url") != null ? "video_url" : "video_id";
    }

    private static Optional<VideoId> video(JsonObject body, ValidationErrors errors) {
        Optional<VideoId> byUrl = video(body, "video_url", errors);
        Optional<VideoId> byId = video(body, "video_id", errors);
        if (body.getString("video_url") == null && body.getString("video_id") == null) {
            errors.add("video_url", "is missing: give video_url or video_id");
        }
        if (byUrl.isPresent() && byId.isPresent() && !byUrl.equals(byId)) {
            errors.add("video_id", "names another video than video_url: give one of them");
        }
        return byUrl.or(() -> byId);
    }

    private static Optional<VideoId> video(JsonObject body, String field, ValidationErrors errors) {
        return errors.read(
                field,
                body.getString(field),
                WANTED_VIDEO,
                requested -> VideoId.parse(requested).orElseThrow());
    }

    private static String name(JsonObject body, ValidationErrors errors) {
        String name = body.getString("campaign_name").strip();
        if (name.isEmpty()) {
            errors.add("campaign_name", "must not be blank");
        }
        return name;
    }

    private static @Nullable String sheet(JsonObject body, ValidationErrors errors) {
        String sheet = text(body, "comments_sheet_url");
        if (sheet != null && !SHEET.matcher(sheet).matches()) {
            errors.add("comments_sheet_url", WANTED_SHEET);
        }
        return sheet;
    }

    private static @Nullable Consent consent(
            @Nullable JsonObject requested, OrderMode mode, Instant start, ValidationErrors errors) {
        if (requested == null) {
            if (mode == OrderMode.AUTO) {
                errors.add(
                        "consent", "mode auto needs the owner's recorded consent: granted_by, granted_at, expires_at");
            }
            return null;
        }
        Instant from = instant(requested, "consent", "granted_at", errors);
        Instant to = instant(requested, "consent", "expires_at", errors);
        if (from == null || to == null) {
            return null;
        }
        Consent consent =
                new Consent(requested.getString("granted_by").strip(), from, to, requested.getBoolean("trials", false));
        if (consent.grantedBy().isEmpty()) {
            errors.add("consent.granted_by", "must not be blank");
        }
        if (mode == OrderMode.AUTO && !consent.covers(start)) {
            errors.add("consent", "does not cover the start: that is " + start);
        }
        return consent;
    }

    private static CompleteWhen completeWhen(@Nullable JsonObject requested, Instant start, ValidationErrors errors) {
        if (requested == null) {
            return CompleteWhen.NEVER;
        }
        Duration healthy = errors.read(
                        "complete_when.healthy_for",
                        requested.getString("healthy_for"),
                        "give an ISO 8601 duration over zero, such as P3D",
                        StartReader::positive)
                .orElse(null);
        Instant until = instant(requested, "complete_when", "until", errors);
        if (until != null && !until.isAfter(start)) {
            errors.add("complete_when.until", "lies before the start: that is " + start);
        }
        return new CompleteWhen(requested.getLong("views"), healthy, until);
    }

    private static Duration positive(String text) {
        Duration duration = Duration.parse(text);
        if (duration.isNegative() || duration.isZero() || duration.toDays() > 3660) {
            throw new IllegalArgumentException("not over zero");
        }
        return duration;
    }

    private static @Nullable Instant instant(
            JsonObject requested, String group, String field, ValidationErrors errors) {
        return errors.read(
                        group + "." + field,
                        requested.getString(field),
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
