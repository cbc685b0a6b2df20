package dev.sluice.deadletters;

import dev.sluice.contract.FailureHeaders;
import dev.sluice.contract.SourcePosition;
import dev.sluice.failure.Failure;
import dev.sluice.failure.FailureReason;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
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
        Headers headers = new RecordHeaders().add("trace", bytes("t-1"));
        Failure failure = new Failure(reason, "amount", "amount is a text");
        FailureHeaders.write(headers, failure, new SourcePosition("payments", 2, sourceOffset), 4, FAILED_AT);
        FailureHeaders.writeOrigin(headers, "app", "cafe");
        return headers;
    }

    public static DeadLetterRecord letter(int partition, long offset, Headers headers, byte @Nullable [] value) {
        return new DeadLetterRecord(new ConsumerRecord<>(
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
