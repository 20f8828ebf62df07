package dev.ratiofixer.sandbox.youtube;

import dev.ratiofixer.sandbox.wire.SandboxGoogleError;
import dev.ratiofixer.sandbox.wire.SandboxGoogleError.RefusedException;

/** The refusals of the YouTube Data API, with its words. */
public final class YouTubeError {
    private static final String PARAMETER = "youtube.parameter";

    private YouTubeError() {}

    /** The day's quota is used up. */
    public static RefusedException quotaExceeded() {
        return new RefusedException(SandboxGoogleError.reasoned(
                403,
                "PERMISSION_DENIED",
                "The request cannot be completed because you have exceeded your"
                        + " <a href=\"/youtube/v3/getting-started#quota\">quota</a>.",
                "youtube.quota",
                "quotaExceeded"));
    }

    static RefusedException required(String parameter) {
        return new RefusedException(SandboxGoogleError.located(
                400, "Required parameter: " + parameter, "global", "required", parameter, "parameter"));
    }

    static RefusedException unknownPart(String part) {
        return new RefusedException(
                SandboxGoogleError.located(400, "'" + part + "'", "youtube.part", "unknownPart", "part", "parameter"));
    }

    static RefusedException unknownParameter(String name) {
        String message = "Invalid JSON payload received. Unknown name \"" + name
                + "\": Cannot bind query parameter. Field '" + name + "' could not be found in request message.";
        return new RefusedException(
                SandboxGoogleError.reasoned(400, "INVALID_ARGUMENT", message, "global", "badRequest"));
    }

    static RefusedException noFilter(String expected) {
        return new RefusedException(SandboxGoogleError.located(
                400,
                "No filter selected. Expected one of: " + expected,
                PARAMETER,
                "missingRequiredParameter",
                "parameters.",
                "other"));
    }

    static RefusedException invalidFilters(String message) {
        return new RefusedException(
                SandboxGoogleError.located(400, message, PARAMETER, "invalidFilters", "parameters.", "other"));
    }

    static RefusedException invalidValue(String parameter, String message) {
        return new RefusedException(
                SandboxGoogleError.located(400, message, PARAMETER, "invalidValue", parameter, "parameter"));
    }

    static RefusedException invalidPageToken() {
        return new RefusedException(SandboxGoogleError.located(
                400,
                "The request specifies an invalid page token.",
                PARAMETER,
                "invalidPageToken",
                "pageToken",
                "parameter"));
    }

    static RefusedException ownerOnly() {
        return new RefusedException(SandboxGoogleError.reasoned(
                403,
                "PERMISSION_DENIED",
                "The caller is forbidden from accessing the parts that only the owner may see.",
                "youtube.common",
                "forbidden"));
    }

    static RefusedException loginRequired() {
        return new RefusedException(SandboxGoogleError.located(
                401,
                "API keys are not supported by this API. Expected OAuth2 access token or other authentication"
                        + " credentials that assert a principal.",
                "global",
                "required",
                "Authorization",
                "header"));
    }

    static RefusedException commentsDisabled() {
        return new RefusedException(SandboxGoogleError.located(
                403,
                "The video identified by the <code><a href=\"/youtube/v3/docs/commentThreads/list#videoId\">videoId</a>"
                        + "</code> parameter has disabled comments.",
                "youtube.commentThread",
                "commentsDisabled",
                "videoId",
                "parameter"));
    }

    static RefusedException videoNotFound() {
        return new RefusedException(SandboxGoogleError.located(
                404,
                "The video identified by the <code><a href=\"/youtube/v3/docs/commentThreads/list#videoId\">videoId</a>"
                        + "</code> parameter could not be found.",
                "youtube.commentThread",
                "videoNotFound",
                "videoId",
                "parameter"));
    }

    static RefusedException playlistNotFound() {
        return new RefusedException(SandboxGoogleError.located(
                404,
                "The playlist identified with the request's <code>playlistId</code> parameter cannot be found.",
                "youtube.playlistItem",
                "playlistNotFound",
                "playlistId",
                "parameter"));
    }

    static RefusedException comment(String reason, String message, String location) {
        return new RefusedException(
                SandboxGoogleError.located(400, message, "youtube.commentThread", reason, location, "other"));
    }
}
