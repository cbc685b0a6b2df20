package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.adobe.testing.s3mock.testcontainers.S3MockContainer;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import dev.sluice.testing.CheckedProducer;
import dev.sluice.testing.KafkaTopics;
import dev.sluice.testing.Ledger;
import dev.sluice.testing.ReferenceData;
import dev.sluice.testing.TransactionGenerator;
import dev.sluice.testing.TransactionGenerator.Message;
import dev.sluice.testing.TransactionGenerator.Mix;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerFetchException;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.startupcheck.OneShotStartupCheckStrategy;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.RemoteDockerImage;
import org.testcontainers.images.builder.ImageFromDockerfile;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The image of the {@code Dockerfile}, built and run beside apache/kafka and adobe/s3mock; skipped, and said to be,
 * where no Docker engine answers or the base images are not to be had.
 */
class ContainerImageIT {

    private static final int RECORDS = 20_000;
    private static final int STOP_SECONDS = 40;
    private static final int SIGTERM_STATUS = 143;
    private static final Mix MIX = new Mix(0.03, 0, Duration.ofMillis(200));

    private static Network network;
    private static KafkaContainer kafka;
    private static S3MockContainer s3;
    private static ImageFromDockerfile image;

    @BeforeAll
    static void start() throws IOException {
        assume(DockerClientFactory.instance().isDockerAvailable(), "no Docker engine answers (DOCKER_HOST)");
        for (String line : Files.readAllLines(Path.of("Dockerfile"))) {
            if (line.matches("ARG \\w+=eclipse-temurin:.*")) {
                String base = line.substring(line.indexOf('=') + 1);
                assume(isToBeHad(base), "base image " + base + " is neither here nor in a registry that answers");
            }
        }
        image = new ImageFromDockerfile("sluice-it", false)
                .withDockerfile(Path.of("Dockerfile").toAbsolutePath())
                .withBuildImageCmdModifier(build -> build.withNetworkMode("host"));
        network = Network.newNetwork();
        kafka = new KafkaContainer("apache/kafka:4.4.0")
                .withNetwork(network)
                .withListener("kafka:19092")
                .withStartupTimeout(Duration.ofMinutes(3));
        s3 = new S3MockContainer("5.2.0")
                .withInitialBuckets("lake")
                .withNetwork(network)
                .withNetworkAliases("s3");
        kafka.start();
        s3.start();
    }

    private static void assume(boolean holds, String otherwise) {
        if (!holds) {
            System.out.println("ContainerImageIT: skipped, for " + otherwise);
        }
        Assumptions.assumeTrue(holds, otherwise);
    }

    private static boolean isToBeHad(String name) {
        try {
            return !new RemoteDockerImage(DockerImageName.parse(name)).get().isEmpty();
        } catch (ContainerFetchException e) {
            return false;
        }
    }

    @AfterAll
    static void stop() {
        for (AutoCloseable resource : new AutoCloseable[] {s3, kafka, network}) {
            if (resource != null) {
                try {
                    resource.close();
                } catch (Exception e) {
                    throw new IllegalStateException("cannot close " + resource, e);
                }
            }
        }
    }

    @Test
    void everyRecord_landsOnceAcrossACleanStop() throws Exception {
        KafkaTopics topics = new KafkaTopics(kafka.getBootstrapServers());
        topics.create(3, "transactions", "sluice.retries", "sluice.dead-letters");
        topics.create(1, "sluice.manifest", "ref.merchants", "ref.currencies", "ref.fx");
        produce(topics, "ref.merchants", ReferenceData.merchants(MIX));
        produce(topics, "ref.currencies", ReferenceData.currencies());
        produce(topics, "ref.fx", ReferenceData.rates());
        TransactionGenerator generator = new TransactionGenerator(31, MIX, Instant.parse("2026-11-20T13:00:00Z"));
        feed(topics, generator);

        try (GenericContainer<?> service = service()) {
            service.start();
            assertThat(service.execInContainer("id", "-u").getStdout()).isEqualToIgnoringNewLines("10001");
            assertThat(service.execInContainer("touch", "/opt/sluice/file").getStderr())
                    .contains("Read-only");
            await().until(() -> service.getLogs().contains("\"message\":\"Started"));
            feed(topics, generator);

            assertThat(exitStatusOnSigterm(service)).isEqualTo(SIGTERM_STATUS);
            assertThat(service.getLogs()).contains("\"message\":\"Closed\"");
        }

        Map<TopicPartition, Long> ends = topics.ends("transactions");
        try (GenericContainer<?> successor = service();
                S3Client client = client()) {
            successor.start();
            await().pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() -> assertThat(Ledger.read(
                                            topics,
                                            "sluice.dead-letters",
                                            "sluice.manifest",
                                            client,
                                            "lake",
                                            record -> {})
                                    .problems(ends))
                            .isEmpty());
        }
    }

    /** With {@code -XX:AOTMode=on} the JVM does not start unless the cache fits it and its class path. */
    @Test
    void cacheOfTheLibraries_isUsedByTheJvm() {
        try (GenericContainer<?> version = new GenericContainer<>(image)
                .withCommand("--version")
                .withEnv("JAVA_TOOL_OPTIONS", "-XX:AOTMode=on")
                .withStartupCheckStrategy(new OneShotStartupCheckStrategy().withTimeout(Duration.ofMinutes(1)))) {
            version.start();

            assertThat(version.getLogs()).contains("sluice 0.").doesNotContainIgnoringCase("error");
        }
    }

    @Test
    void billOfMaterials_isInTheImage() {
        try (GenericContainer<?> print = new GenericContainer<>(image)
                .withCreateContainerCmdModifier(
                        command -> command.withEntrypoint("cat", "/opt/sluice/sluice-sbom.json"))
                .withStartupCheckStrategy(new OneShotStartupCheckStrategy())) {
            print.start();

            assertThat(print.getLogs()).contains("\"CycloneDX\"", "pkg:maven/org.apache.kafka/kafka-streams@");
        }
    }

    /** As the README and the chart run it: nothing writable but its state and /tmp, and no privilege at all. */
    private static GenericContainer<?> service() {
        return new GenericContainer<>(image)
                .withNetwork(network)
                .withExposedPorts(8080)
                .withEnv(Map.ofEntries(
                        Map.entry("KAFKA_BOOTSTRAP_SERVERS", "kafka:19092"),
                        Map.entry("SLUICE_INPUT_TOPICS", "transactions"),
                        Map.entry("SLUICE_LOOKUPS", "merchants=ref.merchants,currencies=ref.currencies,fx=ref.fx"),
                        Map.entry("SLUICE_ROTATE_AGE", "2s"),
                        Map.entry("SLUICE_S3_BUCKET", "lake"),
                        Map.entry("SLUICE_S3_ENDPOINT", "http://s3:9090"),
                        Map.entry("SLUICE_S3_PATH_STYLE", "true"),
                        Map.entry("AWS_ACCESS_KEY_ID", "any"),
                        Map.entry("AWS_SECRET_ACCESS_KEY", "any")))
                .withCreateContainerCmdModifier(command -> {
                    HostConfig host = command.getHostConfig();
                    if (host == null) {
                        throw new IllegalStateException("Testcontainers makes a host configuration");
                    }
                    host.withReadonlyRootfs(true)
                            .withTmpFs(Map.of("/tmp", "rw"))
                            .withCapDrop(Capability.ALL)
                            .withSecurityOpts(List.of("no-new-privileges"))
                            .withMemory(512L << 20);
                })
                .waitingFor(Wait.forHealthcheck().withStartupTimeout(Duration.ofMinutes(2)));
    }

    private static long exitStatusOnSigterm(GenericContainer<?> service) {
        service.getDockerClient()
                .stopContainerCmd(service.getContainerId())
                .withTimeout(STOP_SECONDS)
                .exec();
        InspectContainerResponse ended = service.getDockerClient()
                .inspectContainerCmd(service.getContainerId())
                .exec();
        return ended.getState().getExitCodeLong();
    }

    private static void feed(KafkaTopics topics, TransactionGenerator generator) {
        try (CheckedProducer producer = topics.producer()) {
            for (int i = 0; i < RECORDS; i++) {
                Message message = generator.next();
                producer.send(new ProducerRecord<>("transactions", message.key(), message.value()));
            }
        }
    }

    private static void produce(KafkaTopics topics, String topic, List<ReferenceData.Row> rows) {
        try (CheckedProducer producer = topics.producer()) {
            rows.forEach(row -> producer.send(new ProducerRecord<>(topic, row.keyBytes(), row.jsonBytes())));
        }
    }

    private static S3Client client() {
        return S3Client.builder()
                .endpointOverride(URI.create(s3.getHttpEndpoint()))
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
                .build();
    }
}
