package dev.sluice.bench;

import dev.sluice.contract.Changelogs;
import dev.sluice.contract.LandedObject;
import dev.sluice.contract.ManifestEntry;
import dev.sluice.testing.EmbeddedS3;
import dev.sluice.testing.KafkaTopics;
import dev.sluice.testing.ServiceProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/**
 * The service, as its users run it, with its defaults; done is what its manifest announces or its dead letters hold.
 */
final class SluiceContender implements Contender {

    static final Map<String, String> LOOKUPS =
            Map.of("merchants", "bench.merchants", "currencies", "bench.currencies", "fx", "bench.fx");

    private static final int BROKER = 1;

    private final String application;
    private final ServiceProcess service;
    private final KafkaConsumer<byte[], byte[]> outcomes;
    private final Admin admin;
    private long done;
    private long objects;
    private long objectBytes;

    SluiceContender(
            BenchmarkOptions options,
            String bootstrapServers,
            String s3,
            String bucket,
            String topic,
            Path directory,
            Path logs)
            throws InterruptedException {
        application = topic + "-app";
        KafkaTopics topics = new KafkaTopics(bootstrapServers);
        topics.create(options.partitions(), application + ".retries", application + ".dead-letters");
        topics.create(1, application + ".manifest");
        Map<String, String> env = new HashMap<>();
        env.put("KAFKA_BOOTSTRAP_SERVERS", bootstrapServers);
        env.put("KAFKA_NUM_STREAM_THREADS", Integer.toString(options.threads()));
        env.put("SLUICE_APPLICATION_ID", application);
        env.put("SLUICE_INPUT_TOPICS", topic);
        env.put("SLUICE_SCHEMA_FILE", options.schema().toString());
        env.put(
                "SLUICE_LOOKUPS",
                String.join(
                        ",",
                        LOOKUPS.entrySet().stream()
                                .map(table -> table.getKey() + "=" + table.getValue())
                                .toList()));
        env.put("SLUICE_ROTATE_RECORDS", Integer.toString(options.recordsAnObject()));
        env.put("SLUICE_ROTATE_AGE", "1m");
        env.put("SLUICE_CODEC", options.codec());
        env.put("SLUICE_S3_BUCKET", bucket);
        env.put("SLUICE_S3_ENDPOINT", s3);
        env.put("SLUICE_S3_REGION", "us-east-1");
        env.put("SLUICE_S3_PATH_STYLE", "true");
        env.put("SLUICE_STATE_DIRECTORY", directory.resolve("state-" + topic).toString());
        env.put("AWS_ACCESS_KEY_ID", EmbeddedS3.ACCESS_KEY);
        env.put("AWS_SECRET_ACCESS_KEY", EmbeddedS3.SECRET_KEY);
        env.putAll(options.settings());
        service = ServiceProcess.start(env, logs.resolve("sluice.log"), "-Xmx" + options.heap());
        admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
        outcomes = topics.committedFromBeginning(application + ".manifest", application + ".dead-letters");
    }

    @Override
    public Process process() {
        return service.process();
    }

    @Override
    public String thread() {
        return "StreamThread";
    }

    @Override
    public long done(Duration wait) {
        for (ConsumerRecord<byte[], byte[]> outcome : outcomes.poll(wait)) {
            if (outcome.topic().endsWith(".manifest")) {
                count(ManifestEntry.decode(outcome.value()));
            } else {
                done++;
            }
        }
        return done;
    }

    private void count(ManifestEntry entry) {
        entry.match(Optional::of, gap -> Optional.<LandedObject>empty(), unknown -> Optional.<LandedObject>empty())
                .ifPresent(object -> {
                    done += object.records();
                    objects++;
                    objectBytes += object.bytes();
                });
    }

    @Override
    public Written written() throws InterruptedException {
        return new Written(objects, objectBytes, changelogBytes());
    }

    /** The size of the block store's changelog on the broker, from which nothing is cleaned within so short a time. */
    private long changelogBytes() throws InterruptedException {
        String changelog = Changelogs.blocks(application);
        try {
            return admin.describeLogDirs(List.of(BROKER)).allDescriptions().get().get(BROKER).values().stream()
                    .flatMap(directory -> directory.replicaInfos().entrySet().stream())
                    .filter(replica -> replica.getKey().topic().equals(changelog))
                    .mapToLong(replica -> replica.getValue().size())
                    .sum();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the broker does not say how large its logs are", e.getCause());
        }
    }

    @Override
    public void close() {
        service.close();
        outcomes.close();
        admin.close();
    }
}
