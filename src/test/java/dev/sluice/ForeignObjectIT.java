package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.batch.header.BatchHeader;
import dev.sluice.batch.header.BatchHeaderCodec;
import dev.sluice.testing.EmbeddedS3;
import dev.sluice.testing.ServiceProcess;
import dev.sluice.testing.TransactionRig;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Somebody else's object stands at the very key of a sealed batch, put there while S3 was away from the service. */
class ForeignObjectIT {

    private static final byte[] FOREIGN = "not ours".getBytes(StandardCharsets.UTF_8);
    private static final Path LOG = Path.of("target/foreign-object-it.log");
    private static final int HEADER_KEY_BYTES = 1 + Long.BYTES;

    @TempDir
    Path directory;

    @Test
    void batch_landsOnceUnderAnotherKeyAndTheForeignObjectStays() throws Exception {
        Files.deleteIfExists(LOG);
        try (TransactionRig rig = new TransactionRig(directory, 17)) {
            rig.produceLateMerchants();
            rig.stopS3();
            rig.feed(5_000);
            Map<TopicPartition, Long> ends = rig.topics().ends(TransactionRig.INPUT);
            Map<String, String> env = rig.environment();
            env.put("SLUICE_ROTATE_RECORDS", "500");
            env.put("SLUICE_ROTATE_AGE", "5s");
            String key;
            try (ServiceProcess service = ServiceProcess.start(env, LOG, "-Xmx256m")) {
                key = keyOfASealedBatch(rig);
                putUnseen(key);
                rig.restartS3();
                await().untilAsserted(() -> assertThat(service.metric("sluice_foreign_objects_total"))
                        .isOne());
                takeAway(rig, key);
                await().pollInterval(Duration.ofSeconds(1))
                        .untilAsserted(() -> assertThat(rig.ledger(record -> {}).problems(ends))
                                .isEmpty());
                assertThat(service.terminate()).isEqualTo(143);
            }
            assertThat(rig.ledger(record -> {}).recordsByObject()).doesNotContainKey(key);
            assertThat(Files.readString(LOG)).containsOnlyOnce("object key " + key + " is taken");
            assertThat(Files.readAllLines(LOG))
                    .filteredOn(line -> line.contains(key) && line.contains("is taken"))
                    .singleElement()
                    .asString()
                    .contains("ERROR", "an object prefix of its own");
        }
    }

    /** Waits for one in the changelog: before the upload its key is nowhere else. */
    private static String keyOfASealedBatch(TransactionRig rig) {
        List<String> keys = new ArrayList<>();
        await().ignoreExceptions().until(() -> {
            rig.topics().readCommitted("sluice-blocks-changelog", entry -> addSealed(entry, keys));
            return !keys.isEmpty();
        });
        return keys.get(0);
    }

    private static void addSealed(ConsumerRecord<byte[], byte[]> entry, List<String> keys) {
        if (entry.value() != null && entry.key().length == HEADER_KEY_BYTES) {
            BatchHeader header =
                    BatchHeaderCodec.decode(ByteBuffer.wrap(entry.key()).getLong(1), entry.value());
            if (header.isSealed()) {
                keys.add(header.key().toString());
            }
        }
    }

    /** Puts the foreign object through another server on the same directory, which the service does not know. */
    private void putUnseen(String key) {
        try (EmbeddedS3 other = EmbeddedS3.start(directory.resolve("s3"), 0);
                S3Client s3 = other.client()) {
            s3.putObject(request -> request.bucket(TransactionRig.BUCKET).key(key), RequestBody.fromBytes(FOREIGN));
        }
    }

    /** Sees that the foreign object is what it was, and removes it, for the ledger takes every object for ours. */
    private static void takeAway(TransactionRig rig, String key) {
        try (S3Client s3 = rig.s3()) {
            assertThat(s3.getObjectAsBytes(request ->
                                    request.bucket(TransactionRig.BUCKET).key(key))
                            .asByteArray())
                    .isEqualTo(FOREIGN);
            s3.deleteObject(request -> request.bucket(TransactionRig.BUCKET).key(key));
        }
    }
}
