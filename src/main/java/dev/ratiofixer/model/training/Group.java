package dev.ratiofixer.model.training;

import dev.ratiofixer.model.FirstWeek;
import dev.ratiofixer.video.Category;
import dev.ratiofixer.video.VideoForm;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Readings that are looked at by themselves. */
record Group(String name, Predicate<Reading> includes) {
    static final Group ALL = new Group("all", reading -> true);
    /** What the goal is about. */
    static final Group MUSIC_VIDEOS = new Group(
            "music, not Shorts",
            reading -> reading.features().category() == Category.MUSIC
                    && reading.features().form() == VideoForm.VIDEO);

    /** By category, history of the channel, views and age. */
    static List<Group> details() {
        return Stream.of(categories(), histories(), views(), ages())
                .flatMap(groups -> groups)
                .toList();
    }

    private static Stream<Group> categories() {
        return Stream.of(Category.values())
                .flatMap(category -> Stream.of(VideoForm.values())
                        .map(form -> new Group(
                                category.name().toLowerCase(Locale.ROOT)
                                        + (form == VideoForm.SHORT ? ", Shorts" : ", not Shorts"),
                                r -> r.features().category() == category
                                        && r.features().form() == form)));
    }

    private static Stream<Group> histories() {
        return Stream.of(
                new Group("channel history of 0", r -> history(r) == 0),
                new Group("channel history of 1 to 4", r -> history(r) >= 1 && history(r) < 5),
                new Group("channel history of 5 to 19", r -> history(r) >= 5 && history(r) < 20),
                new Group("channel history of 20", r -> history(r) >= 20));
    }

    private static int history(Reading reading) {
        return reading.features().channel().videos();
    }

    private static Stream<Group> views() {
        return Stream.of(2, 3, 4, 5, 6, 7).map(digits -> {
            long to = Math.round(Math.pow(10, digits));
            long from = digits == 2 ? 0 : to / 10;
            return new Group(
                    "views " + from + " to " + (digits == 7 ? "any" : String.valueOf(to - 1)),
                    r -> r.features().views() >= from
                            && (digits == 7 || r.features().views() < to));
        });
    }

    /** Ordinary videos in their first week, of channels of which five uploads or more are known. */
    static List<Group> firstWeek() {
        return List.of(
                young("age of 6 hours to 1 day", FirstWeek.YOUNGEST_DAYS, 1),
                young("age of 1 to 3 days", 1, 3),
                young("age of 3 to 7 days", 3, FirstWeek.DAYS));
    }

    private static Group young(String name, double from, double to) {
        return new Group(
                name,
                r -> r.features().form() == VideoForm.VIDEO
                        && history(r) >= 5
                        && r.features().ageDays() >= from
                        && r.features().ageDays() < to);
    }

    private static Stream<Group> ages() {
        return Stream.of(7, 28, 84, 168)
                .map(age ->
                        new Group("age of " + age + " days", r -> r.features().ageDays() == age));
    }
}
