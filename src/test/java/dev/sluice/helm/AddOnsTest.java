package dev.sluice.helm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Settings;
import dev.sluice.contract.Topics;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRuleSpec;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import io.strimzi.api.kafka.model.user.KafkaUserAuthorizationSimple;
import io.strimzi.api.kafka.model.user.acl.AclResourcePatternType;
import io.strimzi.api.kafka.model.user.acl.AclRule;
import io.strimzi.api.kafka.model.user.acl.AclRuleClusterResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleGroupResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleTopicResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleTransactionalIdResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the chart makes beside the pods: who finds, scales, scrapes and shields them, and their topics. */
class AddOnsTest {

    @TempDir
    private Path directory;

    /** A selector that selects nothing is the mistake that no type finds. */
    @Test
    void selectors_selectThePodsOrTheirService() throws IOException {
        Manifests manifests = Chart.template(Chart.ci("operated"));
        Service service = manifests.one(Service.class);
        Map<String, String> testPod =
                Chart.testPod(Chart.ci("operated"), directory).getMetadata().getLabels();

        assertThat(Stream.of(
                        manifests.one(StatefulSet.class).getSpec().getSelector().getMatchLabels(),
                        service.getSpec().getSelector(),
                        manifests
                                .one(PodDisruptionBudget.class)
                                .getSpec()
                                .getSelector()
                                .getMatchLabels(),
                        manifests
                                .one(NetworkPolicy.class)
                                .getSpec()
                                .getPodSelector()
                                .getMatchLabels()))
                .allSatisfy(selector -> assertThat(podLabels(manifests)).containsAllEntriesOf(selector))
                .allSatisfy(selector -> assertThat(testPod.entrySet().containsAll(selector.entrySet()))
                        .as("whether the pod of helm test is selected")
                        .isFalse());
        assertThat(service.getMetadata().getLabels())
                .containsAllEntriesOf(manifests
                        .one(ServiceMonitor.class)
                        .getSpec()
                        .getSelector()
                        .getMatchLabels());
        assertThat(manifests.one(StatefulSet.class).getSpec().getServiceName())
                .isEqualTo(service.getMetadata().getName());

        Manifests byPod = Chart.template(Chart.ci("lag"));
        assertThat(podLabels(byPod))
                .containsAllEntriesOf(
                        byPod.one(PodMonitor.class).getSpec().getSelector().getMatchLabels());
    }

    private static Map<String, String> podLabels(Manifests manifests) {
        return manifests
                .one(StatefulSet.class)
                .getSpec()
                .getTemplate()
                .getMetadata()
                .getLabels();
    }

    @Test
    void serviceAccount_carriesTheCloudsIdentity() {
        assertThat(Chart.template(Chart.ci("operated"))
                        .one(ServiceAccount.class)
                        .getMetadata()
                        .getAnnotations())
                .containsKey("eks.amazonaws.com/role-arn");

        Manifests without = Chart.template(Chart.ci("secrets"));
        assertThat(without.all(ServiceAccount.class)).isEmpty();
        assertThat(ServicePod.of(without).spec().getServiceAccountName()).isEqualTo("lake-writer");
    }

    @Test
    void autoscalerByCpu_replacesTheNumberOfPods() {
        Manifests manifests = Chart.template(Chart.ci("ephemeral"));
        StatefulSet set = manifests.one(StatefulSet.class);

        assertThat(set.getSpec().getReplicas()).isNull();
        assertThat(manifests
                        .one(HorizontalPodAutoscaler.class)
                        .getSpec()
                        .getScaleTargetRef()
                        .getName())
                .isEqualTo(set.getMetadata().getName());
    }

    @Test
    void autoscalerByLag_looksAtEachInputTopic() {
        Manifests manifests = Chart.template(Chart.ci("lag"));
        StatefulSet set = manifests.one(StatefulSet.class);
        ScaledObject scaler = manifests.one(ScaledObject.class);

        assertThat(set.getSpec().getReplicas()).isNull();
        assertThat(scaler.getSpec().scaleTargetRef())
                .isEqualTo(new ScaledObject.Target(
                        "apps/v1", "StatefulSet", set.getMetadata().getName()));
        assertThat(scaler.getSpec().triggers())
                .extracting(ScaledObject.Trigger::metadata)
                .allSatisfy(metadata -> assertThat(metadata)
                        .containsEntry("consumerGroup", "sluice")
                        .containsEntry("lagThreshold", "2000000"))
                .extracting(metadata -> metadata.get("topic"))
                .containsExactly("transactions", "refunds");
    }

    @Test
    void prometheusRule_hasWhatComposesPrometheusReads() {
        PrometheusRule rule = Chart.template(Chart.ci("operated")).one(PrometheusRule.class);

        assertThat(rule.getSpec())
                .isEqualTo(Manifests.typed(
                        Yaml.read(Chart.DIRECTORY.resolve("files/alerts.yaml")), PrometheusRuleSpec.class));
    }

    @Test
    void dashboard_isTheFileItself() throws IOException {
        ConfigMap dashboard = Chart.template(Chart.ci("operated")).one(ConfigMap.class);

        assertThat(dashboard.getMetadata().getLabels()).containsEntry("grafana_dashboard", "1");
        assertThat(dashboard.getData().get("sluice.json").strip())
                .isEqualTo(Files.readString(Chart.DIRECTORY.resolve("files/dashboard.json"))
                        .strip());
    }

    @ParameterizedTest
    @ValueSource(strings = {"strimzi", "minimal"})
    void kafkaTopics_areThoseThatTheServiceUses(String values) throws IOException {
        Manifests manifests =
                Chart.template(Chart.ci(values), Map.of("strimzi.topics.enabled", "true", "strimzi.cluster", "lake"));

        Topics topics = Settings.fromEnvironment(ServicePod.of(manifests).environment(directory))
                .topics();
        assertThat(manifests.all(KafkaTopic.class))
                .extracting(topic -> topic.getSpec().getTopicName())
                .containsExactlyInAnyOrder(topics.retries(), topics.deadLetters(), topics.manifest());
    }

    @Test
    void kafkaUser_hasTheRightsThatAreNeededAndNoOthers() {
        KafkaUser user = Chart.template(Chart.ci("strimzi")).one(KafkaUser.class);

        assertThat(((KafkaUserAuthorizationSimple) user.getSpec().getAuthorization()).getAcls())
                .extracting(AddOnsTest::text)
                .containsExactlyInAnyOrder(
                        "topic transactions: describe describeconfigs read",
                        "topic refunds: describe describeconfigs read",
                        "topic lookup.merchants: describe describeconfigs read",
                        "topic payments.retries: describe describeconfigs read write",
                        "topic payments.refused: describe describeconfigs read write",
                        "topic payments.manifest: describe describeconfigs read write",
                        "topic payments.replays: create describe describeconfigs read write",
                        "topic payments-*: create describe describeconfigs read write",
                        "cluster: describeconfigs",
                        "group payments: describe read",
                        "transactionalId payments-*: describe write");
    }

    private static String text(AclRule rule) {
        return text(rule.getResource()) + ": "
                + rule.getOperations().stream()
                        .map(operation -> operation.name().toLowerCase(Locale.ROOT))
                        .sorted()
                        .collect(Collectors.joining(" "));
    }

    private static String text(AclRuleResource resource) {
        if (resource instanceof AclRuleTopicResource topic) {
            return "topic " + topic.getName() + star(topic.getPatternType());
        }
        if (resource instanceof AclRuleTransactionalIdResource id) {
            return "transactionalId " + id.getName() + star(id.getPatternType());
        }
        if (resource instanceof AclRuleClusterResource) {
            return "cluster";
        }
        return "group " + ((AclRuleGroupResource) resource).getName();
    }

    private static String star(AclResourcePatternType pattern) {
        return pattern == AclResourcePatternType.PREFIX ? "*" : "";
    }
}
