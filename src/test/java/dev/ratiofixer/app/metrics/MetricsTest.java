package dev.ratiofixer.app.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.app.health.ComponentHealth;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.EngineLimits;
import dev.ratiofixer.smm.order.OrderFigures;
import io.micrometer.core.instrument.Counter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names and labels of meters. */
class MetricsTest {
    @ParameterizedTest
    @CsvSource({
        "/api/ratio-fixer/>/api/ratio-fixer/>/api/ratio-fixer/campaigns/:id, /api/ratio-fixer/campaigns/:id",
        "/eventbus/>/>/info, /eventbus/info",
        "/api/ratio-fixer/>/api/ratio-fixer/, /api/ratio-fixer/",
        "/healthz, /healthz",
        "/, /",
        "'', none"
    })
    void aRouteIsOnePath(String passed, String route) {
        assertThat(MeterNames.route(passed)).isEqualTo(route);
    }

    @Test
    void noNameOffendsAgainstPrometheusRules() {
        try (Metrics metrics = new Metrics()) {
            Counter.builder("http.requests")
                    .tag("route", "/a/>/b")
                    .register(metrics.registry())
                    .increment();
            String text = metrics.scrape();

            assertThat(text)
                    .contains("http_requests_total{route=\"/a/b\"} 1.0", "system_cpus ")
                    .doesNotContain("process_cpu_time", "system_cpu_count");
            assertThat(names(text, "counter")).allMatch(name -> name.endsWith("_total"));
            assertThat(names(text, "gauge")).noneMatch(name -> name.matches(".*_(count|sum|bucket|total)"));
        }
    }

    private static List<String> names(String text, String type) {
        return text.lines()
                .filter(line -> line.startsWith("# TYPE ") && line.endsWith(" " + type))
                .map(line -> line.split(" ", -1)[2])
                .toList();
    }

    @Test
    void theHeapIsTheWholeWhateverTheCollector() {
        try (Metrics metrics = new Metrics()) {
            double most = metrics.registry().get("jvm.heap.max").gauge().value();

            assertThat(most).isEqualTo((double) Runtime.getRuntime().maxMemory());
            assertThat(metrics.registry().get("jvm.heap.used").gauge().value()).isBetween(1.0, most);
        }
    }

    @Test
    void partsAndLimitsFollowWhatIsKnownLast() {
        try (Metrics metrics = new Metrics()) {
            EngineMetrics engine = new EngineMetrics(metrics.registry());
            engine.health(Map.of("database", HealthMetricsBinder.value(ComponentHealth.HealthLevel.DEGRADED)));
            engine.limitsLeft(Map.of("USD", 12_500_000L));
            engine.limitsLeft(Map.of("EUR", 1_000_000L));

            assertThat(metrics.scrape())
                    .contains(
                            "ratio_fixer_health{part=\"database\"} 0.5",
                            "ratio_fixer_limits_left{currency=\"EUR\"} 1.0")
                    .doesNotContain("USD");
        }
    }

    @Test
    void whatIsLeftOfALimitIsNeverNegativeAndNothingWithoutOne() {
        Money day = Money.parse("100.00", "USD");
        EngineLimits limits = new EngineLimits(Money.parse("20.00", "USD"), day, true);

        assertThat(OrderMetricsBinder.left(limits, held(Map.of("USD", 30_000_000L, "EUR", 5L))))
                .containsExactly(Map.entry("USD", 70_000_000L));
        assertThat(OrderMetricsBinder.left(limits, held(Map.of("USD", 130_000_000L))))
                .containsExactly(Map.entry("USD", 0L));
        assertThat(OrderMetricsBinder.left(EngineLimits.NONE, held(Map.of("USD", 1L))))
                .isEmpty();
    }

    private static OrderFigures held(Map<String, Long> held) {
        return new OrderFigures(0, 0, held);
    }
}
