package dev.ratiofixer.model;

import dev.ratiofixer.video.Category;
import dev.ratiofixer.video.ChannelHistory;
import dev.ratiofixer.video.CountingRegime;
import dev.ratiofixer.video.VideoForm;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a model that is ready to serve: read, checked against this engine, and tried out. */
public final class ModelLoader {
    private static final Logger LOG = LoggerFactory.getLogger(ModelLoader.class);

    private ModelLoader() {}

    /**
     * Blocks for up to a second.
     *
     * @throws ModelException if the file cannot be used
     */
    public static EngagementModel load(ModelSettings settings) {
        return load(settings, () -> CountingRegime.VIDEOS_CHANGED);
    }

    /**
     * The same.
     *
     * @param videosChanged since when ordinary videos' views count at the first frame; may change while it serves
     */
    static EngagementModel load(ModelSettings settings, Supplier<Instant> videosChanged) {
        Path file = settings.file();
        ModelFile model = file == null ? ModelFile.shipped() : ModelFile.read(file);
        if (settings.leastSquaresFallback()) {
            LOG.info("model.least_squares_fallback=idle serving needs no native libraries any more: remove the key");
        }
        EngagementModel made = new NetworkModel(model, videosChanged);
        tryOut(made);
        LOG.info("model={} file={} ready", made.version(), file == null ? "shipped" : file);
        return made;
    }

    /**
     * One row, so that a model that does not answer is noticed now. More would make the JIT compiler work for seconds
     * at every start, for answers that may not be asked for in minutes.
     */
    private static void tryOut(EngagementModel model) {
        model.expect(List.of(new Features(
                10_000,
                28,
                200,
                VideoForm.VIDEO,
                CountingRegime.ORIGINAL,
                Category.MUSIC,
                ChannelHistory.UNKNOWN,
                null)));
    }
}
