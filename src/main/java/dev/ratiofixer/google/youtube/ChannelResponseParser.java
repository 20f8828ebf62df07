package dev.ratiofixer.google.youtube;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratiofixer.google.youtube.YouTubeApi.UploadsPage;
import dev.ratiofixer.google.youtube.YouTubeApi.UploadsPage.ListedUpload;
import dev.ratiofixer.provider.ProviderFailure.ProviderException;
import dev.ratiofixer.video.VideoId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the answers of {@code channels.list} and {@code playlistItems.list}; items that make no sense are left out. */
final class ChannelResponseParser {
    private ChannelResponseParser() {}

    /** @throws ProviderException if the answer as a whole makes no sense */
    static Map<String, String> uploadPlaylists(JsonNode answer) {
        Map<String, String> playlists = new HashMap<>();
        for (JsonNode item : JsonResponseParser.items(answer)) {
            String uploads = item.path("contentDetails")
                    .path("relatedPlaylists")
                    .path("uploads")
                    .asText();
            if (!uploads.isEmpty()) {
                playlists.put(item.path("id").asText(), uploads);
            }
        }
        return playlists;
    }

    /** @throws ProviderException if the answer as a whole makes no sense */
    static UploadsPage uploads(JsonNode answer) {
        List<ListedUpload> uploads = new ArrayList<>();
        for (JsonNode item : JsonResponseParser.items(answer)) {
            JsonNode content = item.path("contentDetails");
            VideoId.parse(content.path("videoId").asText())
                    .flatMap(id -> JsonResponseParser.instant(content.path("videoPublishedAt"))
                            .map(published -> new ListedUpload(id, published)))
                    .ifPresent(uploads::add);
        }
        JsonNode next = answer.path("nextPageToken");
        return new UploadsPage(uploads, next.isTextual() ? next.asText() : null);
    }
}
