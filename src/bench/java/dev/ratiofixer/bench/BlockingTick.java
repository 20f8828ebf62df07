package dev.ratiofixer.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ratiofixer.campaign.CampaignSnapshot;
import dev.ratiofixer.campaign.SteppedCampaign;
import dev.ratiofixer.model.EngagementModel;
import dev.ratiofixer.model.Expectation;
import dev.ratiofixer.model.Features;
import dev.ratiofixer.stats.Quantiles;
import dev.ratiofixer.video.Counters;
import dev.ratiofixer.video.CountingRegime;
import dev.ratiofixer.video.Sample;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import javax.sql.DataSource;

/**
 * One campaign's tick as a program does it that thinks of one campaign at a time: asks for its one video and waits,
 * asks the model for its one row and waits, decides, writes its one sample and its campaign in one transaction and
 * waits. Any thread.
 */
final class BlockingTick {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String APPEND = """
            INSERT INTO youtube_campaign_samples (campaign_id, sampled_at, views, likes, comments, counting_regime, corrected,
                expected_likes_p10, expected_likes_p25, expected_likes_p50, expected_likes_p75, expected_likes_p90,
                expected_comments_p10, expected_comments_p25, expected_comments_p50, expected_comments_p75,
                expected_comments_p90)
            VALUES (?, ?, ?, ?, ?, 'first_frame', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String UPDATE = """
            UPDATE ratio_fixer_campaigns
            SET sampled_at = ?, last_check = ?, views = ?, likes = ?, comments = ?, desired_likes = ?, desired_comments = ?,
                shortfall_likes = ?, shortfall_comments = ?
            WHERE campaign_id = ?
            """;

    private final URI sandbox;
    private final HttpClient http;
    private final EngagementModel model;
    private final DataSource database;

    BlockingTick(URI sandbox, HttpClient http, EngagementModel model, DataSource database) {
        this.sandbox = sandbox;
        this.http = http;
        this.model = model;
        this.database = database;
    }

    void run(String id, SteppedCampaign campaign) throws IOException, InterruptedException, SQLException {
        Sample sample = read(campaign.video().id().value());
        Features features = campaign.sampled(sample).orElseThrow();
        write(id, sample, campaign.expected(sample.at(), expect(features)));
    }

    private Sample read(String video) throws IOException, InterruptedException {
        URI uri = sandbox.resolve("/youtube/v3/videos?part=statistics%2Cstatus&key=sandbox-key&id=" + video);
        HttpResponse<byte[]> answer =
                http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofByteArray());
        JsonNode statistics = JSON.readTree(answer.body()).path("items").path(0).path("statistics");
        if (answer.statusCode() != 200 || statistics.isMissingNode()) {
            throw new IOException("the sandbox answered " + answer.statusCode());
        }
        Counters counters = new Counters(
                statistics.path("viewCount").asLong(),
                statistics.path("likeCount").asLong(),
                statistics.path("commentCount").asLong());
        return new Sample(Instant.now().truncatedTo(ChronoUnit.MICROS), counters, CountingRegime.FIRST_FRAME, false);
    }

    /** The model takes one thread at a time. */
    private Expectation expect(Features features) {
        synchronized (model) {
            return model.expect(List.of(features)).getFirst();
        }
    }

    private void write(String id, Sample sample, CampaignSnapshot snapshot) throws SQLException {
        Expectation expected = java.util.Objects.requireNonNull(snapshot.expectation());
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement append = connection.prepareStatement(APPEND);
                    PreparedStatement update = connection.prepareStatement(UPDATE)) {
                fillSample(append, id, sample, expected);
                append.executeUpdate();
                fillCampaign(update, id, sample, snapshot, expected);
                update.executeUpdate();
            }
            connection.commit();
        }
    }

    private static void fillSample(PreparedStatement append, String id, Sample sample, Expectation expected)
            throws SQLException {
        append.setString(1, id);
        append.setObject(2, sample.at().atOffset(ZoneOffset.UTC));
        append.setObject(3, sample.counters().views());
        append.setObject(4, sample.counters().likes());
        append.setObject(5, sample.counters().comments());
        append.setBoolean(6, sample.corrected());
        fillQuantiles(append, 7, expected.likes());
        fillQuantiles(append, 12, expected.comments());
    }

    private static void fillQuantiles(PreparedStatement append, int from, Quantiles quantiles) throws SQLException {
        append.setFloat(from, (float) quantiles.p10());
        append.setFloat(from + 1, (float) quantiles.p25());
        append.setFloat(from + 2, (float) quantiles.p50());
        append.setFloat(from + 3, (float) quantiles.p75());
        append.setFloat(from + 4, (float) quantiles.p90());
    }

    private static void fillCampaign(
            PreparedStatement update, String id, Sample sample, CampaignSnapshot snapshot, Expectation expected)
            throws SQLException {
        update.setObject(1, sample.at().atOffset(ZoneOffset.UTC));
        update.setObject(2, sample.at().atOffset(ZoneOffset.UTC));
        update.setObject(3, sample.counters().views());
        update.setObject(4, sample.counters().likes());
        update.setObject(5, sample.counters().comments());
        update.setLong(6, Math.round(expected.likes().p50()));
        update.setLong(7, Math.round(expected.comments().p50()));
        update.setLong(8, snapshot.shortfall().likes());
        update.setLong(9, snapshot.shortfall().comments());
        update.setString(10, id);
    }
}
