package dev.sluice.testing;

import dev.sluice.batch.header.OffsetRanges;
import dev.sluice.contract.FailureHeaders;
import dev.sluice.contract.SourcePosition;
import dev.sluice.objectstore.BucketProbe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.SeekableByteArrayInput;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.TopicPartition;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where each input record ended, counted from the objects and the dead letters themselves; the manifest is checked
 * against the objects. A dead letter that was replayed to the retry topic, as the replay topic says, is no place where
 * a record ends. The records must carry {@code source_topic}, {@code source_partition} and {@code source_offset}.
 *
 * <p>It shares two pieces of code with the service, the manifest's notation of offsets and the name of its probes.
 */
public final class Ledger {

    private static final JsonMapper JSON = new JsonMapper();

    private final Map<TopicPartition, BitSet> seen = new HashMap<>();
    private final List<String> problems = new ArrayList<>();
    private final Map<String, Long> deadLettersByReason = new TreeMap<>();
    private final Map<String, Long> recordsByObject = new TreeMap<>();
    private long landed;

    private Ledger() {}

    /**
     * Reads the bucket, the dead letters and the manifest as they are now; {@code onRecord} sees each landed record.
     */
    public static Ledger read(
            KafkaTopics topics,
            String deadLetters,
            String manifest,
            S3Client s3,
            String bucket,
            java.util.function.Consumer<GenericRecord> onRecord) {
        return read(topics, deadLetters, Map.of(), manifest, s3, bucket, key -> true, onRecord);
    }

    /** The same, of a bucket where not all objects count. */
    static Ledger read(
            KafkaTopics topics,
            String deadLetters,
            Map<Integer, BitSet> replayed,
            String manifest,
            S3Client s3,
            String bucket,
            Predicate<String> counts,
            java.util.function.Consumer<GenericRecord> onRecord) {
        Ledger ledger = new Ledger();
        Map<String, JsonNode> announced = ledger.readManifest(topics, manifest);
        for (S3Object object :
                s3.listObjectsV2Paginator(request -> request.bucket(bucket)).contents()) {
            if (!counts.test(object.key()) || BucketProbe.isProbe(object.key())) {
                continue;
            }
            try {
                byte[] bytes = s3.getObjectAsBytes(
                                request -> request.bucket(bucket).key(object.key()))
                        .asByteArray();
                ledger.readObject(object.key(), bytes, announced.remove(object.key()), onRecord);
            } catch (NoSuchKeyException e) {
                ledger.problems.add("listed, but not in the bucket: " + object.key());
            }
        }
        announced.keySet().forEach(key -> ledger.problems.add("announced, but not in the bucket: " + key));
        topics.readCommitted(deadLetters, letter -> {
            if (replayed.getOrDefault(letter.partition(), new BitSet()).get((int) letter.offset())) {
                return;
            }
            SourcePosition source = FailureHeaders.source(letter.headers());
            if (source == null) {
                ledger.problems.add("a dead letter without source position");
                return;
            }
            ledger.deadLettersByReason.merge(
                    String.valueOf(TestHeaders.text(letter.headers(), FailureHeaders.REASON)), 1L, Long::sum);
            ledger.see(source, "dead letter");
        });
        return ledger;
    }

    /** The dead letters that were replayed to the retry topic: offsets by partition. */
    static Map<Integer, BitSet> replayed(KafkaTopics topics, String replays) {
        Map<Integer, BitSet> replayed = new HashMap<>();
        topics.readCommitted(replays, mark -> {
            String[] key = new String(mark.key(), StandardCharsets.UTF_8).split("/");
            int first = Integer.parseInt(key[3]);
            OffsetRanges ranges = OffsetRanges.parse(new String(mark.value(), StandardCharsets.UTF_8));
            for (int i = 0; key[4].equals("retry") && i < ranges.size(); i++) {
                replayed.computeIfAbsent(Integer.valueOf(key[2]), partition -> new BitSet())
                        .set(first + (int) ranges.first(i), first + (int) ranges.last(i) + 1);
            }
        });
        return replayed;
    }

    private Map<String, JsonNode> readManifest(KafkaTopics topics, String manifest) {
        Map<String, JsonNode> announced = new HashMap<>();
        topics.readCommitted(manifest, entry -> {
            JsonNode json = JSON.readTree(entry.value());
            String key = json.get("key").asString();
            if (announced.put(key, json) != null) {
                problems.add("announced twice: " + key);
            }
        });
        return announced;
    }

    private void readObject(
            String key, byte[] bytes, JsonNode announced, java.util.function.Consumer<GenericRecord> onRecord) {
        Map<Integer, BitSet> offsets = new TreeMap<>();
        long records = 0;
        try (DataFileReader<GenericRecord> reader =
                new DataFileReader<>(new SeekableByteArrayInput(bytes), new GenericDatumReader<>())) {
            for (GenericRecord record : reader) {
                SourcePosition source = new SourcePosition(
                        record.get("source_topic").toString(), (Integer) record.get("source_partition"), (Long)
                                record.get("source_offset"));
                see(source, key);
                offsets.computeIfAbsent(source.partition(), p -> new BitSet()).set((int) source.offset());
                onRecord.accept(record);
                records++;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("object " + key + " is not readable", e);
        }
        landed += records;
        recordsByObject.put(key, records);
        if (announced == null) {
            problems.add("in the bucket, but not announced: " + key);
        } else if (announced.get("records").asLong() != records
                || announced.get("bytes").asLong() != bytes.length) {
            problems.add("announced with other counts: " + key);
        } else if (!offsets.equals(offsets(announced))) {
            problems.add("announced with other offsets: " + key);
        }
    }

    private static Map<Integer, BitSet> offsets(JsonNode announced) {
        Map<Integer, BitSet> offsets = new TreeMap<>();
        announced.get("offsets").properties().forEach(entry -> {
            OffsetRanges ranges = OffsetRanges.parse(entry.getValue().asString());
            BitSet set = offsets.computeIfAbsent(Integer.valueOf(entry.getKey()), p -> new BitSet());
            for (int i = 0; i < ranges.size(); i++) {
                set.set((int) ranges.first(i), (int) ranges.last(i) + 1);
            }
        });
        return offsets;
    }

    private void see(SourcePosition source, String where) {
        BitSet offsets =
                seen.computeIfAbsent(new TopicPartition(source.topic(), source.partition()), partition -> new BitSet());
        if (offsets.get((int) source.offset())) {
            problems.add("doubled: " + source + ", again in " + where);
        }
        offsets.set((int) source.offset());
    }

    /**
     * What is wrong, given how far each input partition goes and that each of its offsets is a record; empty when
     * nothing is.
     */
    public List<String> problems(Map<TopicPartition, Long> ends) {
        List<String> all = new ArrayList<>(problems);
        ends.forEach((partition, end) -> {
            BitSet offsets = seen.getOrDefault(partition, new BitSet());
            if (offsets.cardinality() != end) {
                all.add("lost in " + partition + ": " + (end - offsets.cardinality()) + " of " + end + ", the first at "
                        + offsets.nextClearBit(0));
            }
        });
        return all;
    }

    /** Records in objects. */
    public long landed() {
        return landed;
    }

    public long deadLetters() {
        return deadLettersByReason.values().stream().mapToLong(Long::longValue).sum();
    }

    public Map<String, Long> deadLettersByReason() {
        return deadLettersByReason;
    }

    /** Record counts by object key. */
    public Map<String, Long> recordsByObject() {
        return recordsByObject;
    }
}
