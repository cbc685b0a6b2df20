package dev.sluice.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.config.Settings;
import dev.sluice.config.SettingsException;
import dev.sluice.doctor.Finding;
import dev.sluice.doctor.Finding.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartUpTest {

    private static final String TABLES = "merchants=ref.merchants,currencies=ref.currencies,fx=ref.fx";

    @TempDir
    Path directory;

    private static List<Finding> ofMapping(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1",
                "SLUICE_INPUT_TOPICS", "transactions",
                "SLUICE_S3_BUCKET", "lake"));
        environment.putAll(more);
        return Diagnosis.ofMapping(Settings.fromEnvironment(environment));
    }

    @Test
    void mapping_isWellWhenItCompilesAndItsTablesHaveTopics() {
        assertThat(ofMapping(Map.of("SLUICE_LOOKUPS", TABLES))).singleElement().satisfies(finding -> {
            assertThat(finding.level()).isEqualTo(Level.OK);
            assertThat(finding.toString())
                    .startsWith("mapping: ")
                    .endsWith(" fields, which read the lookup tables currencies, fx, merchants");
        });
    }

    @Test
    void mapping_isFatalWhenATableHasNoTopic() {
        assertThat(ofMapping(Map.of("SLUICE_LOOKUPS", "currencies=c")))
                .hasSize(2)
                .allSatisfy(finding -> {
                    assertThat(finding.level()).isEqualTo(Level.FATAL);
                    assertThat(finding.text()).startsWith("SLUICE_LOOKUPS names no topic for lookup table ");
                });
    }

    @Test
    void mapping_isFatalWhenTheSchemaIsNone() {
        assertThat(ofMapping(Map.of("SLUICE_SCHEMA_FILE", "README.md")))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.level()).isEqualTo(Level.FATAL);
                    assertThat(finding.text()).startsWith("SLUICE_SCHEMA_FILE README.md: ");
                });
    }

    @Test
    void stateDirectory_isMadeWithItsParents() {
        Path state = directory.resolve("a/b");

        StartUp.makeStateDirectory(state);

        assertThat(state).isEmptyDirectory();
    }

    @Test
    void stateDirectory_mayBeALinkToOne() throws Exception {
        Path link =
                Files.createSymbolicLink(directory.resolve("link"), Files.createDirectory(directory.resolve("state")));

        StartUp.makeStateDirectory(link);

        assertThat(link).isEmptyDirectory();
    }

    @Test
    void stateDirectory_isRefusedByItsVariableWhenItCannotBeMade() throws Exception {
        Path state = Files.createFile(directory.resolve("file")).resolve("state");

        assertThatThrownBy(() -> StartUp.makeStateDirectory(state))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith(
                        "SLUICE_STATE_DIRECTORY is \"" + state + "\": it cannot be created; it must be");
    }
}
