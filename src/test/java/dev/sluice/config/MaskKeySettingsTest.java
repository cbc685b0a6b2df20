package dev.sluice.config;

import static dev.sluice.config.LeastSettings.problems;
import static dev.sluice.config.LeastSettings.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.sluice.mapping.mask.MaskKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The key of masked fields: from a variable or from a file, and never shown. */
class MaskKeySettingsTest {

    private static final String KEY = "0123456789abcdef";

    @TempDir
    Path directory;

    private String file(String content) throws Exception {
        return Files.writeString(directory.resolve("key"), content).toString();
    }

    @Test
    void key_isOptionalAndComesFromEither() throws Exception {
        assertThat(settings(Map.of()).conversion().maskKey()).isNull();
        assertThat(settings(Map.of("SLUICE_MASK_KEY", KEY)).conversion().maskKey())
                .isNotNull();
        assertThat(settings(Map.of("SLUICE_MASK_KEY_FILE", file(KEY)))
                        .conversion()
                        .maskKey())
                .isNotNull();
    }

    @Test
    void key_isNeverShown() {
        assertThat(settings(Map.of("SLUICE_MASK_KEY", KEY)).toString()).doesNotContain(KEY);
        assertThat(problems(Map.of("SLUICE_MASK_KEY", "too short")))
                .singleElement()
                .asString()
                .contains("SLUICE_MASK_KEY", "at least " + MaskKey.MIN_BYTES + " bytes")
                .doesNotContain("too short");
    }

    @Test
    void file_isNotShownForItMightBeTheKey() {
        assertThat(problems(Map.of("SLUICE_MASK_KEY_FILE", "/nonexistent")))
                .singleElement()
                .asString()
                .startsWith(
                        "SLUICE_MASK_KEY_FILE is a text of 12 characters (not shown: it may be a secret): there is");
    }

    @Test
    void key_isRefusedTwice() throws Exception {
        assertThat(problems(Map.of("SLUICE_MASK_KEY", KEY, "SLUICE_MASK_KEY_FILE", file(KEY))))
                .singleElement()
                .asString()
                .contains("SLUICE_MASK_KEY and SLUICE_MASK_KEY_FILE", "set one of them");
    }

    @Test
    void file_countsWithoutItsLastLineBreak() throws Exception {
        assertThatCode(() -> settings(Map.of("SLUICE_MASK_KEY_FILE", file(KEY + "\r\n"))))
                .doesNotThrowAnyException();
        assertThat(problems(Map.of("SLUICE_MASK_KEY_FILE", file(KEY.substring(1) + "\n"))))
                .singleElement()
                .asString()
                .contains("at least 16 bytes");
    }
}
