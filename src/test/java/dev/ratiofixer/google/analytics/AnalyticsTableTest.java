package dev.ratiofixer.google.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratiofixer.google.analytics.AnalyticsQuery.AnalyticsReport;
import dev.ratiofixer.google.analytics.AnalyticsTable.AnalyticsRow;
import dev.ratiofixer.provider.ProviderHttpClient.ProviderJson;
import dev.ratiofixer.video.VideoId;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnalyticsTableTest {
    private static final VideoId VIDEO = new VideoId("aaaaaaaaaaa");
    private static final VideoId OTHER = new VideoId("ccccccccccc");
    private static final AnalyticsQuery QUERY = new AnalyticsQuery(
            AnalyticsReport.VIDEO_DAYS,
            "UCone",
            LocalDate.parse("2026-11-01"),
            LocalDate.parse("2026-11-14"),
            List.of(VIDEO, OTHER));

    private static AnalyticsTable read(String headers, String rows) {
        return AnalyticsTable.read(ProviderJson.read("{\"columnHeaders\":[" + headers + "]" + rows + "}"), QUERY);
    }

    private static String header(String... names) {
        return "{\"name\":\"" + String.join("\"},{\"name\":\"", names) + "\"}";
    }

    @Test
    void columns_are_found_by_name_and_numbers_are_read_however_they_are_written() {
        AnalyticsTable table = read(
                header("views", "day", "averageViewPercentage", "video", "likes"),
                ",\"rows\":[[-100,\"2026-11-02\",47.31,\"aaaaaaaaaaa\",3.0],[7.0,\"2026-11-03\",51,\"aaaaaaaaaaa\",null]]");

        AnalyticsRow first = table.rows().getFirst();
        assertThat(first.count("views")).isEqualTo(-100);
        assertThat(first.count("likes")).isEqualTo(3);
        assertThat(first.number("averageViewPercentage")).isEqualTo(47.31);
        assertThat(table.rows().get(1).count("likes")).isNull();
        assertThat(table.rows().get(1).count("engagedViews")).isNull();
    }

    @Test
    void an_answer_without_rows_is_one() {
        assertThat(read(header("video", "day", "views"), "").rows()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"aaaaaaaaaaa\",\"2026-11-02\"]",
                "[\"bbbbbbbbbbb\",\"2026-11-02\",1]",
                "[\"aaaaaaaaaaa\",\"2026-10-31\",1]",
                "[\"aaaaaaaaaaa\",\"2026-11-15\",1]",
                "[\"aaaaaaaaaaa\",\"2026-11\",1]",
                "[\"aaaaaaaaaaa\",\"2026-11-02\",\"1\"]",
                "[\"aaaaaaaaaaa\",\"2026-11-02\",1e300]",
                "[\"aaaaaaaaaaa\",\"2026-11-02\",1],[\"aaaaaaaaaaa\",\"2026-11-02\",2]"
            })
    void what_was_not_asked_for_or_makes_no_sense_is_no_answer(String rows) {
        assertThatThrownBy(() -> read(header("video", "day", "views"), ",\"rows\":[" + rows + "]"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_dimension_that_is_missing_is_no_answer() {
        assertThatThrownBy(() -> read(header("day", "views"), "")).hasMessageContaining("video");
    }

    /** No table of YouTube's has the dimension for a single id. */
    @Test
    void the_rows_of_a_single_video_name_none() {
        AnalyticsQuery one =
                new AnalyticsQuery(AnalyticsReport.SOURCE_DAYS, "UCone", QUERY.start(), QUERY.end(), List.of(VIDEO));
        assertThat(one.pathAndQuery()).contains("&dimensions=day,insightTrafficSourceType&");

        AnalyticsTable table = AnalyticsTable.read(
                ProviderJson.read("{\"columnHeaders\":[" + header("day", "insightTrafficSourceType", "views")
                        + "],\"rows\":[[\"2026-11-02\",\"A_NEW_WORD\",4]]}"),
                one);
        assertThat(table.rows().getFirst().video()).isEqualTo(VIDEO.value());
        assertThat(table.rows().getFirst().source()).isEqualTo("A_NEW_WORD");
    }

    @Test
    void a_query_names_what_it_wants_and_nothing_empty() {
        assertThat(QUERY.pathAndQuery())
                .isEqualTo("/v2/reports?ids=channel==UCone&startDate=2026-11-01&endDate=2026-11-14"
                        + "&metrics=engagedViews,views,likes,dislikes,comments,shares,subscribersGained,averageViewPercentage"
                        + "&dimensions=video,day&maxResults=10000&filters=video==aaaaaaaaaaa,ccccccccccc");
        assertThatThrownBy(() ->
                        new AnalyticsQuery(AnalyticsReport.VIDEO_DAYS, "UCone", QUERY.start(), QUERY.end(), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AnalyticsQuery(
                        AnalyticsReport.VIDEO_DAYS, "UCone", QUERY.end(), QUERY.start(), List.of(VIDEO)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
