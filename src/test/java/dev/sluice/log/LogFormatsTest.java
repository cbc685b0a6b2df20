package dev.sluice.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How {@code logback.xml} writes the fields of a line, in both formats. */
class LogFormatsTest {

    private final LoggerContext context = new LoggerContext();

    private String line(String format, KeyValuePair... fields) throws Exception {
        JoranConfigurator configurator = new JoranConfigurator();
        context.setMDCAdapter(new LogbackMDCAdapter());
        context.putProperty("SLUICE_LOG_FORMAT", format);
        configurator.setContext(context);
        configurator.doConfigure(Path.of("src/main/resources/logback.xml").toFile());
        LoggingEvent event = new LoggingEvent(
                "any",
                context.getLogger("dev.sluice.topology.Batch"),
                Level.WARN,
                "Landed {} late",
                null,
                new Object[] {"an object"});
        for (KeyValuePair field : fields) {
            event.addKeyValuePair(field);
        }
        ConsoleAppender<ILoggingEvent> console =
                (ConsoleAppender<ILoggingEvent>) context.getLogger("ROOT").getAppender("stdout");
        Encoder<ILoggingEvent> encoder = console.getEncoder();
        String line = new String(encoder.encode(event), StandardCharsets.UTF_8);
        context.stop();
        return line;
    }

    @Test
    void plain_appendsTheFieldsToTheMessage() throws Exception {
        assertThat(line(
                        "plain",
                        new KeyValuePair(LogFields.PARTITION, 3),
                        new KeyValuePair(LogFields.OBJECT_KEY, "a/b")))
                .endsWith("Landed an object late partition=\"3\" key=\"a/b\"" + System.lineSeparator());
    }

    @Test
    void plain_endsWithTheMessageWhenThereAreNoFields() throws Exception {
        assertThat(line("plain")).endsWith("Landed an object late" + System.lineSeparator());
    }

    @Test
    void json_hasEachFieldAsAMember() throws Exception {
        JsonNode json = new JsonMapper()
                .readTree(line(
                        "json",
                        new KeyValuePair(LogFields.PARTITION, 3),
                        new KeyValuePair(LogFields.OBJECT_KEY, "a/b")));

        assertThat(json.get("message").asString()).isEqualTo("Landed an object late");
        assertThat(json.get("partition").asInt()).isEqualTo(3);
        assertThat(json.get("key").asString()).isEqualTo("a/b");
    }
}
