package dev.heliograph;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The rules of the house that a build can check: which room may know which, what things are called, how long a file may be. */
class HouseTest {
    private static final String ROOT = "dev.heliograph";
    private static final Path SOURCES = Path.of("src/main/java");

    /** From the top down: a room may know those after it, never those before. */
    private static final List<String> ROOMS = List.of(
            "boot",
            "simulator",
            "ops",
            "ingress",
            "campaign",
            "admission",
            "routing",
            "dispatch",
            "channel",
            "receipt",
            "conversation",
            "egress",
            "reach",
            "store",
            "content",
            "throttle",
            "queue",
            "sms",
            "smpp",
            "message");

    private static final int FILE_LINES_MAX = 500;

    private static JavaClasses house;

    @BeforeAll
    static void readClasses() {
        house = new ClassFileImporter().withImportOption(HouseTest::isMain).importPackages(ROOT);
        assertThat(house.size()).as("classes of the house").isPositive();
    }

    /** Asked of the source tree, because some builds put main and test classes into one folder. */
    private static boolean isMain(Location location) {
        String uri = location.toString();
        int from = uri.indexOf("dev/heliograph/");
        int to = uri.indexOf(".class");
        if (from < 0 || to < 0) {
            return false;
        }
        String outermost = uri.substring(from, to).replaceAll("\\$.*", "");
        return Files.exists(SOURCES.resolve(outermost + ".java"));
    }

    @TestFactory
    Stream<DynamicTest> aRoomKnowsOnlyTheRoomsBelowIt() {
        return ROOMS.stream()
                .skip(1)
                .map(room -> DynamicTest.dynamicTest(
                        room,
                        () -> noClasses()
                                .that()
                                .resideInAPackage(ROOT + "." + room + "..")
                                .should()
                                .dependOnClassesThat()
                                .resideInAnyPackage(ROOMS.subList(0, ROOMS.indexOf(room)).stream()
                                        .map(above -> ROOT + "." + above + "..")
                                        .toArray(String[]::new))
                                .allowEmptyShould(true)
                                .check(house)));
    }

    @Test
    void everyPackageIsInARoom() {
        TreeSet<String> strays = new TreeSet<>();
        for (JavaClass type : house) {
            String below = type.getPackageName().substring(ROOT.length());
            String room = below.isEmpty() ? "" : below.substring(1).split("\\.", 2)[0];
            if (!ROOMS.contains(room)) {
                strays.add(type.getPackageName());
            }
        }
        assertThat(strays).as("packages outside the rooms").isEmpty();
    }

    @Test
    void smppIsLaidInLayersOfItsOwn() {
        layer("smpp.pdu", "smpp.wire", "smpp.session", "smpp.server", "smpp.client");
        layer("smpp.wire", "smpp.session", "smpp.server", "smpp.client");
        layer("smpp.session", "smpp.server", "smpp.client");
        layer("smpp.server", "smpp.client");
        layer("smpp.client", "smpp.server");
    }

    private static void layer(String lower, String... uppers) {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "." + lower + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(Stream.of(uppers)
                        .map(upper -> ROOT + "." + upper + "..")
                        .toArray(String[]::new))
                .allowEmptyShould(true)
                .check(house);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(house);
    }

    @Test
    void channelKindsDoNotKnowEachOther() {
        slices().matching(ROOT + ".channel.(*)..")
                .should()
                .notDependOnEachOther()
                // What all providers with an HTTP API share is nobody's sibling.
                .ignoreDependency(alwaysTrue(), resideInAPackage(ROOT + ".channel.web.."))
                .allowEmptyShould(true)
                .check(house);
    }

    @Test
    void aRoomTouchesTheInsideOfVertxInOneClassAtMost() {
        TreeMap<String, TreeSet<String>> touching = new TreeMap<>();
        for (JavaClass type : house) {
            boolean touches = type.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getPackageName())
                    .anyMatch(
                            name -> name.startsWith("io.vertx.core.internal") || name.startsWith("io.vertx.core.impl"));
            if (touches) {
                String room = type.getPackageName().substring(ROOT.length() + 1).split("\\.", 2)[0];
                touching.computeIfAbsent(room, none -> new TreeSet<>()).add(outermost(type));
            }
        }
        assertThat(touching.values())
                .as("classes that use io.vertx.core.internal or .impl, by room")
                .allMatch(classes -> classes.size() == 1);
    }

    private static String outermost(JavaClass type) {
        return type.getName().replaceAll("\\$.*", "");
    }

    @Test
    void namesAreTheFields() {
        classes()
                .that(describe("are named", type -> !type.isAnonymousClass()))
                .should(new ArchCondition<>("not be called Manager, Helper, Util, Impl or Base") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        if (type.getSimpleName().matches(".*(Manager|Helper|Utils?|Impl)|Base.*|Abstract.*")) {
                            events.add(SimpleConditionEvent.violated(type, type.getName()));
                        }
                    }
                })
                .check(house);
    }

    @Test
    void everyPackageSaysWhatItIsFor() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            List<String> silent = files.filter(path -> path.toString().endsWith(".java"))
                    .map(path -> path.resolveSibling("package-info.java"))
                    .distinct()
                    .filter(info -> !saysWhatItIsFor(info))
                    .map(Path::toString)
                    .toList();
            assertThat(silent).as("packages without Javadoc and @NullMarked").isEmpty();
        }
    }

    private static boolean saysWhatItIsFor(Path info) {
        try {
            return Files.exists(info)
                    && Files.readString(info).contains("/**")
                    && Files.readString(info).contains("@NullMarked");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void filesAreReadInOneSitting() throws IOException {
        for (String tree : List.of("src/main/java", "src/test/java")) {
            try (Stream<Path> files = Files.walk(Path.of(tree))) {
                List<String> tooLong = files.filter(path -> path.toString().endsWith(".java"))
                        .filter(path -> lines(path) > FILE_LINES_MAX)
                        .map(Path::toString)
                        .toList();
                assertThat(tooLong)
                        .as("files above " + FILE_LINES_MAX + " lines")
                        .isEmpty();
            }
        }
    }

    private static long lines(Path path) {
        try (Stream<String> lines = Files.lines(path)) {
            return lines.count();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
