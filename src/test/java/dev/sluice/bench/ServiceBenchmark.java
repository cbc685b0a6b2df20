package dev.sluice.bench;

import dev.sluice.bench.Contender.Written;
import dev.sluice.testing.BrokerProcess;
import dev.sluice.testing.EmbeddedS3;
import dev.sluice.testing.KafkaTopics;
import dev.sluice.testing.ServerProcess;
import dev.sluice.testing.Signals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.utils.Utils;

/**
 * {@code ./mvnw -Pbench}: the whole service and two plain loops, in turns, each over the same transactions.
 *
 * <p>A contender first gets its warm-up. Then it is frozen (SIGSTOP) while the broker gets the transactions that count,
 * so that nothing else runs while it works on them, from SIGCONT until the last one is in an object that has landed.
 */
public final class ServiceBenchmark {

    private static final String BUCKET = "lake";
    private static final Duration WAIT = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final BenchmarkOptions options;
    private final Path directory;
    private final Path logs;
    private final Load load;

    private ServiceBenchmark(BenchmarkOptions options, Path directory) throws IOException {
        this.options = options;
        this.directory = directory;
        logs = Files.createDirectories(Path.of("target", "bench"));
        load = new Load(options);
    }

    public static void main(String[] args) throws Exception {
        BenchmarkOptions options = BenchmarkOptions.ofSystemProperties();
        Path directory = Files.createTempDirectory("sluice-bench-");
        try {
            new ServiceBenchmark(options, directory).run();
        } finally {
            Utils.delete(directory.toFile());
        }
    }

    private void run() throws Exception {
        Map<String, List<Measurement>> measurements = new LinkedHashMap<>();
        options.contenders().forEach(name -> measurements.put(name, new ArrayList<>()));
        try (BrokerProcess broker = new BrokerProcess(directory.resolve("kafka"), logs.resolve("kafka.log"));
                ServerProcess s3 = ServerProcess.start(
                        EmbeddedS3.class,
                        List.of("-Xmx512m", "-Dsluice.log.target=System.err"),
                        List.of("0", directory.resolve("s3").toString(), BUCKET),
                        logs.resolve("s3.log"))) {
            KafkaTopics topics = new KafkaTopics(broker.bootstrapServers());
            produceLookups(topics);
            for (int round = 1; round <= options.rounds(); round++) {
                for (String name : options.contenders()) {
                    String topic = "bench-" + name + "-" + round;
                    topics.create(options.partitions(), topic);
                    Measurement measurement = measure(name, topic, broker.bootstrapServers(), s3.address(), topics);
                    topics.delete(topic);
                    measurements.get(name).add(measurement);
                    System.out.printf(Locale.ROOT, "round %d  %-8s %s%n", round, name, measurement);
                }
            }
        }
        System.out.print(Report.of(options, measurements));
    }

    private static void produceLookups(KafkaTopics topics) throws InterruptedException {
        topics.create(1, SluiceContender.LOOKUPS.values().toArray(String[]::new));
        try (KafkaProducer<byte[], byte[]> producer = topics.producer()) {
            Workload.LOOKUPS.forEach((table, rows) -> rows.forEach(row -> producer.send(
                    new ProducerRecord<>(SluiceContender.LOOKUPS.get(table), row.keyBytes(), row.jsonBytes()))));
        }
    }

    private Contender start(String name, String topic, String bootstrapServers, String s3) throws InterruptedException {
        return switch (name) {
            case "sluice" -> new SluiceContender(options, bootstrapServers, s3, BUCKET, topic, directory);
            case "limit" -> new LoopContender(Loop.LIMIT, options, bootstrapServers, topic, logs.resolve("limit.log"));
            case "naive" -> new LoopContender(Loop.NAIVE, options, bootstrapServers, topic, logs.resolve("naive.log"));
            default ->
                throw new IllegalArgumentException(
                        "-Dbench.contenders: there is no '" + name + "'; there are sluice, limit and naive");
        };
    }

    private Measurement measure(String name, String topic, String bootstrapServers, String s3, KafkaTopics topics)
            throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = topics.producer()) {
            load.produce(producer, topic, options.warmUp());
            try (Contender contender = start(name, topic, bootstrapServers, s3)) {
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
}
