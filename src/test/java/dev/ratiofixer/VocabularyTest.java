package dev.ratiofixer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Refuses names that a stranger cannot guess: private metaphors that were replaced by the field's words, and one simple
 * name for two types.
 *
 * <p>A type with a file of its own shares its name with no other type, nested ones included. Two nested types may:
 * sealed hierarchies have cases of the same name, as {@code YouTubeFailure.Unreachable} and
 * {@code ProviderFailure.Unreachable}.
 */
class VocabularyTest {
    /** Not as parts of other words: {@code CircuitBreaker} may break, {@code EventStream} may stream. */
    private static final Set<String> OLD_WORDS = Set.of("""
            EngineParts ProviderParts ClusterPart DiskPart Stops EngineProcess Stores LiveConfiguration EventLines
            AuthorizationKeeper RetentionKeeper EngineKeys PollingMeters EngineMeters
            Desk Newsroom Reading Readings Alarm Trouble WatchTrouble Upstream PaidCalls Purse QuotaPurse LookUps
            Describer Watched Watches Watcher Ring Seat Stretch Turns SwitchedClient BoundedGet Garbled
            CampaignClaims CampaignHandOver EventRelay PeerFeed RelayedNews Pace CampaignServices SampleCame TroubleCame
            Woken
            OrderDesk Decisions Closing CheckList Facts BudgetDesk CommentDesk TaskDesk Placer Settler OrderDriver
            OrderBook Permission Allowance ClaimGate SendGate
            Circumstances Become Stay Moved Unmoved Missing Verdict CampaignBook
            Situation Standing Choice Bands TroubleSigns Burst Bursts PaidViewers ViewerBelief OrganicHabit EffectMeter
            Prompts AskAgain
            Channels ChannelHttp UngatedHttp Authorized Doubtful Withheld Denied Busy Refused Do Try
            Door Gate KeyRing Conversation Conversations Dialect Line Frame Outbox Answer Answers Fault Faults
            SoundAddress BrokenRequests SafeHeaders StatusLane EventRing StreamReader EngineBus
            Gathering Domain InWords Typical Yardstick Group
            PendingTicks TickWriter Tick LeaseKeeper OrderWrites ServerKeeper PostmasterGuard Cluster DatabaseTrouble
            Switchboard FrontVerticle Answerer TokenOffice ControlDesk Temper Given Tally Murmur Asked Card
            Wire AlikeFailures Room Rooms
            """.strip().split("\\s+"));

    private static final Pattern TYPE = Pattern.compile("\\b(?:class|interface|record|enum)\\s+([A-Z]\\w*)");

    @Test
    void noTypeHasAnOldWordForAName() {
        List<String> old = new ArrayList<>();
        for (Path file : SourceFiles.in(SourceFiles.MAIN)) {
            for (String name : typesIn(SourceFiles.code(file))) {
                if (OLD_WORDS.contains(name)) {
                    old.add(SourceFiles.typeOf(file) + "." + name);
                }
            }
        }

        assertThat(old).as("types that are named by a metaphor").isEmpty();
    }

    @Test
    void noSimpleNameIsTwoTypes() {
        Map<String, List<Path>> byName = new TreeMap<>();
        for (Path file : SourceFiles.in(SourceFiles.MAIN)) {
            byName.computeIfAbsent(SourceFiles.typeOf(file), first -> new ArrayList<>())
                    .add(file);
        }
        assertThat(byName).hasSizeGreaterThan(100);
        byName.values().removeIf(files -> files.size() == 1);

        assertThat(byName).as("simple names of more than one type").isEmpty();
    }

    @Test
    void noNestedTypeHasTheNameOfAFile() {
        Set<String> files = SourceFiles.in(SourceFiles.MAIN).stream()
                .map(SourceFiles::typeOf)
                .collect(Collectors.toSet());
        List<String> twice = new ArrayList<>();
        for (Path file : SourceFiles.in(SourceFiles.MAIN)) {
            for (String name : typesIn(SourceFiles.code(file))) {
                if (files.contains(name) && !name.equals(SourceFiles.typeOf(file))) {
                    twice.add(SourceFiles.typeOf(file) + "." + name);
                }
            }
        }

        assertThat(twice).as("nested types with the name of another file").isEmpty();
    }

    @Test
    void theScanFindsTypesAndNothingInTextsAndComments() {
        String source = """
                /** A class Door. */ public record Gate(String line) { // class Room
                    String s = "class Desk"; char c = '"';
                    private enum Tick { A }
                }
                """;

        assertThat(typesIn(SourceFiles.code(source))).containsExactly("Gate", "Tick");
        assertThat(OLD_WORDS).contains("Gate", "Tick");
    }

    private static List<String> typesIn(String code) {
        return TYPE.matcher(code)
                .results()
                .map((MatchResult type) -> type.group(1))
                .toList();
    }
}
