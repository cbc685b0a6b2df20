package dev.sluice.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.LintResult;
import dev.sluice.config.SettingsReference;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The chart as a whole: what Helm says to it, and to values that are wrong. */
class ChartTest {

    private static final Path MINIMAL = Chart.ci("minimal");

    /** What the chart decides, so that values do not. */
    private static final Set<String> THE_CHARTS =
            Set.of("SLUICE_SCHEMA_FILE", "SLUICE_STATE_DIRECTORY", "SLUICE_HTTP_ADDRESS", "SLUICE_SHUTDOWN_TIMEOUT");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @MethodSource("dev.sluice.helm.Chart#exampleValues")
    void lint_findsNothing(Path values) throws IOException {
        LintResult result = Chart.lint(values, directory);

        assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
        assertThat(result.getMessages()).noneMatch(message -> message.contains("[WARNING]"));
    }

    @ParameterizedTest
    @MethodSource("dev.sluice.helm.Chart#exampleValues")
    void manifests_areOfTheirKindsAndNamed(Path values) {
        List<HasMetadata> resources = Chart.template(values).resources();

        assertThat(resources)
                .hasSizeGreaterThanOrEqualTo(4)
                .allSatisfy(resource -> {
                    assertThat(resource.getMetadata().getNamespace()).isEqualTo(Chart.NAMESPACE);
                    assertThat(resource.getMetadata().getLabels())
                            .containsEntry("app.kubernetes.io/instance", Chart.RELEASE);
                })
                .extracting(
                        HasMetadata::getKind, resource -> resource.getMetadata().getName())
                .doesNotHaveDuplicates();
    }

    @Test
    void ciFiles_useEveryValue() {
        Set<String> used = Chart.ciValues().stream()
                .flatMap(file -> paths("", Yaml.read(file)))
                .collect(Collectors.toSet());

        assertThat(paths("", Yaml.read(Chart.DIRECTORY.resolve("values.yaml"))))
                .as("values that no file in ci/ sets")
                .allMatch(path -> used.stream().anyMatch(other -> (other + ".").startsWith(path + ".")));
    }

    /** The paths of all leaves, {@code autoscaling.by} for instance. */
    @SuppressWarnings("unchecked") // YAML's mappings with names for keys
    private static Stream<String> paths(String prefix, Map<String, Object> values) {
        return values.entrySet().stream().flatMap(entry -> {
            String path = prefix + entry.getKey();
            return entry.getValue() instanceof Map && !((Map<String, Object>) entry.getValue()).isEmpty()
                    ? paths(path + ".", (Map<String, Object>) entry.getValue())
                    : Stream.of(path);
        });
    }

    @Test
    void version_isThatOfTheProject() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));

        assertThat(pom)
                .contains("<artifactId>sluice</artifactId>\n  <version>"
                        + Yaml.read(Chart.DIRECTORY.resolve("Chart.yaml")).get("appVersion") + "</version>");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            replica                                | 3        | at '': additional properties 'replica' not allowed
            config.SLUICE_INPUT_TOPIC              | a        | at '/config': additional properties 'SLUICE_INPUT_TOPIC' not allowed
            config.SLUICE_ROTATE_RECORDS           | 1000000  | at '/config/SLUICE_ROTATE_RECORDS': got number, want string
            config.SLUICE_SHUTDOWN_TIMEOUT         | 1m       | at '/config': additional properties 'SLUICE_SHUTDOWN_TIMEOUT' not allowed
            resources.limits.memory                | null     | at '/resources/limits': missing property 'memory'
            resources.limits.memory                | much     | at '/resources/limits/memory'
            autoscaling.by                         | memory   | at '/autoscaling/by': value must be one of 'none', 'cpu', 'lag'
            autoscaling.minReplicas                | 0        | at '/autoscaling/minReplicas': minimum: got 0, want 1
            autoscaling.minReplicas                | 9        | autoscaling.minReplicas, 9, must be at most autoscaling.maxReplicas, 4
            monitoring.monitor                     | Service  | at '/monitoring/monitor': value must be one of 'none', 'ServiceMonitor', 'PodMonitor'
            secrets.env.KAFKA_SASL_JAAS_CONFIG     | abc      | at '/secrets/env/KAFKA_SASL_JAAS_CONFIG': got string, want object
            secrets.files.SLUICE_MASK_KEY_FILE.key | abc      | at '/secrets/files/SLUICE_MASK_KEY_FILE': missing property 'secretName'
            config.SLUICE_MASK_KEY                 | abc      | config.SLUICE_MASK_KEY is a secret: put it in a Secret, and that Secret's name and key in secrets.env.SLUICE_MASK_KEY
            config.AWS_SECRET_ACCESS_KEY           | abc      | config.AWS_SECRET_ACCESS_KEY is a secret
            config.KAFKA_GROUP_INSTANCE_ID         | a        | config.KAFKA_GROUP_INSTANCE_ID would be the same for all pods
            strimzi.topics.enabled                 | true     | strimzi.cluster must be the name of the Kafka resource
            """)
    void wrongValue_isRefusedByName(String path, String value, String message) {
        assertThatThrownBy(() -> Chart.template(MINIMAL, Map.of(path, value))).hasMessageContaining(message);
    }

    @Test
    void missingSettings_areRefusedByName() throws IOException {
        Path nothing = Files.writeString(directory.resolve("values.yaml"), "{}");

        assertThatThrownBy(() -> Chart.template(nothing))
                .hasMessageContaining("at '/config': missing properties"
                        + " 'KAFKA_BOOTSTRAP_SERVERS', 'SLUICE_INPUT_TOPICS', 'SLUICE_S3_BUCKET'");
    }

    @Test
    void notes_sayWhatGoesWhereAndHowToSeeWhetherItDoes() {
        assertThat(Chart.notes(MINIMAL))
                .contains("takes transactions from kafka.kafka:9092 to s3://lake.")
                .contains("helm test payments --namespace bank --logs")
                .contains("port-forward payments-sluice-0 8080")
                .contains("No mapping is given");
    }

    @Test
    void sameVariableTwice_isRefused() {
        Map<String, String> overrides =
                Map.of("config.KAFKA_SSL_TRUSTSTORE_LOCATION", "/etc/ssl", "mapping.configMap.name", "other");

        assertThatThrownBy(() -> Chart.template(Chart.ci("secrets"), overrides))
                .hasMessageContaining("KAFKA_SSL_TRUSTSTORE_LOCATION is in config and in secrets: remove one of them");
        assertThatThrownBy(() -> Chart.template(Chart.ci("secrets"), Map.of("mapping.configMap.name", "other")))
                .hasMessageContaining("mapping.schema and mapping.configMap.name are each a mapping: set one of them");
    }

    /** Kafka's own word for what may not be shown, but for certificates, which are public. */
    static List<String> kafkaPasswords() {
        return ConsumerConfig.configDef().configKeys().values().stream()
                .filter(key -> key.type == ConfigDef.Type.PASSWORD)
                .map(key -> "KAFKA_" + key.name.toUpperCase(Locale.ROOT).replace('.', '_'))
                .filter(name -> !name.contains("CERTIFICATE"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("kafkaPasswords")
    void kafkaPassword_isRefusedAsAValue(String variable) {
        assertThatThrownBy(() -> Chart.template(MINIMAL, Map.of("config." + variable, "abc")))
                .hasMessageContaining("config." + variable + " is a secret");
    }

    @Test
    void schema_knowsEveryVariable() throws IOException {
        Set<String> declared = names("`(SLUICE_[A-Z0-9_]+)` \\|", SettingsReference.markdown());
        declared.removeAll(THE_CHARTS);

        assertThat(names("\"(SLUICE_[A-Z0-9_]+)\": ", Files.readString(Chart.DIRECTORY.resolve("values.schema.json"))))
                .as("properties of config in values.schema.json, against the variables in Variables.java")
                .isEqualTo(declared);
    }

    private static Set<String> names(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
