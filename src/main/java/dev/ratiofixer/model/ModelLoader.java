package dev.ratiofixer.model;

import dev.ratiofixer.video.Category;
import dev.ratiofixer.video.ChannelHistory;
import dev.ratiofixer.video.CountingRegime;
import dev.ratiofixer.video.VideoForm;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a model that is ready to serve: read, checked against this engine, and warmed up. */
public final class ModelLoader {
    private static final Logger LOG = LoggerFactory.getLogger(ModelLoader.class);
    private static final int WARM_UPS = 20;

    private ModelLoader() {}

    /**
     * Blocks for up to a few seconds.
     *
     * @throws ModelException if the file cannot be used, or if the native libraries do not load and the settings allow
     *     no fallback
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
        return load(settings, file -> new NetworkModel(file, videosChanged), videosChanged);
    }

    static EngagementModel load(ModelSettings settings, NetworkMaker maker, Supplier<Instant> videosChanged) {
        Path file = settings.file();
        ModelFile model = file == null ? ModelFile.shipped() : ModelFile.read(file);
        EngagementModel made = make(model, settings, maker, videosChanged);
        warmUp(made, settings.maxBatch());
        LOG.info("model={} file={} ready", made.version(), file == null ? "shipped" : file);
        return made;
    }

    private static EngagementModel make(
            ModelFile file, ModelSettings settings, NetworkMaker maker, Supplier<Instant> videosChanged) {
        try {
            return maker.make(file);
        } catch (NativeBackend.UnavailableException missing) {
            if (!settings.leastSquaresFallback()) {
                throw new ModelException(
                        missing.getMessage() + ", or allow model.least_squares_fallback for rougher answers", missing);
            }
            LOG.warn("model=least-squares {}", missing.getMessage());
            return new LeastSquaresModel(file.manifest(), videosChanged);
        }
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

    /** Makes the network of a file; fails with {@link NativeBackend.UnavailableException} where it cannot run. */
    @FunctionalInterface
    interface NetworkMaker {
        EngagementModel make(ModelFile file);
    }
}
