package dev.ratiofixer.model;

import dev.ratiofixer.model.ModelRequest.Explained;
import dev.ratiofixer.model.ModelRequest.FeatureEffect;
import dev.ratiofixer.video.Category;
import dev.ratiofixer.video.ChannelHistory;
import dev.ratiofixer.video.ChannelKnowledge.ChannelCounting;
import dev.ratiofixer.video.CountingRegime;
import dev.ratiofixer.video.UsualUpload;
import dev.ratiofixer.video.VideoForm;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What moves one expectation: the same video, with one feature after another replaced by its typical value. */
final class Explanation {
    private record Variant(String feature, String value, String typical, Features replaced) {}

    private final Features features;
    private final List<Variant> variants;

    Explanation(Features features) {
        ReferenceFeatures typical = ReferenceFeatures.of(features.form());
        this.features = features;
        this.variants = List.of(
                views(features, typical),
                age(features, typical),
                duration(features, typical),
                form(features),
                category(features, typical),
                channel(features, typical),
                usual(features, typical));
    }

    /** What to ask the model: the video itself, then its variants. */
    List<Features> rows() {
        return Stream.concat(Stream.of(features), variants.stream().map(Variant::replaced))
                .toList();
    }

    /** What the answers to {@link #rows} say. */
    Explained explain(List<Expectation> answers) {
        Expectation own = answers.getFirst();
        List<FeatureEffect> effects = new ArrayList<>();
        for (int i = 0; i < variants.size(); i++) {
            Variant variant = variants.get(i);
            Expectation without = answers.get(i + 1);
            effects.add(new FeatureEffect(
                    variant.feature(),
                    variant.value(),
                    variant.typical(),
                    own.likes().p50() - without.likes().p50(),
                    own.comments().p50() - without.comments().p50()));
        }
        effects.sort(Comparator.comparingDouble((FeatureEffect effect) -> Math.abs(effect.likes()))
                .reversed());
        boolean converted = features.form() == VideoForm.VIDEO && features.regime() == CountingRegime.FIRST_FRAME;
        return new Explained(
                own, effects, missing(features), converted ? features.channel().counting() : null);
    }

    /** What was not known; a release matters only to a Short, whose views began to count at the first frame in 2025. */
    private static List<String> missing(Features f) {
        ChannelHistory channel = f.channel();
        return Stream.of(
                        f.durationSeconds() == 0 ? "the duration" : "",
                        f.category() == Category.OTHER ? "the category, or it is none that the model knows" : "",
                        channel.videos() == 0 ? "the channel's history" : "",
                        channel.videos() > 0 && channel.likeRate() == null ? "the channel's likes" : "",
                        channel.videos() > 0 && channel.commentRate() == null ? "the channel's comments" : "",
                        channel.usual() == null ? "what the channel's uploads usually are" : "",
                        f.publishedAt() == null ? "the release" : "")
                .filter(what -> !what.isEmpty())
                .toList();
    }

    private static Variant views(Features f, ReferenceFeatures typical) {
        return new Variant("views", "" + f.views(), "" + typical.views(), f.withViews(typical.views()));
    }

    private static Variant age(Features f, ReferenceFeatures typical) {
        return new Variant("age", days(f.ageDays()), days(typical.ageDays()), f.withAgeDays(typical.ageDays()));
    }

    private static Variant duration(Features f, ReferenceFeatures typical) {
        return new Variant(
                "duration",
                seconds(f.durationSeconds()),
                seconds(typical.durationSeconds()),
                f.withDurationSeconds(typical.durationSeconds()));
    }

    private static Variant form(Features f) {
        return new Variant(
                "form",
                name(f.form()) + ", " + name(f.regime()) + " views",
                "video, original views",
                f.withForm(VideoForm.VIDEO, CountingRegime.ORIGINAL));
    }

    private static Variant category(Features f, ReferenceFeatures typical) {
        Category usual = typical.category();
        return new Variant("category", name(f.category()), name(usual), f.withCategory(usual));
    }

    private static Variant channel(Features f, ReferenceFeatures typical) {
        ChannelCounting counting = f.channel().counting();
        // In the same unit of views; how well the model knows the channel is of the channel itself.
        ChannelHistory usual = typical.channel()
                .withUsual(f.channel().usual())
                .withCounting(counting == null ? null : counting.withoutUploads());
        return new Variant("channel", rates(f.channel()), rates(usual), f.withChannel(usual));
    }

    private static Variant usual(Features f, ReferenceFeatures typical) {
        ChannelHistory channel = f.channel();
        UsualUpload middle = typical.channel().usual();
        return new Variant(
                "usual_views", usually(channel.usual()), usually(middle), f.withChannel(channel.withUsual(middle)));
    }

    private static String usually(@Nullable UsualUpload usual) {
        return usual == null
                ? "unknown usual views"
                : String.format(Locale.ROOT, "usually %,d views", Math.round(usual.views()));
    }

    private static String rates(ChannelHistory channel) {
        return channel.videos() == 0
                ? "no history"
                : percent(channel.likeRate()) + " likes, " + percent(channel.commentRate()) + " comments of "
                        + channel.videos() + " uploads";
    }

    private static String percent(@Nullable Double rate) {
        return rate == null ? "hidden" : String.format(Locale.ROOT, "%.2f %%", rate * 100);
    }

    private static String days(double days) {
        return String.format(Locale.ROOT, "%.1f days", days);
    }

    private static String seconds(long seconds) {
        return seconds == 0 ? "unknown" : seconds + " s";
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
