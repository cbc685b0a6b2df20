package dev.sluice;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.Source;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The structure of the sources. Each package states in one sentence of its {@code package-info.java} what it uses, {@code
 * …; uses batch, failure and Avro.}, and uses exactly that: no other package or library, and each of them. The JDK and
 * the annotations of JSpecify are not stated.
 */
class ArchitectureTest {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final String ROOT = "dev.sluice";
    private static final List<String> EVERYBODYS =
            List.of("java.", "javax.", "com.sun.net.httpserver.", "org.jspecify.");

    /** Libraries as the sentences name them, by the beginning of their classes' names. */
    private static final Map<String, String> LIBRARIES = Map.ofEntries(
            Map.entry("org.apache.avro.", "Avro"),
            Map.entry("software.amazon.awssdk.", "AWS SDK"),
            Map.entry("tools.jackson.", "Jackson"),
            Map.entry("org.apache.kafka.clients.", "Kafka clients"),
            Map.entry("org.apache.kafka.common.", "Kafka common"),
            Map.entry("org.apache.kafka.streams.", "Kafka Streams"),
            Map.entry("ch.qos.logback.", "Logback"),
            Map.entry("io.micrometer.", "Micrometer"),
            Map.entry("picocli.", "picocli"),
            Map.entry("com.google.re2j.", "RE2/J"),
            Map.entry("org.rocksdb.", "RocksDB"),
            Map.entry("org.slf4j.", "SLF4J"),
            Map.entry("com.github.luben.zstd.", "zstd-jni"),
            Map.entry("org.xerial.snappy.", "snappy-java"));

    /**
     * The floors, from top to bottom: no package imports from a floor above its own. A package is on the floor of the
     * longest prefix of its name that is listed.
     *
     * <p>{@code config} is above what it configures, because settings are made of the value types that validate them.
     * {@code kstreams} knows nothing of Sluice, so that it is below the records that pass through it.
     */
    private static final List<Set<String>> FLOORS = List.of(
            Set.of(""),
            Set.of("cli"),
            Set.of("cli.dlq", "cli.schema"),
            Set.of("cli.terminal"),
            Set.of("service"),
            Set.of("verify", "doctor", "deadletters"),
            Set.of("config"),
            Set.of("topology"),
            Set.of("contract"),
            Set.of("format"),
            Set.of("lookup"),
            Set.of("kstreams"),
            Set.of("batch"),
            Set.of("objectstore"),
            Set.of("mapping"),
            Set.of("metrics", "http", "status", "failure", "writer", "kafka"),
            Set.of("log", "threads", "text", "bytes"));

    private static final int MAX_PARAMETERS = 7;
    private static final int MAX_FILES = 30;
    private static final int MAX_LINES = 400;
    private static final int MAX_MEDIAN_LINES = 100;

    /** Code units with more parameters that are still to be divided; nothing is added here. */
    private static final Set<String> LONG_PARAMETER_LISTS = Set.of();

    /** Files and packages that are still to be divided; nothing is added here. */
    private static final Set<String> LARGE = Set.of();

    private static final Pattern SENTENCE = Pattern.compile("/\\*\\*([^.]+); uses ([^;]+)\\. \\*/\n@NullMarked\n");
    private static final Pattern IMPORT =
            Pattern.compile("(?m)^import (?:static )?" + ROOT.replace(".", "\\.") + "\\.((?:[a-z]\\w*\\.)*)[A-Z]");

    private static JavaClasses classes;

    @BeforeAll
    static void readClasses() {
        classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(ROOT);
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
    }

    private static String packageOf(Path source) {
        return SOURCES.relativize(source.getParent()).toString().replace('/', '.');
    }

    /** The name of a package of ours within the root, which is itself the empty text. */
    private static String within(String name) {
        return name.equals(ROOT) ? "" : name.substring(ROOT.length() + 1);
    }

    /** Every package with a source file in it. */
    static Stream<String> packages() throws IOException {
        return sources().stream().map(ArchitectureTest::packageOf).distinct();
    }

    /**
     * The packages of ours that a file imports; the bytecode does not show them all, because the compiler copies
     * constants.
     */
    private static Set<String> imports(Path source) throws IOException {
        return IMPORT.matcher(Files.readString(source))
                .results()
                .map(found -> found.group(1).replaceFirst("\\.$", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @MethodSource("packages")
    void package_usesWhatItsSentenceSays(String name) throws IOException {
        Set<String> used = classes.stream()
                .filter(type -> type.getPackageName().equals(name))
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                .filter(type -> !type.isPrimitive() && !type.getPackageName().equals(name))
                .filter(type -> EVERYBODYS.stream().noneMatch(type.getName()::startsWith))
                .map(ArchitectureTest::asNamed)
                .collect(Collectors.toCollection(TreeSet::new));
        for (Path source : sources()) {
            if (packageOf(source).equals(name)) {
                used.addAll(imports(source));
            }
        }
        used.remove(within(name));

        assertThat(named(name))
                .as("what %s uses, by its package-info.java", name)
                .isEqualTo(used);
    }

    /** A package of ours by its name, a library by the name that we give it, and anything else by its class. */
    private static String asNamed(JavaClass type) {
        if (type.getPackageName().startsWith(ROOT)) {
            return within(type.getPackageName());
        }
        return LIBRARIES.entrySet().stream()
                .filter(library -> type.getName().startsWith(library.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(type.getName());
    }

    private static Set<String> named(String name) throws IOException {
        Path info = SOURCES.resolve(name.replace('.', '/')).resolve("package-info.java");
        assertThat(info).as("says what lives in %s, and what it uses", name).exists();
        String text = Files.readString(info).replaceAll("\\s*\n \\*(?!/)", "").replaceAll("\\s*\n \\*/", " */");
        Matcher sentence = SENTENCE.matcher(text);
        assertThat(sentence.find())
                .as("%s must be one sentence, \"What lives here; uses a, b and C.\", and @NullMarked:\n%s", info, text)
                .isTrue();
        return Arrays.stream(sentence.group(2).split(", | and "))
                .map(String::strip)
                .filter(used -> !used.equals("nothing but the JDK"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The folders beside the tests': demo and benchmarks use the test kit alone, and none of them a test. */
    @ParameterizedTest
    @CsvSource({"demo, bench test", "bench, demo test", "testkit, bench demo test"})
    void sources_useNothingOf(String folder, String others) {
        List<String> used = new ClassFileImporter()
                .importPackages(ROOT).stream()
                        .filter(type -> isIn(folder, type))
                        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                        .filter(dependency -> Arrays.stream(others.split(" "))
                                .anyMatch(other ->
                                        isIn(other, dependency.getTargetClass().getBaseComponentType())))
                        .map(Dependency::getDescription)
                        .toList();

        assertThat(used).isEmpty();
    }

    private static boolean isIn(String folder, JavaClass type) {
        String file = type.getSource().flatMap(Source::getFileName).orElse("");
        return !file.isEmpty()
                && Files.exists(Path.of("src", folder, "java")
                        .resolve(type.getPackageName().replace('.', '/'))
                        .resolve(file));
    }

    @Test
    void packages_areFreeOfCycles() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(classes);
    }

    @Test
    void import_neverRunsBackUp() throws IOException {
        List<String> upward = new ArrayList<>();
        for (Path source : sources()) {
            String from = within(packageOf(source));
            for (String to : imports(source)) {
                if (floor(to) < floor(from)) {
                    upward.add(source + " imports from " + to);
                }
            }
        }

        assertThat(upward).isEmpty();
    }

    /** The number of a package's floor, from the top. */
    private static int floor(String name) {
        for (String prefix = name; ; prefix = prefix.substring(0, Math.max(0, prefix.lastIndexOf('.')))) {
            for (int floor = 0; floor < FLOORS.size(); floor++) {
                if (FLOORS.get(floor).contains(prefix)) {
                    assertThat(prefix.isEmpty() && !name.isEmpty())
                            .as("package %s has no floor", name)
                            .isFalse();
                    return floor;
                }
            }
        }
    }

    @Test
    void parameterLists_areShort() {
        Set<String> tooLong = classes.stream()
                .filter(type -> !type.isAnonymousClass())
                .flatMap(type -> type.getCodeUnits().stream())
                .filter(unit -> !unit.getName().startsWith("lambda$"))
                .filter(unit -> parameters(unit) > MAX_PARAMETERS)
                .map(unit -> within(unit.getOwner().getName()) + "." + unit.getName() + " has " + parameters(unit))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(tooLong)
                .as("constructors and methods with more than %d parameters", MAX_PARAMETERS)
                .isEqualTo(LONG_PARAMETER_LISTS);
    }

    /** Without those that the compiler adds: an enum constant's name and number, the object around an inner class. */
    private static int parameters(JavaCodeUnit unit) {
        JavaClass owner = unit.getOwner();
        int added = 0;
        if (unit.isConstructor()) {
            boolean isInner = owner.isInnerClass() && !owner.getModifiers().contains(JavaModifier.STATIC);
            added = owner.isEnum() ? 2 : isInner ? 1 : 0;
        }
        return unit.getRawParameterTypes().size() - added;
    }

    @Test
    void filesAndPackages_areSmall() throws IOException {
        Set<String> large = new TreeSet<>();
        List<Integer> lines = new ArrayList<>();
        for (Path source : sources()) {
            int length = Files.readAllLines(source).size();
            lines.add(length);
            if (length > MAX_LINES) {
                large.add(within(packageOf(source)) + "/" + source.getFileName());
            }
        }
        sources().stream()
                .collect(Collectors.groupingBy(ArchitectureTest::packageOf, Collectors.counting()))
                .forEach((name, files) -> {
                    if (files > MAX_FILES) {
                        large.add(within(name));
                    }
                });

        assertThat(large)
                .as("files over %d lines and packages over %d files", MAX_LINES, MAX_FILES)
                .isEqualTo(LARGE);
        assertThat(lines.stream().sorted().toList().get(lines.size() / 2))
                .as("median of lines")
                .isLessThanOrEqualTo(MAX_MEDIAN_LINES);
    }

    @Test
    void namesOfSettings_areSpelledInConfigOnly() throws IOException {
        List<String> spelled = new ArrayList<>();
        for (Path source : sources()) {
            if (!within(packageOf(source)).equals("config")) {
                Pattern.compile("(SLUICE|KAFKA)_[A-Z0-9_\u2026]*")
                        .matcher(Files.readString(source))
                        .results()
                        .map(name -> source + " spells " + name.group())
                        .forEach(spelled::add);
            }
        }

        assertThat(spelled).isEmpty();
    }

    /** What may change with any release of Kafka is used in one place, and that is checked there at each. */
    @Test
    void kafkasInternals_areUsedByKstreamsOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".kstreams")
                .should()
                .dependOnClassesThat(resideInAPackage("org.apache.kafka..internals..")
                        .or(belongToAnyOf(StreamsConfig.InternalConfig.class)))
                .check(classes);
    }

    @Test
    void exit_isMainsOnly() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(Main.class.getName())
                .should()
                .callMethod(System.class, "exit", int.class)
                .check(classes);
    }
}
