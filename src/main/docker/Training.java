import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.ByteArrayInputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.Schema;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.Stores;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the libraries load when Sluice starts, without Sluice: the training run of the image's AOT cache, which then
 * holds for every version of our own classes. Nothing else uses it; what it leaves out only loads more slowly.
 */
public final class Training {

    /** As the service logs in the image; without it Logback would log the libraries' debugging. */
    private static final String LOGBACK = """
            <configuration>
              <appender name="stdout" class="ch.qos.logback.core.ConsoleAppender">
                <encoder class="net.logstash.logback.encoder.LogstashEncoder"/>
              </appender>
              <root level="WARN"><appender-ref ref="stdout"/></root>
            </configuration>
            """;

    private static final long LONG_ENOUGH_TO_LOOK_FOR_A_BROKER_MILLIS = 5_000;

    private Training() {}

    public static void main(String[] args) throws Exception {
        configureLogback();
        CommandLine.usage(new CommandLine.HelpCommand(), System.err);
        LoggerFactory.getLogger(Training.class).warn("Training", new IllegalStateException("has a stack trace"));
        new Schema.Parser()
                .parse("{\"type\": \"record\", \"name\": \"A\", \"fields\": [{\"name\": \"b\", \"type\": \"string\"}]}");
        new JsonMapper().readTree("{\"a\": [1.5, \"b\", true, null]}");
        new JsonMapper().writeValueAsString(Map.of("a", List.of(1, "b")));

        PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        List.<MeterBinder>of(
                        new JvmMemoryMetrics(),
                        new JvmGcMetrics(),
                        new JvmThreadMetrics(),
                        new ClassLoaderMetrics(),
                        new ProcessorMetrics(),
                        new UptimeMetrics(),
                        new FileDescriptorMetrics())
                .forEach(binder -> binder.bindTo(metrics));
        KafkaStreams streams = streams();
        Gauge.builder("any", streams, any -> any.metrics().size()).register(metrics);
        FunctionCounter.builder("some", streams, any -> 0).tag("name", "value").register(metrics);
        streams.start();
        openRocksDb();
        putToS3();
        Thread.sleep(LONG_ENOUGH_TO_LOOK_FOR_A_BROKER_MILLIS);
        metrics.scrape();
        System.exit(0);
    }

    private static void configureLogback() throws Exception {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(new ByteArrayInputStream(LOGBACK.getBytes(StandardCharsets.UTF_8)));
    }

    /** A client of no broker: it gets as far as asking for one. */
    private static KafkaStreams streams() throws Exception {
        Topology topology = new Topology()
                .addSource("source", new ByteArrayDeserializer(), new ByteArrayDeserializer(), "in")
                .addProcessor("pass on", PassOn::new, "source")
                .addStateStore(
                        Stores.keyValueStoreBuilder(
                                Stores.persistentKeyValueStore("store"), Serdes.ByteArray(), Serdes.ByteArray()),
                        "pass on")
                .addSink("sink", "out", new ByteArraySerializer(), new ByteArraySerializer(), "pass on");
        Properties properties = new Properties();
        properties.put("application.id", "training");
        properties.put("bootstrap.servers", "127.0.0.1:9");
        properties.put("processing.guarantee", "exactly_once_v2");
        properties.put("state.dir", Files.createTempDirectory("streams").toString());
        return new KafkaStreams(topology, properties);
    }

    private static void openRocksDb() throws Exception {
        String directory = Files.createTempDirectory("rocksdb").toString();
        try (Options options = new Options().setCreateIfMissing(true);
                RocksDB db = RocksDB.open(options, directory)) {
            db.put(new byte[] {1}, new byte[] {2});
        }
    }

    private static void putToS3() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        try (S3Client s3 = S3Client.builder()
                .httpClientBuilder(Apache5HttpClient.builder())
                .endpointOverride(URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
                .build()) {
            s3.putObject(
                    put -> put.bucket("bucket").key("key").ifNoneMatch("*").checksumCRC32C("AAAAAA=="),
                    RequestBody.empty());
        } finally {
            server.stop(0);
        }
    }

    private static final class PassOn extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
        @Override
        public void process(Record<byte[], byte[]> record) {
            context().forward(record);
        }
    }
}
