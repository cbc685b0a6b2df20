package dev.sluice.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contract.Topics;
import dev.sluice.doctor.Finding.Level;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChecksTest {

    @Test
    void kafka_isFatalWithTheRemedyWhenItsNameDoesNotResolve() throws Exception {
        DoctorTarget target = new DoctorTarget(
                "sluice",
                new Topics(List.of("in"), "retries", "letters", "replays", "manifest", Map.of()),
                new DoctorTarget.Producing(30_000, 1_000_000, 1_000_000),
                "lake",
                "in",
                Map.of("bootstrap.servers", "sluice.invalid:9092"));

        assertThat(Checks.ofKafka(target, Checks.PATIENCE).findings())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.level()).isEqualTo(Level.FATAL);
                    assertThat(finding.toString())
                            .startsWith("Kafka: its settings are unusable (No resolvable bootstrap urls")
                            .endsWith("); correct KAFKA_BOOTSTRAP_SERVERS and the other KAFKA_ settings");
                });
    }
}
