package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testing.Certificates;
import dev.sluice.testing.EmbeddedKafka;
import dev.sluice.testing.EmbeddedKafka.SecureListener;
import dev.sluice.testing.Patience;
import dev.sluice.testing.ServiceProcess;
import dev.sluice.testing.TransactionRig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A broker that wants TLS, and to know who asks: every client of the service does as it is told, secrets from files.
 */
class SecureKafkaIT {

    private static final String USER = "sluice";
    private static final String PASSWORD = "planted-scram-password";
    private static final String STORE_PASSWORD = "planted-store-password";
    private static final int RECORDS = 5_000;

    @TempDir
    Path directory;

    private Certificates certificates;
    private Path brokerKeys;
    private Path log;

    @BeforeEach
    void certificates() {
        certificates = new Certificates(directory, STORE_PASSWORD);
        brokerKeys = certificates.keyStore("broker");
        log = directory.resolve("service.log");
    }

    @Test
    void everyRecord_landsOverTlsWithAScramPasswordFromAFile() throws Exception {
        try (EmbeddedKafka kafka = startWithScram();
                TransactionRig rig = rig(kafka)) {
            assertEverythingLands(rig, scram(rig, kafka, PASSWORD));
        }
    }

    @Test
    void everyRecord_landsOverMutualTls() throws Exception {
        Path serviceKeys = certificates.keyStore("service");
        Map<String, String> mutual = keysOfBroker();
        mutual.put("ssl.client.auth", "required");
        mutual.put("ssl.truststore.location", certificates.trustStore("service").toString());
        mutual.put("ssl.truststore.password", STORE_PASSWORD);
        try (EmbeddedKafka kafka = EmbeddedKafka.start(new SecureListener("SSL", mutual));
                TransactionRig rig = rig(kafka)) {
            Map<String, String> env = overTls(rig, kafka, "SSL");
            env.put("KAFKA_SSL_KEYSTORE_LOCATION", serviceKeys.toString());
            env.put("KAFKA_SSL_KEYSTORE_PASSWORD_FILE", file("keystore-password", STORE_PASSWORD));
            assertEverythingLands(rig, env);
        }
    }

    @Test
    void service_endsWithAnErrorWhenThePasswordIsWrong() throws Exception {
        try (EmbeddedKafka kafka = startWithScram();
                TransactionRig rig = rig(kafka);
                ServiceProcess service = start(scram(rig, kafka, "planted-wrong-password"))) {
            assertThat(service.endsWithin(Patience.SOON.toMillis()))
                    .as("ends by itself")
                    .isTrue();

            assertThat(service.exitStatus()).isPositive();
            assertThat(Files.readString(log))
                    .containsIgnoringCase("authentication failed")
                    .doesNotContain("planted");
        }
    }

    private EmbeddedKafka startWithScram() throws Exception {
        Map<String, String> scram = keysOfBroker();
        scram.put("sasl.enabled.mechanisms", "SCRAM-SHA-512");
        scram.put(
                "scram-sha-512.sasl.jaas.config", "org.apache.kafka.common.security.scram.ScramLoginModule required;");
        EmbeddedKafka kafka = EmbeddedKafka.start(new SecureListener("SASL_SSL", scram));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                            USER, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), PASSWORD)))
                    .all()
                    .get();
        }
        return kafka;
    }

    private Map<String, String> keysOfBroker() {
        Map<String, String> keys = new HashMap<>();
        keys.put("ssl.keystore.location", brokerKeys.toString());
        keys.put("ssl.keystore.password", STORE_PASSWORD);
        return keys;
    }

    private TransactionRig rig(EmbeddedKafka kafka) throws InterruptedException {
        return new TransactionRig(directory.resolve("rig"), 21, kafka.bootstrapServers(), 3);
    }

    private Map<String, String> scram(TransactionRig rig, EmbeddedKafka kafka, String password) throws IOException {
        Map<String, String> env = overTls(rig, kafka, "SASL_SSL");
        env.put("KAFKA_SASL_MECHANISM", "SCRAM-SHA-512");
        env.put(
                "KAFKA_SASL_JAAS_CONFIG_FILE",
                file(
                        "jaas",
                        "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + USER
                                + "\" password=\"" + password + "\";"));
        return env;
    }

    private Map<String, String> overTls(TransactionRig rig, EmbeddedKafka kafka, String protocol) throws IOException {
        Map<String, String> env = rig.environment();
        env.put("KAFKA_BOOTSTRAP_SERVERS", kafka.secureBootstrapServers());
        env.put("KAFKA_SECURITY_PROTOCOL", protocol);
        env.put(
                "KAFKA_SSL_TRUSTSTORE_LOCATION",
                certificates.trustStore("broker").toString());
        env.put("KAFKA_SSL_TRUSTSTORE_PASSWORD_FILE", file("truststore-password", STORE_PASSWORD));
        env.put("SLUICE_ROTATE_AGE", "2s");
        env.put("SLUICE_LOG_LEVEL", "TRACE");
        return env;
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content + "\n").toString();
    }

    private ServiceProcess start(Map<String, String> env) {
        return ServiceProcess.start(env, log, "-Xmx256m");
    }

    private void assertEverythingLands(TransactionRig rig, Map<String, String> env) throws Exception {
        rig.feed(RECORDS);
        rig.produceLateMerchants();
        Map<TopicPartition, Long> ends = rig.topics().ends(TransactionRig.INPUT);
        try (ServiceProcess service = start(env)) {
            await().pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() ->
                            assertThat(rig.ledger(record -> {}).problems(ends)).isEmpty());
            assertThat(service.terminate()).isEqualTo(143);
        }
        assertThat(Files.readString(log)).doesNotContain("planted");
    }
}
