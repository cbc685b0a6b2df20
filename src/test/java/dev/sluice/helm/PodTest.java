package dev.sluice.helm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Settings;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecretKeySelector;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pods that the chart makes: their environment, volumes, rights and probes. */
class PodTest {

    @TempDir
    private Path directory;

    /** The strictest reader of an environment is the service. */
    @ParameterizedTest
    @MethodSource("dev.sluice.helm.Chart#exampleValues")
    void environment_isUsableByTheService(Path values) throws IOException {
        ServicePod pod = ServicePod.of(Chart.template(values));

        Settings settings = Settings.fromEnvironment(pod.environment(directory));

        assertThat(Duration.ofSeconds(pod.spec().getTerminationGracePeriodSeconds()))
                .as("a stop may take the shutdown timeout and five seconds more")
                .isGreaterThan(settings.operation().shutdownTimeout().plusSeconds(5));
    }

    @ParameterizedTest
    @MethodSource("dev.sluice.helm.Chart#exampleValues")
    void pods_meetTheRestrictedStandard(Path values) throws IOException {
        assertRestricted(ServicePod.of(Chart.template(values)).spec());
        assertRestricted(Chart.testPod(values, directory).getSpec());
    }

    /** The rules of the restricted pod-security standard that a pod can break, and a read-only root file system. */
    private static void assertRestricted(PodSpec pod) {
        assertThat(Stream.of(pod.getHostNetwork(), pod.getHostPID(), pod.getHostIPC()))
                .containsOnlyNulls();
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(Optional.ofNullable(pod.getSecurityContext().getRunAsUser())).isNotEqualTo(Optional.of(0L));
        assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(pod.getEnableServiceLinks()).isFalse();
        assertThat(pod.getAutomountServiceAccountToken()).isFalse();
        assertThat(pod.getVolumes()).allMatch(volume -> volume.getHostPath() == null);
        assertThat(pod.getInitContainers()).isEmpty();
        assertThat(pod.getContainers()).hasSize(1).allSatisfy(container -> {
            assertThat(container.getSecurityContext().getAllowPrivilegeEscalation())
                    .isFalse();
            assertThat(container.getSecurityContext().getReadOnlyRootFilesystem())
                    .isTrue();
            assertThat(container.getSecurityContext().getPrivileged()).isNull();
            assertThat(container.getSecurityContext().getRunAsUser()).isNull();
            assertThat(container.getSecurityContext().getCapabilities().getDrop())
                    .containsExactly("ALL");
            assertThat(container.getSecurityContext().getCapabilities().getAdd())
                    .isEmpty();
            assertThat(container.getPorts()).allMatch(port -> port.getHostPort() == null);
            assertThat(container.getResources().getLimits()).containsKey("memory");
        });
    }

    @Test
    void secrets_areReferencedAndNowhereWritten() {
        ServicePod pod = ServicePod.of(Chart.template(Chart.ci("secrets")));

        Map<String, SecretKeySelector> referenced = pod.container().getEnv().stream()
                .filter(variable -> variable.getValueFrom() != null
                        && variable.getValueFrom().getSecretKeyRef() != null)
                .collect(Collectors.toMap(
                        EnvVar::getName, variable -> variable.getValueFrom().getSecretKeyRef()));
        assertThat(referenced).containsOnlyKeys("KAFKA_SASL_JAAS_CONFIG", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY");
        assertThat(referenced.get("KAFKA_SASL_JAAS_CONFIG"))
                .isEqualTo(new SecretKeySelector("sasl.jaas.config", "sluice-kafka", null));

        assertThat(pod.volume("secrets").getProjected().getSources())
                .flatExtracting(source -> source.getSecret().getItems())
                .extracting(item -> pod.mountPath("secrets") + "/" + item.getPath())
                .containsExactlyInAnyOrder(
                        pod.valueOf("SLUICE_MASK_KEY_FILE"), pod.valueOf("KAFKA_SSL_TRUSTSTORE_LOCATION"));
    }

    @Test
    void mapping_isMountedAndRestartsPodsWhenItChanges() {
        Manifests manifests = Chart.template(Chart.ci("secrets"));
        Manifests changed = Chart.template(Chart.ci("secrets"), Map.of("mapping.schema", "null"));
        ServicePod pod = ServicePod.of(manifests);
        ConfigMap schema = manifests.one(ConfigMap.class);

        assertThat(pod.volume("mapping").getConfigMap().getName())
                .isEqualTo(schema.getMetadata().getName());
        assertThat(schema.getData())
                .containsOnlyKeys(
                        pod.volume("mapping").getConfigMap().getItems().get(0).getKey());
        assertThat(pod.valueOf("SLUICE_SCHEMA_FILE")).isEqualTo(pod.mountPath("mapping") + "/schema.avsc");
        assertThat(checksum(manifests)).isNotNull().isNotEqualTo(checksum(changed));
    }

    private static String checksum(Manifests manifests) {
        return manifests
                .one(StatefulSet.class)
                .getSpec()
                .getTemplate()
                .getMetadata()
                .getAnnotations()
                .get("checksum/mapping");
    }

    @Test
    void mappingOfOnesOwnConfigMap_isMountedUnderTheNameThatTheServiceReads() {
        ServicePod pod = ServicePod.of(Chart.template(Chart.ci("ephemeral")));

        Volume mapping = pod.volume("mapping");
        assertThat(mapping.getConfigMap().getName()).isEqualTo("lake-mapping");
        assertThat(mapping.getConfigMap().getItems())
                .extracting(item -> item.getKey() + " is " + pod.mountPath("mapping") + "/" + item.getPath())
                .containsExactly("payment.avsc is " + pod.valueOf("SLUICE_SCHEMA_FILE"));
    }

    @Test
    void member_isStaticByThePodsNameUnlessTheGroupHasNoSuchMembers() {
        String variable = "KAFKA_GROUP_INSTANCE_ID";

        EnvVar id = ServicePod.of(Chart.template(Chart.ci("minimal")))
                .variable(variable)
                .orElseThrow();
        assertThat(id.getValueFrom().getFieldRef().getFieldPath()).isEqualTo("metadata.name");
        assertThat(List.of("ephemeral", "operated"))
                .as("of the streams protocol, and without staticMembership")
                .allSatisfy(values -> assertThat(
                                ServicePod.of(Chart.template(Chart.ci(values))).variable(variable))
                        .isEmpty());
    }

    @Test
    void state_isAClaimOfEachPodOrAnEmptyDir() throws IOException {
        StatefulSetSpec claiming =
                Chart.template(Chart.ci("operated")).one(StatefulSet.class).getSpec();
        assertThat(claiming.getVolumeClaimTemplates()).singleElement().satisfies(claim -> {
            assertThat(claim.getMetadata().getName()).isEqualTo("state");
            assertThat(claim.getSpec().getStorageClassName()).isEqualTo("fast");
            assertThat(claim.getSpec().getResources().getRequests()).containsEntry("storage", new Quantity("20Gi"));
        });

        Manifests ephemeral = Chart.template(Chart.ci("ephemeral"));
        ServicePod pod = ServicePod.of(ephemeral);
        assertThat(ephemeral.one(StatefulSet.class).getSpec().getVolumeClaimTemplates())
                .isEmpty();
        assertThat(pod.volume("state").getEmptyDir().getSizeLimit()).isEqualTo(new Quantity("3Gi"));
        assertThat(Files.readString(Path.of("Dockerfile")))
                .contains("SLUICE_STATE_DIRECTORY=" + pod.mountPath("state"));
    }

    @Test
    void probes_askWhatTheServiceServes() {
        Container container = ServicePod.of(Chart.template(Chart.ci("minimal"))).container();

        assertThat(Stream.of(container.getStartupProbe(), container.getLivenessProbe(), container.getReadinessProbe()))
                .extracting(probe -> probe.getHttpGet().getPath())
                .containsExactly("/health/live", "/health/live", "/health/ready");
    }
}
