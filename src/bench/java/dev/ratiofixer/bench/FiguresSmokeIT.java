package dev.ratiofixer.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.app.EngineUnderLoad;
import dev.ratiofixer.model.training.TreesFigure;
import dev.ratiofixer.store.campaign.StoreBench;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every figure runs and prints what it promises, in its smallest form; how fast is not looked at. */
class FiguresSmokeIT {
    private final PrintStream console = System.out;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeEach
    void listen() {
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restore() {
        System.setOut(console);
    }

    @Test
    void aDecision() throws Exception {
        DecideFigure.run(new String[] {"20", "1", "0"});

        assertThat(lines("decide")).singleElement().asString().contains("tick_ns", "sample_bytes", "expectation_bytes");
    }

    @Test
    void anExpectation() {
        ExpectationFigure.run(new String[] {"1", "3"});

        assertThat(lines("expectation"))
                .singleElement()
                .asString()
                .contains("us_a_row_at_1_median", "us_a_row_at_64_median", "us_a_row_at_256_best");
    }

    @Test
    void theCountingChange() throws Exception {
        CountingFigure.run(new String[] {"1", "0", "shipped"});
        assertThat(lines("counting"))
                .hasSize(12)
                .allSatisfy(line -> assertThat(line).contains("of_today", "of_nothing", "inside"));
    }

    @Test
    void trees() throws Exception {
        TreesFigure.run(new String[] {"0", "2", "3000"});

        assertThat(lines("trees"))
                .hasSize(4)
                .allMatch(line -> line.contains("\"network_loss\":0.0") && line.contains("\"trees_loss\":0."));
    }

    @Test
    void samples() throws Exception {
        StoreBench.run(new String[] {"100", "2000"});

        assertThat(lines("samples")).singleElement().asString().contains("ticks_per_second", "samples_per_second");
    }

    @Test
    void orders() throws Exception {
        OrdersFigure.run(new String[] {System.getProperty("java.class.path", ""), "1", "20"});

        assertThat(lines("orders")).singleElement().asString().contains("orders_per_second", "\"repeated_tasks\":0");
    }

    @Test
    void theWholeEngine() throws Exception {
        try (Stage stage = new Stage(100, Duration.ofSeconds(36))) {
            CampaignsFigure.run(stage, 0, 20, 1, 0);
            StartsFigure.run(stage, 3, 20, 2);
            StatusFigure.run(stage, 20, 4, 1, 50);
            StreamsFigure.run(stage, 10, 5, 1);
            String here = "http://127.0.0.1:" + stage.engine().port();
            LoadFigure.run(new String[] {here, "5", "1"}, EngineUnderLoad.KEY);
            CompetitorsFigure.run(stage, 5, 1, 0);
            HeapFigure.run(stage.sandbox(), 50);
        }

        assertThat(lines("campaigns")).singleElement().asString().contains("late_p99_ms", "cpu_ms_a_tick");
        assertThat(lines("starts")).singleElement().asString().contains("start_p99_ms", "bulk_starts_per_second");
        assertThat(lines("status")).singleElement().asString().contains("ratio");
        assertThat(lines("heap")).singleElement().asString().contains("bytes_a_campaign");
        assertThat(lines("stream-cpu")).singleElement().asString().contains("cores_of_streams");
        assertThat(lines("load"))
                .hasSize(5)
                .allSatisfy(line -> assertThat(line).contains("\"answered\":5", "\"failed\":0", "p99_ms"));
        for (String design : List.of("platform_threads", "virtual_threads", "db_scheduler")) {
            assertThat(lines(design)).singleElement().asString().contains("late_p99_ms", "postgres_cpu_ms_a_tick");
        }
    }

    private List<String> lines(String figure) {
        return printed.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("{\"figure\":\"" + figure + "\""))
                .toList();
    }
}
