package dev.ratiofixer.model;

import dev.ratiofixer.model.ModelRequest.FeatureEffect;
import dev.ratiofixer.video.ChannelKnowledge.ChannelCounting;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Says in a sentence what is expected and what, besides the views, moved it most. Pure. */
final class ExplanationText {
    /** A smaller part of the median than this is not worth a word. */
    private static final double NOTABLE = 0.05;

    private ExplanationText() {}

    static String of(Expectation expectation, List<FeatureEffect> effects, List<String> missing) {
        return clause("likes", expectation.likes().p50(), effects, FeatureEffect::likes) + ". "
                + clause("comments", expectation.comments().p50(), effects, FeatureEffect::comments) + "."
                + (missing.isEmpty() ? "" : " Not known: " + String.join(", ", missing) + ".");
    }

    static String unit(ChannelCounting counting) {
        return switch (counting.unit()) {
            case ENGAGED ->
                String.format(
                        Locale.ROOT,
                        " views were taken as engaged ones: of this channel's, %.2f at the first frame are one engaged.",
                        counting.factor());
            case FIRST_FRAME -> " views were taken as they count at the first frame.";
        };
    }

    private static String clause(
            String counter, double median, List<FeatureEffect> effects, ToDoubleFunction<FeatureEffect> effect) {
        Optional<FeatureEffect> strongest = effects.stream()
                .filter(moved -> !"views".equals(moved.feature()))
                .max(Comparator.comparingDouble(moved -> Math.abs(effect.applyAsDouble(moved))))
                .filter(moved -> Math.abs(effect.applyAsDouble(moved)) >= Math.max(1, NOTABLE * median));
        return String.format(Locale.ROOT, "expected %,d %s; ", Math.round(median), counter)
                + strongest
                        .map(moved -> whose(moved) + (effect.applyAsDouble(moved) > 0 ? " more" : " fewer"))
                        .orElse("that is usual at these views");
    }

    private static String whose(FeatureEffect moved) {
        return switch (moved.feature()) {
            case "channel" -> "this channel usually gets";
            case "usual_views" -> "a channel with " + moved.value() + " gets";
            case "age" -> "videos of this age get";
            case "duration" -> "videos of this length get";
            case "category" -> moved.value() + " videos get";
            case "form" -> "Shorts get";
            default -> moved.value() + " gets";
        };
    }
}
