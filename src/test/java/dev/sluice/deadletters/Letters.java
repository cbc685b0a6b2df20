package dev.sluice.deadletters;

import dev.sluice.contract.Attempts;
import dev.sluice.contract.FailedRecord;
import dev.sluice.contract.FailureHeaders;
import dev.sluice.contract.OriginalRecord;
import dev.sluice.contract.RefusedBy;
import dev.sluice.contract.SourcePosition;
import dev.sluice.failure.Failure;
import dev.sluice.failure.FailureReason;
import dev.sluice.kstreams.KafkaHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** Dead letters as the service writes them. */
public final class Letters {

    public static final String TOPIC = "app.dead-letters";
    /** Of now, or the broker's retention takes the letter before it is read. */
    public static final long TIMESTAMP = System.currentTimeMillis();

    public static final long FAILED_AT = 1_795_000_000_000L;

    private Letters() {}

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Of a record of {@code payments-2} with the header {@code trace}, refused for its {@code amount}. */
    public static Headers headers(long sourceOffset, FailureReason reason) {
        Headers own = KafkaHeaders.of().add("trace", bytes("t-1"));
        return headers(sourceOffset, own, new Failure(reason, "amount", "amount is a text"));
    }

    /** Of such a record with headers of its own, refused for all these. */
    public static Headers headers(long sourceOffset, Headers own, Failure... failures) {
        return FailureHeaders.write(FailedRecord.of(
                        new SourcePosition("payments", 2, sourceOffset),
                        OriginalRecord.of(null, null, TIMESTAMP, own),
                        List.of(failures),
                        new Attempts(4, FAILED_AT, 0))
                .with(new RefusedBy("app", null, "cafe")));
    }

    public static DeadLetterRecord letter(int partition, long offset, Headers headers, byte @Nullable [] value) {
        return DeadLetterRecord.of(new ConsumerRecord<>(
                TOPIC,
                partition,
                offset,
                TIMESTAMP,
                TimestampType.CREATE_TIME,
                0,
                0,
                bytes("account"),
                value,
                headers,
                Optional.empty()));
    }
}
