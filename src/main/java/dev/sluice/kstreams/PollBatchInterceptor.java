package dev.sluice.kstreams;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** An interceptor of the main consumer that makes one {@link PollBatch} of the records that a poll got of a partition. */
public final class PollBatchInterceptor extends PolledRecords {

    @Override
    List<ConsumerRecord<byte[], byte[]>> changed(List<ConsumerRecord<byte[], byte[]>> records) {
        return List.of(PollBatch.asOne(records));
    }
}
