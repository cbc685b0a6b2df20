package dev.sluice.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ScopeTest {

    private static final TopicPartition FIRST = new TopicPartition("card-payments-0", 0);
    private static final TopicPartition SECOND = new TopicPartition("card-payments-0", 1);

    @Test
    void bound_isThePartitionsOwnBeforeThatOfAll() {
        Scope scope =
                Scope.parse(List.of(), List.of("100", "card-payments-0-1=200"), List.of("card-payments-0-0=150"), true);

        assertThat(scope.from(FIRST, 0)).isEqualTo(100);
        assertThat(scope.from(SECOND, 0)).isEqualTo(200);
        assertThat(scope.to(FIRST, 1_000)).isEqualTo(150);
        assertThat(scope.to(SECOND, 1_000)).isEqualTo(1_000);
    }

    @Test
    void bound_isWithinTheLog() {
        Scope scope = Scope.parse(List.of(), List.of("100"), List.of("900"), true);

        assertThat(scope.from(FIRST, 300)).isEqualTo(300);
        assertThat(scope.to(FIRST, 500)).isEqualTo(500);
    }

    @Test
    void parse_namesTheOptionAndTheFormWhenABoundIsNone() {
        assertThatThrownBy(() -> Scope.parse(List.of(), List.of("payments=3"), List.of(), true))
                .hasMessageContaining("--from payments=3")
                .hasMessageContaining("transactions-0=1000");
    }

    @Test
    void parse_refusesTwoBoundsOfOnePartition() {
        assertThatThrownBy(() -> Scope.parse(List.of(), List.of(), List.of("1", "2"), true))
                .hasMessageContaining("--to 2");
    }
}
