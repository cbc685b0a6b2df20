package dev.sluice.testing;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A producer that fails, at the latest when it is closed, unless the broker has taken every record. */
public final class CheckedProducer implements AutoCloseable {

    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicReference<Exception> firstFailure = new AtomicReference<>();

    CheckedProducer(Map<String, Object> config) {
        producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    public void send(ProducerRecord<byte[], byte[]> record) {
        producer.send(record, (at, failure) -> {
            if (failure != null) {
                failed.incrementAndGet();
                firstFailure.compareAndSet(null, failure);
            }
        });
    }

    /**
     * Waits until the broker has answered every record so far.
     *
     * @throws IllegalStateException with the first failure, if the broker has not taken one of them
     */
    public void flush() {
        producer.flush();
        check();
    }

    /** Does what {@link #flush} does, for the last time. */
    @Override
    public void close() {
        producer.close();
        check();
    }

    private void check() {
        if (failed.get() > 0) {
            throw new IllegalStateException("the broker has not taken " + failed + " records", firstFailure.get());
        }
    }
}
