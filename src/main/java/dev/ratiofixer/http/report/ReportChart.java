package dev.ratiofixer.http.report;

import dev.ratiofixer.campaign.query.ExpectedSample;
import dev.ratiofixer.stats.Quantiles;
import dev.ratiofixer.video.Counters;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/** Draws a counter inside its band as SVG: no script, and it prints sharp. */
final class ReportChart {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 240;
    private static final int LEFT = 64;
    private static final int BOTTOM = 24;
    private static final int TOP = 8;
    private static final int RIGHT = 8;

    private final List<ExpectedSample> samples;
    private final Function<Counters, @Nullable Long> counter;
    private final Function<ExpectedSample, @Nullable Quantiles> band;
    private final Instant first;
    private final double seconds;
    private final double top;

    ReportChart(
            List<ExpectedSample> samples,
            Function<Counters, @Nullable Long> counter,
            Function<ExpectedSample, @Nullable Quantiles> band) {
        this.samples = samples;
        this.counter = counter;
        this.band = band;
        this.first = samples.getFirst().sample().at();
        this.seconds = Math.max(
                1, Duration.between(first, samples.getLast().sample().at()).toSeconds());
        this.top = round(samples.stream()
                .mapToDouble(read -> {
                    Long count = counter.apply(read.sample().counters());
                    Quantiles expected = band.apply(read);
                    return Math.max((double) (count == null ? 0 : count), expected == null ? 0 : expected.p90());
                })
                .max()
                .orElse(1));
    }

    /** Up to the next 1, 2 or 5 with zeros behind it. */
    static double round(double most) {
        double step = Math.pow(10, Math.floor(Math.log10(Math.max(1, most))));
        return Stream.of(1, 2, 5, 10)
                .mapToDouble(times -> times * step)
                .filter(round -> round >= most)
                .findFirst()
                .orElse(10 * step);
    }

    void write(HtmlWriter html, String label) {
        List<String> frame =
                List.of("viewBox", "0 0 " + WIDTH + " " + HEIGHT, "class", "chart", "role", "img", "aria-label", label);
        html.element("svg", frame, () -> {
            for (double part : new double[] {0, 0.5, 1}) {
                double y = y(part * top);
                html.single("line", line(LEFT, y, WIDTH - RIGHT, y));
                html.element(
                        "text",
                        List.of("x", text(LEFT - 6), "y", text(y + 4), "class", "tick end"),
                        ReportWords.count(part * top));
            }
            html.element("text", tick(LEFT, "tick"), ReportWords.day(first));
            html.element(
                    "text",
                    tick(WIDTH - RIGHT, "tick end"),
                    ReportWords.day(samples.getLast().sample().at()));
            area(html, Quantiles::p10, Quantiles::p90, "band");
            area(html, Quantiles::p25, Quantiles::p75, "half");
            path(html, "middle", read -> {
                Quantiles expected = band.apply(read);
                return expected == null ? null : expected.p50();
            });
            path(html, "counted", read -> {
                Long count = counter.apply(read.sample().counters());
                return count == null ? null : count.doubleValue();
            });
        });
    }

    private static List<String> tick(double x, String type) {
        return List.of("x", text(x), "y", text(HEIGHT - 6), "class", type);
    }

    private static List<String> line(double x1, double y1, double x2, double y2) {
        return List.of("x1", text(x1), "y1", text(y1), "x2", text(x2), "y2", text(y2), "class", "grid");
    }

    /** The band where it is known, from left to right above and back below. */
    private void area(HtmlWriter html, Function<Quantiles, Double> low, Function<Quantiles, Double> high, String type) {
        List<String> points = new ArrayList<>();
        List<String> back = new ArrayList<>();
        for (ExpectedSample read : samples) {
            Quantiles expected = band.apply(read);
            if (expected != null) {
                points.add(point(read, high.apply(expected)));
                back.addFirst(point(read, low.apply(expected)));
            }
        }
        points.addAll(back);
        if (points.size() > 2) {
            html.single("polygon", List.of("points", String.join(" ", points), "class", type));
        }
    }

    /** A line that is broken where nothing is known. */
    private void path(HtmlWriter html, String type, Function<ExpectedSample, @Nullable Double> value) {
        StringBuilder path = new StringBuilder();
        boolean drawing = false;
        for (ExpectedSample read : samples) {
            Double here = value.apply(read);
            if (here != null) {
                path.append(drawing ? 'L' : 'M').append(point(read, here));
            }
            drawing = here != null;
        }
        if (!path.isEmpty()) {
            html.single("path", List.of("d", path.toString(), "class", type));
        }
    }

    private String point(ExpectedSample read, double value) {
        double along = Duration.between(first, read.sample().at()).toSeconds() / seconds;
        return Stream.of(LEFT + along * (WIDTH - LEFT - RIGHT), y(value))
                .map(ReportChart::text)
                .collect(Collectors.joining(","));
    }

    private double y(double value) {
        return HEIGHT - BOTTOM - value / top * (HEIGHT - BOTTOM - TOP);
    }

    private static String text(double place) {
        return String.format(Locale.ROOT, "%.1f", place);
    }

    /**
     * Writes HTML whose every text and attribute is escaped, by the JDK's XML writer: there is no way to pass markup
     * on. Elements are closed by an end tag, but for those that HTML has none of.
     */
    static final class HtmlWriter {
        private static final XMLOutputFactory WRITERS = XMLOutputFactory.newInstance();

        private final StringWriter text = new StringWriter();
        private final XMLStreamWriter xml;

        HtmlWriter() {
            try {
                xml = WRITERS.createXMLStreamWriter(text);
                xml.writeDTD("<!doctype html>");
            } catch (XMLStreamException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        /** An element with what its body writes. Attributes are names and values in turn. */
        HtmlWriter element(String name, List<String> attributes, Runnable body) {
            try {
                xml.writeStartElement(name);
                attributes(attributes);
                body.run();
                // Makes the writer close the start tag: <td></td> and never <td/>, which HTML takes for a start.
                xml.writeCharacters("");
                xml.writeEndElement();
                return this;
            } catch (XMLStreamException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        HtmlWriter element(String name, Runnable body) {
            return element(name, List.of(), body);
        }

        HtmlWriter element(String name, String words) {
            return element(name, List.of(), () -> words(words));
        }

        HtmlWriter element(String name, List<String> attributes, String words) {
            return element(name, attributes, () -> words(words));
        }

        /** One without an end tag. */
        HtmlWriter single(String name, List<String> attributes) {
            try {
                xml.writeEmptyElement(name);
                attributes(attributes);
                return this;
            } catch (XMLStreamException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        HtmlWriter words(String words) {
            try {
                xml.writeCharacters(words);
                return this;
            } catch (XMLStreamException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        private void attributes(List<String> attributes) throws XMLStreamException {
            for (int i = 0; i < attributes.size(); i += 2) {
                xml.writeAttribute(attributes.get(i), attributes.get(i + 1));
            }
        }

        String text() {
            try {
                xml.flush();
                return text.toString();
            } catch (XMLStreamException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }
}
