package dev.sluice.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;

/**
 * A real Kafka broker in this process: one KRaft node, on the loopback interface only.
 *
 * <p>Started again on the same directory and port it is the same broker: topics, records and offsets are still there.
 */
public final class EmbeddedKafka implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    private static final String CLUSTER_ID = "c2x1aWNlLXRlc3RpbmcwMQ";

    private final KafkaRaftServer server;
    private final int port;
    private final int securePort;
    private final @Nullable Path temporaryDirectory;

    /**
     * One more listener of the broker.
     *
     * @param protocol {@code SASL_SSL} or {@code SSL}
     * @param properties its settings, without the prefix {@code listener.name.…}
     */
    public record SecureListener(String protocol, Map<String, String> properties) {}

    private EmbeddedKafka(KafkaRaftServer server, int port, int securePort, @Nullable Path temporaryDirectory) {
        this.server = server;
        this.port = port;
        this.securePort = securePort;
        this.temporaryDirectory = temporaryDirectory;
    }

    /** A broker on a free port, in a temporary directory that {@link #close} deletes. */
    public static EmbeddedKafka start() {
        return startTemporarily(null);
    }

    /** The same, which listens at {@link #secureBootstrapServers} too. */
    public static EmbeddedKafka start(SecureListener listener) {
        return startTemporarily(listener);
    }

    private static EmbeddedKafka startTemporarily(@Nullable SecureListener listener) {
        try {
            Path directory = Files.createTempDirectory("sluice-kafka-");
            return start(directory, Ports.free(), listener, directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A broker on that port (0: any free one), in that directory, which is formatted if it is not yet a broker's. */
    public static EmbeddedKafka start(Path directory, int port) {
        return start(directory, port == 0 ? Ports.free() : port, null, null);
    }

    private static EmbeddedKafka start(
            Path directory, int port, @Nullable SecureListener secure, @Nullable Path temporaryDirectory) {
        Map<String, String> properties = new HashMap<>(properties(directory, port, Ports.free()));
        int securePort = secure == null ? port : Ports.free();
        if (secure != null) {
            properties.merge("listeners", ",SECURE://%s:%d".formatted(HOST, securePort), String::concat);
            properties.merge("listener.security.protocol.map", ",SECURE:" + secure.protocol(), String::concat);
            secure.properties().forEach((name, value) -> properties.put("listener.name.secure." + name, value));
        }
        format(directory);
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM);
        server.startup();
        return new EmbeddedKafka(server, port, securePort, temporaryDirectory);
    }

    private static Map<String, String> properties(Path directory, int port, int controllerPort) {
        return Map.ofEntries(
                Map.entry("process.roles", "broker,controller"),
                Map.entry("node.id", "1"),
                Map.entry("listeners", "BROKER://%s:%d,CONTROLLER://%s:%d".formatted(HOST, port, HOST, controllerPort)),
                Map.entry("listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT"),
                Map.entry("inter.broker.listener.name", "BROKER"),
                Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry("controller.quorum.voters", "1@%s:%d".formatted(HOST, controllerPort)),
                Map.entry("log.dirs", directory.toString()),
                Map.entry("auto.create.topics.enable", "false"),
                Map.entry("offsets.topic.num.partitions", "4"),
                Map.entry("offsets.topic.replication.factor", "1"),
                Map.entry("transaction.state.log.num.partitions", "4"),
                Map.entry("transaction.state.log.replication.factor", "1"),
                Map.entry("transaction.state.log.min.isr", "1"),
                Map.entry("share.coordinator.state.topic.num.partitions", "4"),
                Map.entry("share.coordinator.state.topic.replication.factor", "1"),
                Map.entry("share.coordinator.state.topic.min.isr", "1"),
                Map.entry("group.initial.rebalance.delay.ms", "0"),
                Map.entry("group.streams.initial.rebalance.delay.ms", "0"),
                // Members of the streams protocol have the broker's timeouts, where classic ones bring their own.
                Map.entry("group.streams.session.timeout.ms", "6000"),
                Map.entry("group.streams.min.session.timeout.ms", "6000"),
                Map.entry("group.streams.heartbeat.interval.ms", "1000"),
                Map.entry("group.streams.min.heartbeat.interval.ms", "1000"),
                Map.entry("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000"),
                Map.entry("log.cleaner.dedupe.buffer.size", "2097152"));
    }

    private static void format(Path directory) {
        try {
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
                    .setNodeId(1)
                    .setClusterId(CLUSTER_ID)
                    .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                    .setControllerListenerName("CONTROLLER")
                    .setDirectories(List.of(directory.toString()))
                    .setMetadataLogDirectory(directory.toString())
                    .setIgnoreFormatted(true)
                    .run();
        } catch (Exception e) {
            throw new IllegalStateException("cannot format " + directory + " for a broker", e);
        }
    }

    public String bootstrapServers() {
        return HOST + ":" + port;
    }

    /** Where the broker listens as its {@link SecureListener} says. */
    public String secureBootstrapServers() {
        return HOST + ":" + securePort;
    }

    public int port() {
        return port;
    }

    public void createTopic(String name, int partitions) {
        createTopic(name, partitions, Map.of());
    }

    /** Creates a topic and returns once the broker knows it. */
    public void createTopic(String name, int partitions, Map<String, String> config) {
        try {
            new KafkaTopics(bootstrapServers()).create(partitions, config, name);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while topic " + name + " was being created", e);
        }
    }

    /** Stops the broker as an operator would, and waits for it. */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
        if (temporaryDirectory != null) {
            try {
                Utils.delete(temporaryDirectory.toFile());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /**
     * Runs a broker in a process of its own until its standard input ends, so that it cannot outlive who started it.
     *
     * @param args the port (0: any free one) and the directory; one line, {@code ready HOST:PORT}, says that it is up
     */
    public static void main(String[] args) throws IOException {
        try (EmbeddedKafka kafka = start(Path.of(args[1]), Integer.parseInt(args[0]))) {
            System.out.println("ready " + kafka.bootstrapServers());
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (RuntimeException e) {
            e.printStackTrace();
            System.exit(1); // threads of a broker that did not start would keep the process, and its starter waiting
        }
    }
}
