package dev.ratiofixer.app.metrics;

/** Numbers that go up and down. */
public enum EngineGauge {
    CAMPAIGNS("campaigns", "Campaigns deployed on this node"),
    VIDEOS("videos.watched", "Videos that this node polls"),
    BUFFER("store.buffer", "Samples that wait to be written"),
    STREAMS("streams", "Live streams that are open");

    private final String meter;
    private final String meaning;

    EngineGauge(String meter, String meaning) {
        this.meter = meter;
        this.meaning = meaning;
    }

    String meter() {
        return meter;
    }

    String meaning() {
        return meaning;
    }
}
