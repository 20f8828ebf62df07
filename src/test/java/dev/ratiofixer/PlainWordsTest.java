package dev.ratiofixer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.http.problem.ProblemType;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.notify.NotificationEvent;
import dev.ratiofixer.smm.api.EngineLimits;
import dev.ratiofixer.smm.api.ReasonCode;
import dev.ratiofixer.smm.api.SpendLimits;
import dev.ratiofixer.smm.order.SpendGuard;
import dev.ratiofixer.smm.order.SpendGuard.ClientFacts;
import dev.ratiofixer.smm.order.SpendGuard.SpendFacts;
import dev.ratiofixer.smm.order.SpendGuard.SpendRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What people read says in their words what is so, and what they can do or when it is looked at again. */
class PlainWordsTest {
    /** Words of those who build the engine. */
    private static final Pattern INSIDE = Pattern.compile(
            "(?i)\\b(ledgers?|leases?|leased|verticles?|quantiles?|micros|epochs?|mailbox(es)?|fencing|keyset|codecs?|"
                    + "deploy(ed|ment)?|undeploy\\w*|event loops?|upstreams?|derived metrics|regimes?)\\b");

    /** What a person can do, or when it goes on. */
    private static final Pattern NEXT = Pattern.compile(
            "(?i)\\b(again|until|then|wait|edit|choose|enable|raise|switch|start|resume|decide|complete|ask|look at|give|"
                    + "set|mend|add|begins|stands with|says (why|what|which)|lets|next|free)\\b");

    private static void plain(String sentence) {
        assertThat(sentence).doesNotContainPattern(INSIDE).doesNotContain("null");
    }

    @ParameterizedTest
    @EnumSource
    void whyNothingHappensSaysWhatComesNext(ReasonCode code) {
        plain(code.sentence());
        assertThat(code.sentence()).endsWith(".").containsPattern(NEXT);
    }

    @ParameterizedTest
    @EnumSource
    void titlesAndNoticesArePlain(ProblemType type) {
        plain(type.title());
    }

    @ParameterizedTest
    @EnumSource
    void noticesArePlain(NotificationEvent event) {
        plain(event.phrase());
    }

    static List<String> refusals() {
        Money five = Money.parse("5.00", "USD");
        SpendLimits wide = new SpendLimits(Money.parse("90.00", "USD"), Money.parse("90.00", "USD"));
        SpendLimits narrow = new SpendLimits(Money.parse("1.00", "USD"), Money.parse("1.00", "USD"));
        SpendLimits daily = new SpendLimits(Money.parse("90.00", "USD"), Money.parse("1.00", "USD"));
        Money much = Money.parse("900.00", "USD");
        EngineLimits open = new EngineLimits(much, much, true);
        SpendRules fine = new SpendRules(wide, much, open);
        List<SpendRules> rules = List.of(
                new SpendRules(wide, much, new EngineLimits(much, much, false)),
                new SpendRules(null, much, open),
                new SpendRules(narrow, much, open),
                new SpendRules(daily, much, open),
                new SpendRules(wide, Money.parse("1.00", "USD"), open),
                new SpendRules(wide, null, open),
                new SpendRules(wide, Money.parse("9.00", "EUR"), open),
                new SpendRules(wide, much, new EngineLimits(Money.parse("1.00", "USD"), much, true)),
                new SpendRules(wide, much, new EngineLimits(much, Money.parse("1.00", "USD"), true)),
                new SpendRules(wide, much, EngineLimits.NONE));
        List<String> all = new ArrayList<>();
        rules.forEach(each ->
                all.add(SpendGuard.refuse(five, each, SpendFacts.NOTHING).orElseThrow()));
        all.add(SpendGuard.refuse(five, fine, new SpendFacts(0, 0, 0, 0, true)).orElseThrow());
        for (SpendLimits client : List.of(narrow, daily)) {
            ClientFacts facts = new ClientFacts("acme", client, 0, 0);
            all.add(SpendGuard.refuse(five, fine, new SpendFacts(0, 0, 0, 0, false, null, facts))
                    .orElseThrow());
        }
        all.add(SpendGuard.refuse(five, fine, new SpendFacts(0, 0, 0, 0, false, narrow, null))
                .orElseThrow());
        all.add(SpendGuard.inUse("2324"));
        return all;
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void aLimitThatRefusesSaysWhatToDo(String refusal) {
        plain(refusal);
        assertThat(refusal).containsPattern(NEXT);
    }

    /** How much of a limit all campaigns have used is told to nobody who may be held to one client. */
    @Test
    void aSharedLimitNamesNoAmountOfOthers() {
        EngineLimits engine = new EngineLimits(Money.parse("900.00", "USD"), Money.parse("77.00", "USD"), true);
        SpendLimits wide = new SpendLimits(Money.parse("900.00", "USD"), Money.parse("900.00", "USD"));
        for (SpendFacts used :
                List.of(new SpendFacts(0, 0, 0, 76_543_210, false), new SpendFacts(0, 0, 65_432_100, 0, false))) {
            assertThat(SpendGuard.refuse(
                            Money.parse("5.00", "USD"),
                            new SpendRules(wide, Money.parse("66.00", "USD"), engine),
                            used))
                    .hasValueSatisfying(why ->
                            assertThat(why).contains("5.00 USD").doesNotContain("76.54", "65.43", "77.00", "66.00"));
        }
    }

    /**
     * Programs' own words, and what only who runs the engine reads: logs, commands, metrics, messages of broken code.
     */
    private static final Set<String> APART =
            Set.of("sandbox", "demo", "cli", "bus", "training", "metrics", "embedded", "Liveness.java");

    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\\n]|\\\\.)* (?:[^\"\\\\\\n]|\\\\.)*)\"");
    private static final Pattern NOT_FOR_PEOPLE = Pattern.compile(
            "(?i)\\b(log|logger)\\.|Illegal\\w+Exception|AssertionError|description\\(|@\\w+\\(|Pattern\\.compile");

    @Test
    void noSentenceInTheSourcesHasAWordOfTheInside() throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file ->
                            APART.stream().noneMatch(part -> file.toString().matches(".*/" + part + "(/.*)?")))
                    .forEach(file -> found.addAll(inside(file)));
        }
        assertThat(found).isEmpty();
    }

    private static List<String> inside(Path file) {
        String source;
        try {
            source = Files.readString(file).replaceAll("(?s)\"\"\".*?\"\"\"", "\"\"");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return LITERAL.matcher(source)
                .results()
                .filter(literal -> INSIDE.matcher(literal.group(1)).find())
                // SQL, and what stands between two texts.
                .filter(literal -> !literal.group(1).contains("extract(epoch")
                        && !literal.group(1).startsWith(")"))
                .filter(literal ->
                        !NOT_FOR_PEOPLE.matcher(statement(source, literal)).find())
                .map(literal -> file + ": " + literal.group(1))
                .toList();
    }

    /** What stands before it in its statement. */
    private static String statement(String source, MatchResult literal) {
        String before = source.substring(0, literal.start());
        int begins = Math.max(before.lastIndexOf(';'), Math.max(before.lastIndexOf('{'), before.lastIndexOf('}')));
        return before.substring(begins + 1);
    }
}
