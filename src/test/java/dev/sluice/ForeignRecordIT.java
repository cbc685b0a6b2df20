package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.cli.SluiceCommand;
import dev.sluice.config.Settings;
import dev.sluice.contract.Attempts;
import dev.sluice.contract.FailedRecord;
import dev.sluice.contract.FailureHeaders;
import dev.sluice.contract.OriginalRecord;
import dev.sluice.contract.RefusedBy;
import dev.sluice.contract.SourcePosition;
import dev.sluice.kstreams.KafkaHeaders;
import dev.sluice.service.Sluice;
import dev.sluice.testing.CheckedProducer;
import dev.sluice.testing.TestHeaders;
import dev.sluice.testing.TransactionRig;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Records that another program writes to the retry topic of a running service. */
class ForeignRecordIT {

    private static final List<SourcePosition> FORGED = List.of(
            new SourcePosition("../../evil", 0, 1),
            new SourcePosition("another-topic", 0, 2),
            new SourcePosition(TransactionRig.INPUT, 3, 3));

    @TempDir
    Path directory;

    @Test
    void foreignRecords_areDeadLetteredAndTheServiceStaysReadyAndVerifyWhole() throws Exception {
        try (TransactionRig rig = new TransactionRig(directory, 5)) {
            Map<String, String> env = rig.environment();
            env.put("SLUICE_ROTATE_AGE", "1s");
            try (Sluice sluice = Sluice.start(Settings.fromEnvironment(env))) {
                rig.feed(1_000);
                forge(rig);
                await().untilAsserted(() -> assertThat(foreignLetters(rig)).hasSize(FORGED.size() + 1));
                await().untilAsserted(() -> assertThat(HttpPage.get(sluice, "/metrics"))
                        .contains("sluice_records_dead_lettered_total{reason=\"foreign_record\"} 4.0")
                        .contains("sluice_ready 1.0"));
                await().untilAsserted(() -> assertThat(verify(env)).contains("Whole: each of 1,000 records"));
            }
            assertThat(foreignLetters(rig))
                    .extracting(
                            letter -> FailureHeaders.source(letter.headers()).topic())
                    .containsOnly("sluice.retries");
            assertThat(foreignLetters(rig))
                    .extracting(letter -> FailureHeaders.source(
                            TestHeaders.failed(letter.headers()).original().ownHeaders()))
                    .as("what they claim is kept")
                    .containsAll(FORGED);
        }
    }

    private static void forge(TransactionRig rig) {
        byte[] value = "{}".getBytes(StandardCharsets.UTF_8);
        try (CheckedProducer producer = rig.topics().producer()) {
            for (SourcePosition source : FORGED) {
                FailedRecord forged = new FailedRecord(
                        source,
                        OriginalRecord.of(null, value, 77, KafkaHeaders.of()),
                        List.of(),
                        new Attempts(1, 1, Long.MAX_VALUE),
                        RefusedBy.UNKNOWN,
                        null);
                Headers headers = FailureHeaders.write(forged);
                producer.send(new ProducerRecord<>("sluice.retries", 0, null, null, value, headers));
            }
            producer.send(new ProducerRecord<>("sluice.retries", 0, null, value));
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> foreignLetters(TransactionRig rig) {
        List<ConsumerRecord<byte[], byte[]>> letters = new ArrayList<>();
        rig.topics().readCommitted("sluice.dead-letters", letter -> {
            if (TestHeaders.text(letter.headers(), FailureHeaders.REASON).equals("foreign_record")) {
                letters.add(letter);
            }
        });
        return letters;
    }

    private static String verify(Map<String, String> env) {
        StringWriter out = new StringWriter();
        CommandLine commandLine = SluiceCommand.commandLine(env);
        commandLine.setOut(new PrintWriter(out));
        commandLine.execute("verify");
        return out.toString();
    }
}
