package dev.sluice.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgramOptionsTest {

    @Test
    void options_areTheLinesThatHaveAValue() {
        assertThat(ProgramOptions.of("\n  settings=A=1;B=2 3\n  input=${input}\n  schema=\n", "keep=true"))
                .containsAllEntriesOf(Map.of("settings", "A=1;B=2 3", "keep", "true"))
                .doesNotContainKeys("input", "schema");
    }

    @Test
    void options_areTheSystemPropertiesWhenNoLineSaysOtherwise() {
        assertThat(ProgramOptions.of())
                .containsEntry("java.home", System.getProperty("java.home"))
                .isNotSameAs(System.getProperties());
        assertThat(ProgramOptions.of("java.home=elsewhere")).containsEntry("java.home", "elsewhere");
    }

    @Test
    void line_isRefusedWhenItIsNoOption() {
        assertThatThrownBy(() -> ProgramOptions.of("records"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an option is name=value, not 'records'");
    }
}
