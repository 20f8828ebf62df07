package dev.ratiofixer.app.metrics;

/** Numbers that only grow while the process runs. */
public enum EngineTotal {
    SAMPLES("samples", "Samples sent to campaigns"),
    CORRECTIONS("samples.corrections", "Samples in which a counter fell"),
    THINNED("samples.thinned", "Samples dropped because the database was away for too long"),
    YOUTUBE_CALLS("youtube.calls", "Calls of the YouTube Data API"),
    YOUTUBE_FAILURES("youtube.failures", "Calls of the YouTube Data API that failed"),
    EXPECTATIONS("expectations", "Rows that the model answered");

    private final String meter;
    private final String meaning;

    EngineTotal(String meter, String meaning) {
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
