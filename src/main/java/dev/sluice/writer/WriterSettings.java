package dev.sluice.writer;

import dev.sluice.kafka.Remedies;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link KafkaWriter} is made of.
 *
 * @param name what the run is called in messages, such as "replay of application sluice"
 * @param transactionalId of all runs of which one may be at work at a time
 * @param producer settings of a Kafka producer
 * @param rate how many records a second at most; null for as many as go
 */
public record WriterSettings(
        String name,
        String transactionalId,
        PositionsTopic positions,
        Map<String, Object> producer,
        TransactionLimits limits,
        @Nullable Integer rate,
        Remedies remedies) {

    public WriterSettings {
        producer = Map.copyOf(producer);
        if (rate != null && rate < 1) {
            throw new IllegalArgumentException("a rate of " + rate + " records a second; it must be 1 or more");
        }
    }
}
