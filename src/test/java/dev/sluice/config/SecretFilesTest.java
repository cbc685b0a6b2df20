package dev.sluice.config;

import static dev.sluice.config.LeastSettings.problems;
import static dev.sluice.config.LeastSettings.settings;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code KAFKA_…_FILE}: the value of a setting of Kafka's, from a file. */
class SecretFilesTest {

    private static final String JAAS = "org.apache.kafka.common.security.scram.ScramLoginModule required"
            + " username=\"sluice\" password=\"planted-password\";";

    @TempDir
    Path directory;

    private String file(byte[] content) throws Exception {
        return Files.write(directory.resolve("secret"), content).toString();
    }

    private String file(String content) throws Exception {
        return Files.writeString(directory.resolve("secret"), content).toString();
    }

    @Test
    void file_holdsTheValueOfAnySettingWithoutItsLastLineBreak() throws Exception {
        assertThat(settings(Map.of("KAFKA_SASL_JAAS_CONFIG_FILE", file(JAAS + "\n")))
                        .kafka()
                        .streams())
                .containsEntry("sasl.jaas.config", JAAS);
        assertThat(settings(Map.of("KAFKA_PRODUCER_SSL_KEYSTORE_KEY_FILE", file("a\nb\r\n")))
                        .kafka()
                        .streams())
                .containsEntry("producer.ssl.keystore.key", "a\nb");
    }

    @Test
    void settingOfKafkasOwn_keepsItsNameWhenThatEndsInFile() {
        String property = "sasl.oauthbearer.assertion.private.key.file";

        assertThat(settings(Map.of(KafkaNames.variableOf(property), "/run/secrets/key.pem"))
                        .kafka()
                        .streams())
                .containsEntry(property, "/run/secrets/key.pem");
    }

    @Test
    void content_isNeverShown() throws Exception {
        assertThat(problems(Map.of("KAFKA_LINGER_MS_FILE", file("planted-password"))))
                .singleElement()
                .asString()
                .startsWith("KAFKA_LINGER_MS_FILE is a text of 16 characters")
                .contains("a whole number")
                .doesNotContain("planted");
        assertThat(settings(Map.of("KAFKA_SSL_KEYSTORE_PASSWORD_FILE", file(JAAS)))
                        .toString())
                .doesNotContain("planted");
    }

    @Test
    void file_isRefusedWhenItHoldsNoText() throws Exception {
        assertThat(problems(Map.of("KAFKA_SSL_KEY_PASSWORD_FILE", file(new byte[] {(byte) 0xff}))))
                .singleElement()
                .asString()
                .contains("KAFKA_SSL_KEY_PASSWORD_FILE", "UTF-8");
        assertThat(problems(Map.of("KAFKA_SSL_KEY_PASSWORD_FILE", file("\n"))))
                .singleElement()
                .asString()
                .contains("the file is empty");
        assertThat(problems(Map.of("KAFKA_SSL_KEY_PASSWORD_FILE", "/no/such/file")))
                .singleElement()
                .asString()
                .contains("KAFKA_SSL_KEY_PASSWORD_FILE", "/no/such/file", "no such file");
    }

    @Test
    void setting_isRefusedTwice() throws Exception {
        assertThat(problems(Map.of("KAFKA_SSL_KEY_PASSWORD", "a", "KAFKA_SSL_KEY_PASSWORD_FILE", file("a"))))
                .singleElement()
                .asString()
                .contains("KAFKA_SSL_KEY_PASSWORD_FILE and KAFKA_SSL_KEY_PASSWORD are both set");
    }

    @Test
    void misspeltFile_isNoSetting() {
        assertThat(problems(Map.of("KAFKA_SASL_JASS_CONFIG_FILE", "/run/secrets/jaas")))
                .singleElement()
                .asString()
                .contains("KAFKA_SASL_JASS_CONFIG_FILE is not a setting");
    }

    @Test
    void oauthOfKafkas_isPassedThrough() {
        Map<String, String> oauth = Map.of(
                "KAFKA_SECURITY_PROTOCOL", "SASL_SSL",
                "KAFKA_SASL_MECHANISM", "OAUTHBEARER",
                "KAFKA_SASL_JAAS_CONFIG",
                        "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required;",
                "KAFKA_SASL_LOGIN_CALLBACK_HANDLER_CLASS",
                        "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler",
                "KAFKA_SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL", "https://id.example.org/token",
                "KAFKA_SASL_OAUTHBEARER_CLIENT_CREDENTIALS_CLIENT_ID", "sluice",
                "KAFKA_SASL_OAUTHBEARER_SCOPE", "kafka");
        Settings settings = settings(oauth);

        // Kafka parses the class name, so it is there; each client gets it.
        for (Map<String, Object> client :
                List.of(settings.kafka().reader().consumer(), settings.kafka().admin())) {
            assertThat(client)
                    .containsEntry("sasl.mechanism", "OAUTHBEARER")
                    .containsEntry("sasl.oauthbearer.token.endpoint.url", "https://id.example.org/token")
                    .containsEntry("sasl.oauthbearer.client.credentials.client.id", "sluice")
                    .containsEntry("sasl.oauthbearer.scope", "kafka")
                    .containsKey("sasl.login.callback.handler.class");
        }
    }
}
