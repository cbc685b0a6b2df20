package dev.sluice.kstreams;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Makes headers that may be added to; Kafka has no public class that does. */
public final class KafkaHeaders {

    private KafkaHeaders() {}

    public static Headers of(Header... headers) {
        return new RecordHeaders(headers);
    }

    public static Headers copyOf(Headers headers) {
        return new RecordHeaders(headers);
    }
}
