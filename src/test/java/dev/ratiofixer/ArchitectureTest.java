package dev.ratiofixer;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.INTERFACES;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Holds the modules of the design and what each may know. */
@AnalyzeClasses(packages = "dev.ratiofixer", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "dev.ratiofixer";
    private static final List<String> VOCABULARY =
            List.of("video", "money", "time", "text", "bus", "stats", "concurrent", "settings");

    /** What composes the engine and its commands: these may know everything, and nobody knows them. */
    private static final Set<String> COMPOSITION = Set.of("", "app", "cli", "demo");

    /** Besides itself and the vocabulary. */
    private static final Map<String, Set<String>> MAY_KNOW = Map.ofEntries(
            Map.entry("campaign", Set.of("youtube", "model", "smm", "analytics")),
            Map.entry("analytics", Set.of("google", "provider")),
            Map.entry("youtube", Set.of("google", "provider")),
            Map.entry("google", Set.of("provider")),
            Map.entry("provider", Set.of()),
            Map.entry("model", Set.of()),
            Map.entry("smm", Set.of("google", "provider", "effect", "analytics")),
            Map.entry("backtest", Set.of("campaign", "smm", "model")),
            Map.entry("effect", Set.of()),
            Map.entry("access", Set.of()),
            Map.entry("notify", Set.of("provider")),
            Map.entry(
                    "http", Set.of("campaign", "smm", "model", "youtube", "access", "notify", "analytics", "backtest")),
            Map.entry(
                    "store",
                    Set.of(
                            "campaign",
                            "smm",
                            "model",
                            "youtube",
                            "google",
                            "access",
                            "notify",
                            "analytics",
                            "backtest")),
            // Each section's record is of the module that works by it.
            Map.entry("config", Set.of("http", "store", "youtube", "model", "smm", "google", "access", "notify")),
            Map.entry("settings", Set.of()),
            Map.entry("bus", Set.of()),
            Map.entry("video", Set.of()),
            Map.entry("money", Set.of()),
            Map.entry("stats", Set.of()),
            Map.entry("text", Set.of()),
            Map.entry("time", Set.of()),
            Map.entry("concurrent", Set.of()));

    private static final DescribedPredicate<JavaClass> ENGINE = resideInAPackage(ROOT + "..");

    /** What travels between modules: records, enums, and the sealed interfaces over them. */
    private static final DescribedPredicate<JavaClass> MESSAGES = DescribedPredicate.describe(
            "messages (records, enums, interfaces)", type -> type.isRecord() || type.isEnum() || type.isInterface());

    private static DescribedPredicate<JavaClass> module(String name) {
        return resideInAPackage(ROOT + "." + name + "..");
    }

    private static String moduleOf(JavaClass type) {
        String rest =
                type.getPackageName().substring(Math.min(type.getPackageName().length(), ROOT.length() + 1));
        return rest.split("\\.", -1)[0];
    }

    @ArchTest
    void every_module_is_in_the_design(JavaClasses all) {
        Set<String> modules =
                all.stream().map(ArchitectureTest::moduleOf).collect(Collectors.toCollection(TreeSet::new));
        modules.removeAll(COMPOSITION);
        modules.remove("sandbox");

        assertThat(MAY_KNOW.keySet()).containsAll(modules);
    }

    @ArchTest
    void a_module_knows_what_the_design_lets_it(JavaClasses all) {
        MAY_KNOW.forEach((module, known) -> {
            String[] allowed = Stream.of(Stream.of(module), VOCABULARY.stream(), known.stream())
                    .flatMap(names -> names)
                    .map(name -> ROOT + "." + name + "..")
                    .toArray(String[]::new);
            noClasses()
                    .that(module(module))
                    .should()
                    .dependOnClassesThat(ENGINE.and(not(resideInAnyPackage(allowed))))
                    .allowEmptyShould(true)
                    .check(all);
        });
    }

    @ArchTest
    static final ArchRule nobody_but_the_composition_knows_these_modules = noClasses()
            .that(not(DescribedPredicate.describe("composition", type -> COMPOSITION.contains(moduleOf(type)))))
            .and(not(resideInAnyPackage(ROOT + ".store..", ROOT + ".http..", ROOT + ".sandbox..", ROOT + ".config..")))
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                            ROOT + ".store..", ROOT + ".http..", ROOT + ".sandbox..", ROOT + ".config..")
                    .or(DescribedPredicate.describe(
                            "composition",
                            type -> type.getPackageName().startsWith(ROOT) && COMPOSITION.contains(moduleOf(type)))));

    @ArchTest
    static final ArchRule the_sandbox_knows_nothing_of_the_engine = noClasses()
            .that(module("sandbox"))
            .should()
            .dependOnClassesThat(ENGINE.and(not(module("sandbox"))))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule a_campaign_knows_only_messages_of_the_other_modules = noClasses()
            .that(module("campaign"))
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage(ROOT + ".youtube..", ROOT + ".model..", ROOT + ".smm..", ROOT + ".analytics..")
                            .and(not(MESSAGES)));

    @ArchTest
    static final ArchRule modules_have_no_cycles =
            slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule only_training_needs_native_libraries = noClasses()
            .that(not(resideInAPackage(ROOT + ".model.training..")))
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                    "org.deeplearning4j..", "org.nd4j..", "org.bytedeco..", "org.apache.commons.math3.."));

    @ArchTest
    static final ArchRule the_vocabulary_is_pure = noClasses()
            .that(resideInAnyPackage(ROOT + ".video..", ROOT + ".money..", ROOT + ".stats.."))
            .should()
            .dependOnClassesThat(resideInAPackage("io.vertx.."));

    @ArchTest
    static final ArchRule the_deciding_types_are_pure = noClasses()
            .that()
            .haveSimpleName("CampaignMachine")
            .or()
            .haveSimpleName("PromotionPolicy")
            .or()
            .haveSimpleName("PollingSchedule")
            .should()
            .dependOnClassesThat(resideInAnyPackage("io.vertx..", "java.io..", "java.nio..", "org.slf4j.."));

    @ArchTest
    static final ArchRule ports_know_of_vertx_only_its_future = noClasses()
            .that(INTERFACES.and(
                    resideInAnyPackage(ROOT + ".campaign..", ROOT + ".youtube..", ROOT + ".model..", ROOT + ".smm..")))
            .should()
            .dependOnClassesThat(resideInAPackage("io.vertx..")
                    .and(not(DescribedPredicate.describe("Future", type -> type.isEquivalentTo(Future.class)))));

    @ArchTest
    static final ArchRule time_is_injected = noClasses()
            .that(not(resideInAnyPackage(
                    ROOT + ".app..", ROOT + ".cli..", ROOT + ".demo..", ROOT + ".time..", ROOT + ".sandbox..")))
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(Thread.class, "sleep", long.class);

    /** So that an answer has its request's type, and a plain send, which asks the cluster, is what it should be. */
    @ArchTest
    static final ArchRule only_the_bus_module_sends_and_asks = noClasses()
            .that(not(resideInAPackage(ROOT + ".bus")))
            .should()
            .callMethodWhere(DescribedPredicate.describe(
                    "a send, publish, request or consumer of the whole cluster",
                    call -> call.getTargetOwner().isEquivalentTo(io.vertx.core.eventbus.EventBus.class)
                            && Set.of("send", "publish", "request", "consumer", "sender", "publisher")
                                    .contains(call.getName())));

    @ArchTest
    static final ArchRule messages_stay_on_their_node = noClasses()
            .that(not(resideInAPackage(ROOT + ".bus")))
            .and()
            .haveSimpleNameNotContaining("CampaignRouter")
            .and()
            .haveSimpleNameNotContaining("CampaignHandoff")
            .and()
            .haveSimpleNameNotContaining("PeerEventSender")
            .should()
            .callMethodWhere(DescribedPredicate.describe(
                    "a message to another node",
                    call -> call.getTargetOwner().isEquivalentTo(dev.ratiofixer.bus.ClusterBus.class)
                            && Set.of("send", "request").contains(call.getName())));

    /** A verticle's requests are a sealed type: a new one does not compile until it is answered. */
    @ArchTest
    void no_verticle_has_a_default_for_what_it_is_asked(JavaClasses all) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String source = Files.readString(file);
                if (source.contains("BusReply ") && source.matches("(?s).*\\bdefault\\s*(->|:).*")) {
                    found.add(file.getFileName().toString());
                }
            }
        }

        assertThat(found).isEmpty();
    }

    /** But by the launcher, which is compiled for Java 8 and calls what came with Java 22. */
    @ArchTest
    static final ArchRule nothing_is_done_by_reflection = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("dev.ratiofixer.Exec")
            .should()
            .dependOnClassesThat(resideInAPackage("java.lang.reflect.."));

    @ArchTest
    static final ArchRule every_package_says_what_lives_there = classes()
            .should(new com.tngtech.archunit.lang.ArchCondition<JavaClass>("live in a package with a package-info") {
                @Override
                public void check(JavaClass type, com.tngtech.archunit.lang.ConditionEvents events) {
                    boolean told = type.getPackage().tryGetPackageInfo().isPresent();
                    events.add(new com.tngtech.archunit.lang.SimpleConditionEvent(
                            type, told, type.getPackageName() + " has no package-info.java"));
                }
            });
}
