package dev.sluice.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicReaderTest {

    @Test
    void reader_leavesNothingOpenWhenItsSettingsAreUnusable() {
        Map<String, Object> admin = Map.of("bootstrap.servers", "127.0.0.1:1", "client.id", "topic-reader-test");
        Map<String, Object> consumer = Map.of("bootstrap.servers", "127.0.0.1:1", "fetch.min.bytes", "many");

        assertThatThrownBy(() -> new TopicReader(consumer, admin))
                .isInstanceOf(NoAnswerException.class)
                .hasMessageContaining("fetch.min.bytes");
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.contains("topic-reader-test"));
    }
}
