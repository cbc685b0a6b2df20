package dev.sluice;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.Source;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
 * Who uses whom. Each package says it in one sentence of its {@code package-info.java}, {@code …; uses batch, failure
 * and Avro.}, and uses just that: no package and no library beside those, and none of them in vain. What is not said
 * there is the JDK, and JSpecify's annotations.
 */
class ArchitectureTest {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final String ROOT = "dev.sluice";
    private static final List<String> EVERYBODYS =
            List.of("java.", "javax.", "com.sun.net.httpserver.", "org.jspecify.");

    /** Libraries as the sentences name them, and where their classes are. */
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

    private static final Pattern SENTENCE = Pattern.compile("/\\*\\*([^.]+); uses ([^;]+)\\. \\*/\n@NullMarked\n");

    private static JavaClasses classes;

    @BeforeAll
    static void readClasses() {
        classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(ROOT);
    }

    /** Every package with a source file in it. */
    static Stream<String> packages() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files
                    .filter(file -> file.toString().endsWith(".java"))
                    .map(file -> SOURCES.relativize(file.getParent()).toString().replace('/', '.'))
                    .collect(Collectors.toCollection(TreeSet::new))
                    .stream();
        }
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

        assertThat(named(name))
                .as("what %s uses, by its package-info.java", name)
                .isEqualTo(used);
    }

    /** A package of ours by its name, a library by the name that we give it, and whatever else by its class. */
    private static String asNamed(JavaClass type) {
        if (type.getPackageName().startsWith(ROOT)) {
            return type.getPackageName().equals(ROOT)
                    ? ROOT
                    : type.getPackageName().substring(ROOT.length() + 1);
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
