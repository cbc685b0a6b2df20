package dev.sluice;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The package rules, in one place: what each package may use of ours, and where each library lives. */
@AnalyzeClasses(packages = "dev.sluice", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule failure_usesNoOther = uses("failure");

    @ArchTest
    static final ArchRule batch_usesNoOther = uses("batch");

    @ArchTest
    static final ArchRule http_usesNoOther = uses("http");

    @ArchTest
    static final ArchRule mapping_usesFailure = uses("mapping", "failure");

    @ArchTest
    static final ArchRule cli_asksTheMappingTheTopicsAndTheDoctor =
            uses("cli", "mapping", "failure", "verify", "deadletters", "kafka", "doctor");

    @ArchTest
    static final ArchRule doctor_looksAtTopicsAndBucket = uses("doctor", "topology", "objectstore");

    @ArchTest
    static final ArchRule kafka_usesNoOther = uses("kafka");

    @ArchTest
    static final ArchRule deadletters_readsAndWritesTopics =
            uses("deadletters", "failure", "batch", "topology", "kafka");

    @ArchTest
    static final ArchRule verify_readsWhatTheOthersWrite =
            uses("verify", "mapping", "failure", "batch", "objectstore", "topology", "kafka", "deadletters");

    @ArchTest
    static final ArchRule cli_isMainsOnly = noClasses()
            .that()
            .resideOutsideOfPackage("dev.sluice.cli")
            .and()
            .doNotHaveFullyQualifiedName("dev.sluice.Main")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.sluice.cli");

    @ArchTest
    static final ArchRule metrics_usesTheReasons = uses("metrics", "failure", "batch");

    @ArchTest
    static final ArchRule objectstore_usesMetricsAndFailure = uses("objectstore", "metrics", "failure");

    @ArchTest
    static final ArchRule topology_usesTheFive =
            uses("topology", "mapping", "failure", "batch", "objectstore", "metrics");

    /** Settings are made of the other packages' own value types. */
    @ArchTest
    static final ArchRule config_usesWhatItConfigures =
            uses("config", "failure", "mapping", "batch", "objectstore", "topology");

    @ArchTest
    static final ArchRule config_isReadByMainAndSluiceOnly = noClasses()
            .that()
            .resideOutsideOfPackages("dev.sluice", "dev.sluice.config")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.sluice.config");

    @ArchTest
    static final ArchRule kafkaStreams_livesInTopology = lives("org.apache.kafka.streams..", "topology", "config");

    @ArchTest
    static final ArchRule kafkaCommon_livesWhereRecordsAre = lives(
            "org.apache.kafka.common..",
            "topology",
            "failure",
            "config",
            "verify",
            "metrics",
            "doctor",
            "kafka",
            "deadletters");

    @ArchTest
    static final ArchRule kafkaClients_liveWhereRecordsAreReadOrSentBack =
            lives("org.apache.kafka.clients..", "verify", "topology", "config", "doctor", "kafka", "deadletters");

    @ArchTest
    static final ArchRule aws_livesInObjectstore = lives("software.amazon..", "objectstore");

    @ArchTest
    static final ArchRule avro_livesInMappingCliAndVerify = lives("org.apache.avro..", "mapping", "cli", "verify");

    @ArchTest
    static final ArchRule codecs_liveInBatch = lives("com.github.luben..", "batch");

    @ArchTest
    static final ArchRule snappy_livesInBatch = lives("org.xerial..", "batch");

    @ArchTest
    static final ArchRule jackson_livesWhereJsonIs = lives("tools.jackson..", "mapping", "topology", "http", "cli");

    @ArchTest
    static final ArchRule micrometer_livesInMetrics = lives("io.micrometer..", "metrics");

    @ArchTest
    static final ArchRule picocli_livesInMainAndCli = lives("picocli..", "cli");

    @ArchTest
    static final ArchRule exit_isMainsOnly = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("dev.sluice.Main")
            .should()
            .callMethod(System.class, "exit", int.class);

    private static ArchRule uses(String room, String... others) {
        List<String> rooms = new ArrayList<>(
                Arrays.stream(others).map(ArchitectureTest::room).toList());
        rooms.add(room(room));
        return classes()
                .that()
                .resideInAPackage(room(room))
                .should()
                .onlyDependOnClassesThat(com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage(
                                rooms.toArray(String[]::new))
                        .or(com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage(
                                "dev.sluice..")));
    }

    /** Only these rooms use the library, and the root package, which wires them. */
    private static ArchRule lives(String library, String... rooms) {
        List<String> allowed =
                new ArrayList<>(Arrays.stream(rooms).map(ArchitectureTest::room).toList());
        allowed.add("dev.sluice");
        return noClasses()
                .that()
                .resideOutsideOfPackages(allowed.toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library);
    }

    private static String room(String name) {
        return "dev.sluice." + name + "..";
    }
}
