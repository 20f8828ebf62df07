package dev.ratiofixer.smm.simulation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws the picture of docs/control.md. */
final class ControlChart {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 420;
    private static final double LOOKS_A_DAY = 4;

    private ControlChart() {}

    private static Map<String, Function<Run, SimulationOutcome>> hands() {
        Map<String, Function<Run, SimulationOutcome>> hands = new LinkedHashMap<>();
        hands.put("nobody acts", Run::nobody);
        hands.put("the policy", Run::policy);
        hands.put("one who knows the truth", Run::knowing);
        return hands;
    }

    static void draw(List<Run> runs, Path file) throws IOException {
        List<Run> fallShort =
                runs.stream().filter(run -> run.scenario().fallsShort()).toList();
        @SuppressWarnings("rawtypes") // The library's own parameter is raw.
        List<Chart> charts = List.of(bands(fallShort), days(fallShort));
        BitmapEncoder.saveBitmap(charts, 1, 2, file.toString(), BitmapFormat.PNG);
    }

    private static CategoryChart bands(List<Run> runs) {
        CategoryChart chart = new CategoryChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title("Shortfall over eight weeks")
                .xAxisTitle("paid viewers like so many times as often as the target asks")
                .yAxisTitle("missing likes / target, mean")
                .build();
        chart.getStyler().setLegendPosition(LegendPosition.InsideNE);
        List<String> names =
                ControlFigures.BANDS.stream().map(ControlFigures.Band::name).toList();
        hands().forEach((name, hand) -> {
            List<Double> means = ControlFigures.BANDS.stream()
                    .map(band -> Run.shortfall(runs.stream().filter(band::holds).toList(), hand))
                    .toList();
            chart.addSeries(name, names, means);
        });
        return chart;
    }

    private static XYChart days(List<Run> runs) {
        List<Run> good =
                runs.stream().filter(run -> run.scenario().multiple() >= 1.3).toList();
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title("Where paid viewers like 1.3 times as often or more")
                .xAxisTitle("day")
                .yAxisTitle("missing likes / target, mean")
                .build();
        chart.getStyler().setLegendPosition(LegendPosition.InsideNE);
        hands().forEach((name, hand) -> {
            List<Double> days = new ArrayList<>();
            List<Double> means = new ArrayList<>();
            int looks = hand.apply(good.getFirst()).missing().size();
            for (int look = 0; look < looks; look++) {
                int at = look;
                days.add(look / LOOKS_A_DAY);
                means.add(good.stream()
                        .mapToDouble(run -> hand.apply(run).missing().get(at))
                        .average()
                        .orElse(0));
            }
            chart.addSeries(name, days, means).setMarker(SeriesMarkers.NONE);
        });
        return chart;
    }
}
