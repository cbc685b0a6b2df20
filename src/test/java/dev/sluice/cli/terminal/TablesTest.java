package dev.sluice.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TablesTest {

    private static final List<String> TITLES = List.of("LEVEL", "FINDING");

    @Test
    void lastCell_goesOnBelowItselfWhenItIsLong() {
        assertThat(Tables.wrapped(TITLES, List.of(List.of("fatal", "word ".repeat(20)), List.of("ok", "all is well"))))
                .containsExactly(
                        "LEVEL  FINDING",
                        "fatal  word word word word word word word word word word word word word word",
                        "       word word word word word word",
                        "ok     all is well");
    }

    @Test
    void lastCell_isLeftHalfOfTheColumnsWhenTheOthersAreLong() {
        String topic = "t".repeat(70);

        assertThat(Tables.wrapped(TITLES, List.of(List.of(topic, "does not exist")))
                        .subList(1, 3))
                .containsExactly(topic + "  does not", " ".repeat(40) + "exist");
    }
}
