package dev.sluice.bench;

import dev.sluice.bench.Contender.Written;
import dev.sluice.testing.BrokerProcess;
import dev.sluice.testing.CheckedProducer;
import dev.sluice.testing.EmbeddedS3;
import dev.sluice.testing.KafkaTopics;
import dev.sluice.testing.ServerProcess;
import dev.sluice.testing.Signals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.utils.Utils;

/**
 * A broker and an S3 server, each a process of its own, and contenders one after another.
 *
 * <p>A contender first gets its warm-up. Then it is frozen (SIGSTOP) while the broker gets the transactions that count,
 * so that nothing else runs while it works on them, from SIGCONT until the last one is in an object that has landed.
 */
final class BenchmarkRig implements AutoCloseable {

    private static final String BUCKET = "lake";
    private static final Duration WAIT = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Path directory;
    private final Path logs;
    private final BrokerProcess broker;
    private final ServerProcess s3;
    private final KafkaTopics topics;
    private int runs;

    BenchmarkRig() throws Exception {
        directory = Files.createTempDirectory("sluice-bench-");
        logs = Files.createDirectories(Path.of("target", "bench"));
        broker = new BrokerProcess(directory.resolve("kafka"), logs.resolve("kafka.log"));
        s3 = ServerProcess.start(
                EmbeddedS3.class,
                List.of("-Xmx512m", "-Dsluice.log.target=System.err"),
                List.of("0", directory.resolve("s3").toString(), BUCKET),
                logs.resolve("s3.log"));
        topics = new KafkaTopics(broker.bootstrapServers());
        produceLookups();
    }

    private void produceLookups() throws InterruptedException {
        topics.create(1, SluiceContender.LOOKUPS.values().toArray(String[]::new));
        try (CheckedProducer producer = topics.producer()) {
            Workload.LOOKUPS.forEach((table, rows) -> rows.forEach(row -> producer.send(
                    new ProducerRecord<>(SluiceContender.LOOKUPS.get(table), row.keyBytes(), row.jsonBytes()))));
        }
    }

    /** One contender's work on one load. */
    Measurement measure(String name, BenchmarkOptions options) throws Exception {
        String topic = "bench-" + name + "-" + ++runs;
        topics.create(options.partitions(), topic);
        try {
            return measure(name, options, new Load(options), topic);
        } finally {
            topics.delete(topic);
        }
    }

    private Measurement measure(String name, BenchmarkOptions options, Load load, String topic) throws Exception {
        try (CheckedProducer producer = topics.producer()) {
            load.produce(producer, topic, options.warmUp());
            try (Contender contender = start(name, options, topic)) {
                await(contender, options.warmUp());
                try (JvmProbe jvm = new JvmProbe(contender.process(), contender.thread())) {
                    Duration collecting = jvm.collecting();
                    long allocated = jvm.allocatedBytes();
                    Signals.send(contender.process(), "STOP");
                    Written written = contender.written();
                    load.produce(producer, topic, options.records());
                    Duration cpu = jvm.cpu();
                    long startNanos = System.nanoTime();
                    Signals.send(contender.process(), "CONT");
                    await(contender, (long) options.warmUp() + options.records());
                    long nanos = System.nanoTime() - startNanos;
                    return new Measurement(
                            options.records(),
                            load.bytes(),
                            nanos / 1e9,
                            seconds(jvm.cpu().minus(cpu)),
                            jvm.peakResidentBytes(),
                            seconds(jvm.collecting().minus(collecting)),
                            jvm.allocatedBytes() - allocated,
                            contender.written().since(written));
                }
            }
        }
    }

    private Contender start(String name, BenchmarkOptions options, String topic) throws InterruptedException {
        String bootstrapServers = broker.bootstrapServers();
        return switch (name) {
            case "sluice" ->
                new SluiceContender(options, bootstrapServers, s3.address(), BUCKET, topic, directory, logs);
            case "limit" -> new LoopContender(Loop.LIMIT, options, bootstrapServers, topic, logs.resolve("limit.log"));
            case "naive" -> new LoopContender(Loop.NAIVE, options, bootstrapServers, topic, logs.resolve("naive.log"));
            default ->
                throw new IllegalArgumentException(
                        "-Dbench.contenders: there is no '" + name + "'; there are sluice, limit and naive");
        };
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private static void await(Contender contender, long records) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (long done = 0; done < records; done = contender.done(WAIT)) {
            if (!contender.process().isAlive() || System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "done with " + done + " of " + records + " records, and no further; see target/bench");
            }
        }
    }

    @Override
    public void close() throws IOException {
        broker.close();
        s3.close();
        Utils.delete(directory.toFile());
    }
}
