package dev.sluice.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.kafka.InMemoryTopics;
import dev.sluice.kafka.ManualClock;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ManifestReaderTest {

    private static final String TOPIC = "manifest";

    private final InMemoryTopics topics = new InMemoryTopics().create(TOPIC);
    private final ManifestReader reader =
            new ManifestReader(topics.reader(new ManualClock()), List.of(new TopicPartition(TOPIC, 0)));

    /** Writes down what it receives. */
    private static final class Log implements ManifestReader.Sink {
        final List<String> lines = new ArrayList<>();

        @Override
        public void object(ManifestReader.Position position, LandedObject object) {
            lines.add(position + " object");
        }

        @Override
        public void gap(ManifestReader.Position position, Gap gap) {
            lines.add(position + " gap");
        }

        @Override
        public void unknown(ManifestReader.Position position, UnknownEntry unknown) {
            lines.add(position + " " + unknown.kind());
        }

        @Override
        public void undecodable(ManifestReader.Position position, String problem) {
            lines.add(position + " " + problem);
        }
    }

    private void append(String value) {
        topics.append(TOPIC, null, value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }

    private List<String> read() throws Exception {
        Log log = new Log();
        reader.readOn(log);
        return log.lines;
    }

    @Test
    void entries_areReadOnceEachAndAgainAfterARewind() throws Exception {
        append("{\"version\": 1, \"kind\": \"of-a-later-version\"}");
        append(null);
        assertThat(read()).containsExactly("manifest-0@0 of-a-later-version", "manifest-0@1 it has no value");

        append("{\"version\": 1, \"kind\": \"another\"}");
        assertThat(read()).containsExactly("manifest-0@2 another");
        assertThat(read()).isEmpty();

        reader.rewind();
        assertThat(read()).hasSize(3);
    }
}
