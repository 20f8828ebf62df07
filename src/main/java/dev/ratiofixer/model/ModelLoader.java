package dev.ratiofixer.model;

import dev.ratiofixer.video.Category;
import dev.ratiofixer.video.ChannelHistory;
import dev.ratiofixer.video.CountingRegime;
import dev.ratiofixer.video.VideoForm;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a model that is ready to serve: read, checked against this engine, and warmed up. */
public final class ModelLoader {
    private static final Logger LOG = LoggerFactory.getLogger(ModelLoader.class);
    private static final int WARM_UPS = 20;

    private ModelLoader() {}

    /**
     * Blocks for up to a second.
     *
     * @throws ModelException if the file cannot be used
     */
    public static EngagementModel load(ModelSettings settings) {
        Path file = settings.file();
        ModelFile model = file == null ? ModelFile.shipped() : ModelFile.read(file);
        if (settings.leastSquaresFallback()) {
            LOG.info("model.least_squares_fallback=idle serving needs no native libraries any more: remove the key");
        }
        EngagementModel made = new NetworkModel(model);
        warmUp(made, settings.maxBatch());
        LOG.info("model={} file={} ready", made.version(), file == null ? "shipped" : file);
        return made;
    }

    private static void warmUp(EngagementModel model, int rows) {
        Features any = new Features(
                10_000,
                28,
                200,
                VideoForm.VIDEO,
                CountingRegime.ORIGINAL,
                Category.MUSIC,
                ChannelHistory.UNKNOWN,
                null);
        List<Features> batch = Collections.nCopies(rows, any);
        for (int i = 0; i < WARM_UPS; i++) {
            model.expect(batch);
        }
    }
}
