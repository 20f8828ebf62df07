package dev.ratiofixer.model.training;

import dev.ratiofixer.model.FirstWeek;
import dev.ratiofixer.model.training.EngagementData.EngagementRow;
import dev.ratiofixer.video.Category;
import dev.ratiofixer.video.VideoForm;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Readings that are looked at by themselves. */
record EvaluationSlice(String name, Predicate<EngagementRow> includes) {
    static final EvaluationSlice ALL = new EvaluationSlice("all", reading -> true);
    /** What the goal is about. */
    static final EvaluationSlice MUSIC_VIDEOS = new EvaluationSlice(
            "music, not Shorts",
            reading -> reading.features().category() == Category.MUSIC
                    && reading.features().form() == VideoForm.VIDEO);

    /** By category, history of the channel, views and age. */
    static List<EvaluationSlice> details() {
        return Stream.of(categories(), histories(), views(), ages())
                .flatMap(groups -> groups)
                .toList();
    }

    private static Stream<EvaluationSlice> categories() {
        return Stream.of(Category.values())
                .flatMap(category -> Stream.of(VideoForm.values())
                        .map(form -> new EvaluationSlice(
                                category.name().toLowerCase(Locale.ROOT)
                                        + (form == VideoForm.SHORT ? ", Shorts" : ", not Shorts"),
                                r -> r.features().category() == category
                                        && r.features().form() == form)));
    }

    private static Stream<EvaluationSlice> histories() {
        return Stream.of(
                new EvaluationSlice("channel history of 0", r -> history(r) == 0),
                new EvaluationSlice("channel history of 1 to 4", r -> history(r) >= 1 && history(r) < 5),
                new EvaluationSlice("channel history of 5 to 19", r -> history(r) >= 5 && history(r) < 20),
                new EvaluationSlice("channel history of 20", r -> history(r) >= 20));
    }

    private static int history(EngagementRow reading) {
        return reading.features().channel().videos();
    }

    private static Stream<EvaluationSlice> views() {
        return Stream.of(2, 3, 4, 5, 6, 7).map(digits -> {
            long to = Math.round(Math.pow(10, digits));
            long from = digits == 2 ? 0 : to / 10;
            return new EvaluationSlice(
                    "views " + from + " to " + (digits == 7 ? "any" : String.valueOf(to - 1)),
                    r -> r.features().views() >= from
                            && (digits == 7 || r.features().views() < to));
        });
    }

    /** Ordinary videos in their first week, of channels of which five uploads or more are known. */
    static List<EvaluationSlice> firstWeek() {
        return List.of(
                young("age of 6 hours to 1 day", FirstWeek.YOUNGEST_DAYS, 1),
                young("age of 1 to 3 days", 1, 3),
                young("age of 3 to 7 days", 3, FirstWeek.DAYS));
    }

    private static EvaluationSlice young(String name, double from, double to) {
        return new EvaluationSlice(
                name,
                r -> r.features().form() == VideoForm.VIDEO
                        && history(r) >= 5
                        && r.features().ageDays() >= from
                        && r.features().ageDays() < to);
    }

    private static Stream<EvaluationSlice> ages() {
        return Stream.of(7, 28, 84, 168)
                .map(age -> new EvaluationSlice(
                        "age of " + age + " days", r -> r.features().ageDays() == age));
    }
}
