package dev.sluice.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class TopicReaderTest {

    private static final TopicPartition A = new TopicPartition("a", 0);
    private static final TopicPartition B = new TopicPartition("b", 0);

    private final InMemoryTopics topics = new InMemoryTopics().create("a").create("b");
    private final ManualClock clock = new ManualClock();
    private final TopicReader reader = topics.reader(clock);
    private final List<String> read = new ArrayList<>();

    private void append(String topic, int records) {
        for (int i = 0; i < records; i++) {
            topics.append(topic, null, "v".getBytes(StandardCharsets.UTF_8));
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> consumed) {
        read.add(TopicReader.place(consumed));
    }

    @Test
    void reader_leavesNothingOpenWhenItsSettingsAreUnusable() {
        Map<String, Object> admin = Map.of("bootstrap.servers", "127.0.0.1:1", "client.id", "topic-reader-test");
        Map<String, Object> consumer = Map.of("bootstrap.servers", "127.0.0.1:1", "fetch.min.bytes", "many");
        ReaderSettings settings = new ReaderSettings(consumer, admin, new Remedies("correct them", "check brokers"));

        assertThatThrownBy(() -> TopicReader.open(settings, MonotonicClock.SYSTEM))
                .isInstanceOf(UnusableException.class)
                .hasMessageContaining("fetch.min.bytes")
                .hasMessageEndingWith("; correct them");
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.contains("topic-reader-test"));
    }

    @Test
    void readAll_endsBeforeTheGivenOffsets() throws Exception {
        append("a", 3);
        append("b", 5);

        reader.readAll(Map.of(A, 3L, B, 2L), this::take);

        assertThat(read).containsExactlyInAnyOrder("a-0@0", "a-0@1", "a-0@2", "b-0@0", "b-0@1");
    }

    @Test
    void readAll_beginsAgainHoweverFarItWasReadBefore() throws Exception {
        append("a", 2);
        reader.readOn(List.of(A), this::take);
        read.clear();

        reader.readAll(Map.of(A, 2L), this::take);

        assertThat(read).containsExactly("a-0@0", "a-0@1");
    }

    @Test
    void readOn_goesOnWhereItStopped() throws Exception {
        append("a", 2);
        reader.readOn(List.of(A), this::take);
        append("a", 1);
        append("b", 1);
        read.clear();

        reader.readOn(List.of(A, B), this::take);

        assertThat(read).containsExactlyInAnyOrder("a-0@2", "b-0@0");
    }

    @Test
    void readOn_beginsWhereItIsTold() throws Exception {
        append("a", 4);
        reader.seek(A, 3);

        reader.readOn(List.of(A), this::take);

        assertThat(read).containsExactly("a-0@3");
    }

    @Test
    void readOn_readsNothingOfAnEmptyTopic() throws Exception {
        reader.readOn(List.of(A), this::take);
        reader.readOn(List.of(), this::take);

        assertThat(read).isEmpty();
    }

    @Test
    void readOn_goesOnAtTheFirstRecordLeftWhenRetentionTookTheNext() throws Exception {
        append("a", 5);
        topics.expire("a", 3);
        reader.seek(A, 1);

        reader.readOn(List.of(A), this::take);

        assertThat(read).containsExactly("a-0@3", "a-0@4");
    }

    @Test
    void readOn_givesUpWhenATransactionStaysOpen() {
        append("a", 2);
        topics.open("a", 3);

        assertThatThrownBy(() -> reader.readOn(List.of(A), this::take))
                .isInstanceOf(NoAnswerException.class)
                .hasMessageContaining("a transaction has been open for 120 s in one of [a-0]");
    }

    @Test
    void settledEnds_areTheEndsOnceNothingIsOpen() throws Exception {
        append("a", 2);

        assertThat(reader.settledEnds(List.of(A, B))).isEqualTo(Map.of(A, 2L, B, 0L));
    }
}
